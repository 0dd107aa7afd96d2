import { loadBalancers } from '../../../upstream/collector/load-balancing.ts';
import {
  canQueue,
  queueBatches,
  queueCountsBytes,
} from '../../../upstream/collector/sending-queue.ts';
import { componentType } from '../../../upstream/otel-operator/ports.ts';
import { parseQuantity } from '../../../upstream/values/quantity.ts';
import { record } from '../../../upstream/values/unknown.ts';
import { refuse } from '../../props/refuse.ts';
import type { Components } from '../components.ts';
import type { NamedCollectorProps } from '../props.ts';
import { patience, withoutQueue } from './balanced.ts';
import { type PersistentQueueProps, queueStorage } from './persistent.ts';

/** Whether batches are made by the queue, and by no processor before it, where spans would be in memory alone. */
export function batchesInQueue(
  { persistentQueue, batch }: BatchingProps,
  version: string,
): boolean {
  return persistentQueue !== undefined && batch === undefined && queueBatches(version);
}

type BatchingProps = Pick<NamedCollectorProps, 'persistentQueue' | 'batch'>;

/** The same as the batch processor's: 4 MiB, the gRPC limit, leave 2 KiB for each span. */
const queueBatch = { flush_timeout: '5s', min_size: 2048, max_size: 2048, sizer: 'items' };

/**
 * Exporters with their queues stored, those that have one; what they say of it themselves goes before.
 *
 * @throws for a volume that is too small for the queues
 */
export function storedExporters(
  props: BatchingProps,
  exporters: Components,
  version: string,
): Components {
  const { persistentQueue } = props;
  if (persistentQueue === undefined) return exporters;
  const queues = Object.keys(exporters).filter((id) => canQueue(componentType(id))).length;
  const queue = {
    enabled: true,
    storage: queueStorage,
    ...queueBounds(persistentQueue, queues, version),
    batch: batchesInQueue(props, version) ? queueBatch : undefined,
  };
  return Object.fromEntries(
    Object.entries(exporters).map(([id, settings]) => {
      const type = componentType(id);
      return [id, canQueue(type) ? stored(type, record(settings), queue) : settings];
    }),
  );
}

/** What a request has at most, the limit of gRPC: a queue that takes less takes some of them never. */
const largestRequest = 4 * 1024 ** 2;

function queueBounds(
  { queueSize, size }: PersistentQueueProps,
  queues: number,
  version: string,
): Components {
  if (queueSize !== undefined) return { queue_size: queueSize };
  if (queues === 0 || !queueCountsBytes(version)) return {};
  const share = Math.floor((parseQuantity(size) ?? 0) / 2 / queues);
  refuse(
    share < largestRequest
      ? `persistentQueue.size must be at least ${8 * queues}Mi, of which half is enough for a request of 4Mi in each of the queues of exporters, ${queues} here, got '${size}'`
      : undefined,
  );
  return { sizer: 'bytes', queue_size: share };
}

function stored(type: string, settings: Components, queue: Components): Components {
  const balances = loadBalancers.includes(type);
  const own = record(settings.sending_queue);
  // one that says how much it takes means its own measure
  const { sizer, queue_size, ...unmeasured } = queue;
  const measured = 'sizer' in own || 'queue_size' in own;
  return {
    ...settings,
    // those that it makes for each pod share their settings, and so cannot be stored
    ...(balances ? { protocol: withoutQueue(settings.protocol) } : {}),
    sending_queue: { ...(measured ? unmeasured : queue), ...own },
    // five minutes by default, after which what is stored would be thrown away
    retry_on_failure: {
      ...(balances ? patience : {}),
      max_elapsed_time: '0s',
      ...record(settings.retry_on_failure),
    },
  };
}
