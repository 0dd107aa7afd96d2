import type { JaegerStorageType } from '../../upstream/jaeger/names.ts';
import { listed, type Sender } from '../edge/senders.ts';
import { type JaegerRoleName, optionOf, type RunningRole } from '../jaeger/roles.ts';

// with the storage by which a component connects, where it does not do so always
const sides: readonly [JaegerRoleName, string, JaegerStorageType?][] = [
  ['collector', 'kafka.producer', 'kafka'],
  ['allInOne', 'kafka.producer', 'kafka'],
  ['ingester', 'kafka.consumer'],
];

/**
 * Addresses of Kafka that components of Jaeger v1 connect to.
 *
 * Source: jaeger v1.51.0 plugin/storage/kafka/options.go and cmd/ingester/app/flags.go.
 */
export function kafkaSenders(role: RunningRole): Sender<'jaeger'>[] {
  const { object, namespace, label, options } = role;
  return sides.flatMap(([name, prefix, storage = role.storage]) => {
    if (role.name !== name || role.storage !== storage) return [];
    const brokers = optionOf(role, `${prefix}.brokers`);
    if (!brokers) return [];
    const tls =
      options.get(`${prefix}.tls.enabled`) === 'true' ||
      options.get(`${prefix}.authentication`) === 'tls';
    return listed(brokers.value, brokers.path).map(
      (address): Sender<'jaeger'> => ({
        kind: 'jaeger',
        client: object,
        label,
        noun: 'Jaeger',
        namespace,
        object: brokers.object,
        ...address,
        grammar: 'host-port',
        protocol: 'kafka',
        tls,
        enabled: true,
      }),
    );
  });
}
