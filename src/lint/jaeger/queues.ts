import { batchesOf, edgesByExporter, largestBatch } from '../../model/collector/flows.ts';
import { optionValue, type RunningRole } from '../../model/jaeger/roles.ts';
import { groupBy } from '../../model/kubernetes/group.ts';
import type { KubeObject } from '../../model/kubernetes/objects.ts';
import type { Model, UsedEdge } from '../../model/model.ts';
import { loadBalancers } from '../../upstream/collector/load-balancing.ts';
import {
  type BatchSize,
  canQueue,
  requestsAtOnce,
} from '../../upstream/collector/sending-queue.ts';
import { defaultQueueSize, dynamicQueueFlag, queueSizeFlag } from '../../upstream/jaeger/queue.ts';
import { settingNumber } from '../../upstream/values/settings.ts';

/** A collector of Jaeger v1 whose queue is shorter than what an exporter sends at once. */
export interface ShortQueue {
  readonly role: RunningRole;
  /** Spans that it queues. */
  readonly queued: number;
  /** Whether somebody wrote that number, so that it is not Jaeger's own. */
  readonly written: boolean;
  readonly burst: Burst;
  /** Spans a second from which on single batches are larger than the queue; undefined where only several together are. */
  readonly rate?: number;
}

/** Queues of Jaeger v1 that are too short for the exporters of the manifests, each with the exporter that sends most. */
export function shortQueues(model: Model): ShortQueue[] {
  const incoming = groupBy(burstsOf(model), ({ to }) => to);
  return model.jaegerRoles.flatMap((role): ShortQueue[] => {
    const queued = queueOf(role);
    if (queued === undefined) return [];
    const bursts = (incoming.get(role.object) ?? []).filter((one) => spansAtOnce(one) > queued);
    const [burst] = bursts.toSorted((a, b) => b.spans - a.spans || b.batches - a.batches);
    if (!burst) return [];
    const rate = burst.spans > queued ? Math.ceil((queued * 1000) / burst.timeout) : undefined;
    return [{ role, queued, written: role.options.has(queueSizeFlag), burst, rate }];
  });
}

/** Batches that an exporter sends to an object. */
export interface Burst extends BatchSize {
  readonly to: KubeObject | undefined;
  /** Who sends, in a message. */
  readonly client: string;
  /** How many it sends at once of a backlog. */
  readonly batches: number;
}

/** Spans in all batches that are sent at once. */
export function spansAtOnce({ spans, batches }: Burst): number {
  return spans * batches;
}

function burstsOf({ collectors, usedEdges }: Model): Burst[] {
  const outgoing = edgesByExporter(usedEdges);
  return collectors.flatMap(({ name, config }) => {
    const given = config && batchesOf(config);
    return (config?.components ?? []).flatMap((exporter): Burst[] => {
      const edges = sendsBatches(exporter.type) ? (outgoing.get(exporter) ?? []) : [];
      if (!config || !given || edges.length === 0) return [];
      const batch = largestBatch(config, exporter, given);
      const batches = requestsAtOnce(exporter.settings);
      if (!batch || !batches) return [];
      return edges.map((edge) => ({
        ...batch,
        batches,
        to: receiverOf(edge),
        client: `${edge.client} of ${name}`,
      }));
    });
  });
}

/** Whether an exporter sends its batches as they are, and not in parts to several receivers. */
function sendsBatches(type: string): boolean {
  return type === 'jaeger' || (canQueue(type) && !loadBalancers.includes(type));
}

function receiverOf({ target }: UsedEdge): KubeObject | undefined {
  if (target.kind !== 'service' || !target.port) return undefined;
  return target.service.jaeger?.object ?? target.service.owner;
}

/** Spans that a collector queues; undefined where that is not told, or does not matter, since memory keeps few spans anyway. */
function queueOf(role: RunningRole): number | undefined {
  const { name, storage, options, untold } = role;
  if (name !== 'collector' && name !== 'allInOne') return undefined;
  if (storage === undefined || storage === 'memory') return undefined;
  if (options.has(dynamicQueueFlag) || untold.has(dynamicQueueFlag)) return undefined;
  return settingNumber(optionValue(role, queueSizeFlag, `${defaultQueueSize}`));
}
