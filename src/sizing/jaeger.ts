import { memoryFactor, outageSeconds } from './collector.ts';
import type { WholeLoad } from './load.ts';

/** What a collector of Jaeger v1 takes. */
export interface JaegerSize {
  /** `collector.queue-size` of a pod, in spans. */
  readonly queueSpans: number;
  /** Memory that a full queue takes, in MiB. */
  readonly queueMiB: number;
}

const mebibyte = 1024 * 1024;

/**
 * Sizes the queue of Jaeger v1, which accepts every span, and drops those that do not fit: it holds what the collectors kept during
 * an outage, since they send that at once.
 *
 * @param pods - collector pods of Jaeger
 */
export function sizeJaeger(
  { spansPerSecond, spanBytes }: Omit<WholeLoad, 'retentionDays'>,
  pods: number,
): JaegerSize {
  const queueSpans = Math.ceil((spansPerSecond * outageSeconds) / pods);
  return {
    queueSpans,
    queueMiB: Math.ceil((queueSpans * spanBytes * memoryFactor) / mebibyte),
  };
}
