import { loadAnnotation, loadText, readLoad } from '../../../annotations/load.ts';
import type { CollectorConfig, Component } from '../../../model/collector/config.ts';
import { mostQueued, takesAllSpans } from '../../../model/collector/flows.ts';
import type { Collector } from '../../../model/collector/instances.ts';
import { readScalers, type Scalers } from '../../../model/collector/scaling.ts';
import { objectName } from '../../../model/kubernetes/objects.ts';
import { coresFor, memoryFor, outageSeconds, outageSpans } from '../../../sizing/collector.ts';
import { burst } from '../../../sizing/load.ts';
import { softLimit } from '../../../upstream/collector/processors/memory-limiter.ts';
import { canQueue } from '../../../upstream/collector/sending-queue.ts';
import { parseQuantity } from '../../../upstream/values/quantity.ts';
import { at, number, own } from '../../../upstream/values/unknown.ts';
import type { Found, Rule } from '../../rule.ts';

const mebibyte = 1024 * 1024;

/** A collector that cannot carry what is said that it has to. */
export const size: Rule = {
  id: 'collector/size',
  severity: 'warning',
  rationale:
    'collectors refuse what exceeds their capacity in a burst, and it is lost unless the sender retries',
  source: 'docs/measured/collector.json, method in docs/sizing.md',
  ignoreWhen: 'you have measured that these pods carry that load, such as uncompressed spans',
  visit({ objects }) {
    const scalers = readScalers(objects);
    return {
      *collector(collector) {
        const annotation = collector.object.annotations[loadAnnotation];
        if (annotation === undefined || !collector.operated) return;
        const load = readLoad(annotation);
        if (load === undefined) {
          const path = ['metadata', 'annotations', loadAnnotation];
          const message = `load must have the form '5000 spans/s of 500 bytes', got '${annotation}'`;
          yield { object: collector.object, path, message };
          return;
        }
        const pods = podsOf(collector, scalers);
        if (pods === undefined) return;
        yield* tooLittleProcessor(collector, load, pods);
        yield* tooLittleMemory(collector, load, pods);
        yield* tooShortQueues(collector, load, pods);
      },
    };
  },
};

type Load = NonNullable<ReturnType<typeof readLoad>>;

/** How many pods there are, or may be; undefined where that is as many as there are of others. */
function podsOf({ mode, replicas, object }: Collector, scalers: Scalers): number | undefined {
  if (mode !== 'deployment' && mode !== 'statefulset') return undefined;
  const most = number(at(object.value, 'spec', 'autoscaler', 'maxReplicas'));
  return most ?? scalers.get(objectName(object)) ?? replicas ?? 1;
}

function* tooLittleProcessor(
  { object, resources }: Collector,
  load: Load,
  pods: number,
): Iterable<Found> {
  const limit = quantity(at(resources, 'limits', 'cpu'));
  const cores = coresFor(load) * burst;
  // without a limit, a pod has a core in a burst
  if (pods * (limit ?? 1) >= cores) return;
  const path = ['spec', ...(limit === undefined ? ['replicas'] : ['resources', 'limits', 'cpu'])];
  const each = limit === undefined ? 'one core each' : `${limit} cores each`;
  yield {
    object,
    path,
    message: `${pods} pods of ${each} cannot carry ${burst} times ${loadText(load)}, which needs ${cores.toFixed(1)} cores`,
  };
}

function* tooLittleMemory(
  { object, resources, config }: Collector,
  load: Load,
  pods: number,
): Iterable<Found> {
  const limit = quantity(at(resources, 'limits', 'memory'));
  if (limit === undefined || (config && keepsOutside(config))) return;
  const limiter = config?.components.find(({ type }) => type === 'memory_limiter');
  const share = limiter ? softLimit(limiter.settings, limit) / limit : 1;
  // settings that leave nothing are another rule's
  const needed = share > 0 ? Math.ceil(memoryFor(load, pods, share)) : 0;
  if (limit >= needed * mebibyte) return;
  yield {
    object,
    path: ['spec', 'resources', 'limits', 'memory'],
    message: `a memory limit of ${Math.floor(limit / mebibyte)} MiB cannot hold a sending queue for one minute of ${loadText(load)} in ${pods} pods, which needs ${needed} MiB each`,
  };
}

/** Whether no exporter of spans queues them in memory: each has its queue on a disk, or leaves it to who sends. */
function keepsOutside(config: CollectorConfig): boolean {
  const queueing = config.components.filter(
    (one) => one.kind === 'exporters' && canQueue(one.type) && takesSpans(config, one),
  );
  return (
    queueing.length > 0 &&
    queueing.every(({ settings }) => {
      const queue = own(settings, 'sending_queue');
      return own(queue, 'enabled') === false || own(queue, 'storage') !== undefined;
    })
  );
}

function takesSpans(config: CollectorConfig, exporter: Component): boolean {
  return config.pipelinesOf(exporter).some(({ signal }) => signal === 'traces');
}

/** Queues that somebody wrote, as far as what they hold at most is told: of fewer spans, such as in batches that are not full, they hold less. */
function* tooShortQueues({ config }: Collector, load: Load, pods: number): Iterable<Found> {
  const needed = Math.ceil(outageSpans(load, pods));
  for (const exporter of config?.components ?? []) {
    if (!config || exporter.kind !== 'exporters' || !takesSpans(config, exporter)) continue;
    // who sends to a queue that blocks waits for it
    if (at(exporter.settings, 'sending_queue', 'block_on_overflow') === true) continue;
    if (!takesAllSpans(config, exporter)) continue;
    const most = mostQueued(config, exporter, load.spanBytes);
    if (most === undefined || most >= needed) continue;
    const seconds = Math.floor((most / needed) * outageSeconds);
    yield {
      object: exporter.object,
      path: [...exporter.path, 'sending_queue', 'queue_size'],
      message: `the queue of ${exporter.id} holds at most ${most} spans, ${seconds} s of ${loadText(load)} in ${pods} pods: an outage of the backend of ${outageSeconds} s, or of ${outageSeconds / burst} s in a burst of ${burst} times, needs ${needed}`,
    };
  }
}

function quantity(value: unknown): number | undefined {
  return typeof value === 'string' || typeof value === 'number' ? parseQuantity(value) : undefined;
}
