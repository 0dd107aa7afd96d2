import { listed, type Sender } from '../edge/senders.ts';
import type { Jaeger, JaegerRoleName } from '../jaeger/instances.ts';

const sides: readonly [JaegerRoleName, string][] = [
  ['collector', 'kafka.producer'],
  ['ingester', 'kafka.consumer'],
];

const asJaeger = (labels: string) => `Jaeger ${labels}`;

/**
 * Addresses of Kafka that a streaming Jaeger v1 connects to.
 *
 * Source: jaeger v1.51.0 plugin/storage/kafka/options.go and cmd/ingester/app/flags.go.
 */
export function kafkaSenders(jaeger: Jaeger): Sender<'jaeger'>[] {
  const { object, namespace, roles, strategy } = jaeger;
  if (strategy.strategy !== 'streaming') return [];
  return sides.flatMap(([name, prefix]) => {
    const role = roles.find((candidate) => candidate.name === name);
    const brokers = role?.own.findLast(({ key }) => key === `${prefix}.brokers`);
    if (!role || !brokers) return [];
    const tls =
      role.options.get(`${prefix}.tls.enabled`) === 'true' ||
      role.options.get(`${prefix}.authentication`) === 'tls';
    return listed(brokers.value, brokers.path).map(
      (address): Sender<'jaeger'> => ({
        kind: 'jaeger',
        client: object,
        label: name,
        called: asJaeger,
        namespace,
        object,
        ...address,
        grammar: 'host-port',
        protocol: 'kafka',
        tls,
        enabled: true,
      }),
    );
  });
}
