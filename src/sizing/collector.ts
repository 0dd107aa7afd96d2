import { largestMessage, measuredCosts, usualBatch } from './costs.ts';
import { burst, type WholeLoad } from './load.ts';

/** Sizes of the tier of collectors. */
export interface CollectorSize {
  readonly replicas: number;
  /** Request of a pod, in thousandths of a core. */
  readonly cpuMillis: number;
  /** CPU of a pod during a burst, in thousandths of a core. */
  readonly burstCpuMillis: number;
  /** Limit of a pod, in MiB. */
  readonly memoryMiB: number;
  /** `send_batch_size` and `send_batch_max_size` of the batch processor. */
  readonly batchSpans: number;
  /** `sending_queue.queue_size` of an exporter with `sizer: items`: spans that its memory holds, those of an outage at least. */
  readonly queueSpans: number;
}

/** Seconds of an outage of the backend, at the usual rate, without losing a span. */
export const outageSeconds = 60;
/** Memory that a span takes in a queue, as a multiple of its bytes. Assumed, not measured. */
export const memoryFactor = 3;
/** Part of a message that a batch may fill; the rest is for larger spans. */
const fill = 0.8;
/**
 * Part of its limit from which on memory_limiter refuses spans as the default collector has it: 80 % less 20 % for spikes
 * (opentelemetry-collector v0.158.0 internal/memorylimiter, soft limit).
 */
const memoryShare = 0.6;
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

/**
 * Memory that each of some pods takes with its queue, in MiB.
 *
 * @param share - of the limit from which on spans are refused
 * @default share - that of the default collector
 */
export function memoryFor(
  { spansPerSecond, spanBytes }: Carried,
  replicas: number,
  share = memoryShare,
): number {
  const queued = outageSpans({ spansPerSecond }, replicas) * spanBytes * memoryFactor;
  return (measuredCosts.peakMiB + queued / mebibyte) / share;
}

/** Spans that the queue of a pod may hold before memory_limiter refuses more; none for a limit that the pod takes without any. */
export function queueFor({ spanBytes }: Pick<Carried, 'spanBytes'>, memoryMiB: number): number {
  const free = (memoryMiB * memoryShare - measuredCosts.peakMiB) * mebibyte;
  return Math.max(0, Math.floor(free / (spanBytes * memoryFactor)));
}

/** Spans that come to each of some pods while the backend is away. */
export function outageSpans({ spansPerSecond }: Pick<Carried, 'spansPerSecond'>, pods: number) {
  return (spansPerSecond / pods) * outageSeconds;
}

/** Sizes collectors so that a burst fits into a core of each pod. */
export function sizeCollectors(load: Carried): CollectorSize {
  const { spanBytes } = load;
  const cores = coresFor(load);
  const replicas = Math.max(fewestReplicas, Math.ceil(cores * burst));
  const fitting = Math.floor((largestMessage * fill) / spanBytes);
  const batchSpans = Math.max(1, Math.min(usualBatch, fitting));
  const memoryMiB = Math.max(leastMiB, upTo(memoryFor(load, replicas), 64));
  return {
    replicas,
    cpuMillis: Math.max(leastMillis, upTo((cores / replicas) * 1000, 50)),
    burstCpuMillis: Math.max(leastMillis, upTo(((cores * burst) / replicas) * 1000, 50)),
    memoryMiB,
    batchSpans,
    queueSpans: queueFor(load, memoryMiB),
  };
}

function upTo(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
