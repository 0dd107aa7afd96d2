import { loadBalancers } from '../../../upstream/collector/load-balancing.ts';
import { canQueue } from '../../../upstream/collector/sending-queue.ts';
import { componentType } from '../../../upstream/otel-operator/ports.ts';
import { record } from '../../../upstream/values/unknown.ts';
import type { Components } from '../components.ts';
import type { NamedCollectorProps } from '../props.ts';
import { patience, withoutQueue } from './balanced.ts';

type Reading = Pick<NamedCollectorProps, 'receiveFromKafka' | 'persistentQueue' | 'batch'>;

/**
 * Whether nothing is kept in memory that Kafka would no longer keep: a message counts as taken when the backend has it. A queue on a
 * volume keeps it as well, and `batch` asks for what is in memory alone.
 */
export function sendsDirectly({ receiveFromKafka, persistentQueue, batch }: Reading): boolean {
  return receiveFromKafka !== undefined && persistentQueue === undefined && batch === undefined;
}

/** Exporters without queues, where they say nothing of them themselves. */
export function directExporters(exporters: Components): Components {
  return Object.fromEntries(
    Object.entries(exporters).map(([id, settings]) => {
      const type = componentType(id);
      return [id, canQueue(type) ? direct(type, record(settings)) : settings];
    }),
  );
}

function direct(type: string, settings: Components): Components {
  if (loadBalancers.includes(type)) {
    return {
      ...settings,
      protocol: withoutQueue(settings.protocol),
      retry_on_failure: { ...patience, ...record(settings.retry_on_failure) },
    };
  }
  return { sending_queue: { enabled: false }, ...settings };
}
