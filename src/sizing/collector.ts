import { largestMessage, measuredCosts, usualBatch } from './costs.ts';
import { burst, type WholeLoad } from './load.ts';

/** What the tier of collectors takes. */
export interface CollectorSize {
  readonly replicas: number;
  /** Request of a pod, in thousandths of a core. */
  readonly cpuMillis: number;
  /** The same while a burst is carried. */
  readonly burstCpuMillis: number;
  /** Limit of a pod, in MiB. */
  readonly memoryMiB: number;
  /** `send_batch_size` and `send_batch_max_size` of the batch processor. */
  readonly batchSpans: number;
  /** `sending_queue.queue_size` of an exporter, in batches. */
  readonly queueBatches: number;
}

/** Seconds that the backend may be away without a span being lost, in usual times. */
export const outageSeconds = 60;
/** How much more memory a span takes than it has bytes. It is assumed: nothing here has measured it. */
export const memoryFactor = 3;
/** Part of a message that a batch may fill; the rest is for what is larger than usual. */
const fill = 0.8;
/** Part of its limit that memory_limiter lets a collector use by default. */
const memoryShare = 0.8;
const fewestReplicas = 2;
const leastMillis = 100;
const leastMiB = 512;
const mebibyte = 1024 * 1024;

/** A load of collectors, which keep nothing. */
type Carried = Omit<WholeLoad, 'retentionDays'>;

/** Cores that a load takes, of all pods together. */
export function coresFor({ spansPerSecond, spanBytes }: Carried): number {
  // smaller spans are counted as those that were measured
  const weight = Math.max(1, spanBytes / measuredCosts.bytesPerSpan);
  return (spansPerSecond * weight) / measuredCosts.spansPerCoreSecond;
}

/** Memory that each of some pods takes with its queue, in MiB. */
export function memoryFor({ spansPerSecond, spanBytes }: Carried, replicas: number): number {
  const queued = (spansPerSecond / replicas) * outageSeconds * spanBytes * memoryFactor;
  return (measuredCosts.peakMiB + queued / mebibyte) / memoryShare;
}

/** Sizes collectors so that a burst fits into a core of each pod. */
export function sizeCollectors(load: Carried): CollectorSize {
  const { spansPerSecond, spanBytes } = load;
  const cores = coresFor(load);
  const replicas = Math.max(fewestReplicas, Math.ceil(cores * burst));
  const fitting = Math.floor((largestMessage * fill) / spanBytes);
  const batchSpans = Math.max(1, Math.min(usualBatch, fitting));
  return {
    replicas,
    cpuMillis: Math.max(leastMillis, upTo((cores / replicas) * 1000, 50)),
    burstCpuMillis: Math.max(leastMillis, upTo(((cores * burst) / replicas) * 1000, 50)),
    memoryMiB: Math.max(leastMiB, upTo(memoryFor(load, replicas), 64)),
    batchSpans,
    queueBatches: Math.ceil(((spansPerSecond / replicas) * outageSeconds) / batchSpans),
  };
}

function upTo(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
