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
import {
  defaultQueueSize,
  dynamicQueueFlag,
  mostOfDynamicQueue,
  queueSizeFlag,
} from '../../upstream/jaeger/queue.ts';
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
export function sendsBatches(type: string): boolean {
  return type === 'jaeger' || (canQueue(type) && !loadBalancers.includes(type));
}

/** What takes what goes over an edge; undefined outside of the manifests. */
export function receiverOf({ target }: UsedEdge): KubeObject | undefined {
  if (target.kind !== 'service' || !target.port) return undefined;
  return target.service.jaeger?.object ?? target.service.owner;
}

/** Spans that a collector queues; undefined where that is not told, or does not matter, since memory keeps few spans anyway. */
function queueOf(role: RunningRole): number | undefined {
  const isDynamic = role.options.has(dynamicQueueFlag) || role.untold.has(dynamicQueueFlag);
  return queues(role) && !isDynamic ? writtenSize(role) : undefined;
}

/**
 * Most spans that a collector queues, also where it changes the size of its queue; undefined as for those that it does not.
 *
 * @param spanBytes - of a span, for a queue whose size goes by memory
 */
export function mostQueued(role: RunningRole, spanBytes: number): number | undefined {
  const dynamic = settingNumber(optionValue(role, dynamicQueueFlag, '0'));
  if (!queues(role) || dynamic === undefined) return undefined;
  return dynamic > 0 ? mostOfDynamicQueue(dynamic, spanBytes) : writtenSize(role);
}

function queues({ name, storage }: RunningRole): boolean {
  const receives = name === 'collector' || name === 'allInOne';
  return receives && storage !== undefined && storage !== 'memory';
}

function writtenSize(role: RunningRole): number | undefined {
  return settingNumber(optionValue(role, queueSizeFlag, `${defaultQueueSize}`));
}
