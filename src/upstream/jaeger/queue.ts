/** Flag of a Jaeger v1 collector for how many spans wait in its memory. */
export const queueSizeFlag = 'collector.queue-size';

/**
 * Its default, in spans (jaeger v1.65.0 cmd/collector/app/flags). A collector says yes to whatever comes, writes it later, and drops
 * what its queue has no room for: `reportBusy`, by which a sender would hear of it, is set nowhere (cmd/collector/app/span_processor.go).
 */
export const defaultQueueSize = 2000;

/** Flag by which it changes the size of its queue as it runs, so that the other one is where it begins (likewise). */
export const dynamicQueueFlag = 'collector.queue-size-memory';

/** Most spans that such a queue grows to, and by which part a size may be off before it is changed (jaeger v1.76.0, likewise). */
const mostDynamic = 1_000_000;
const unchanged = 1.2;

/**
 * Most spans that a queue holds which changes its size: as many as its memory has room for, as Jaeger counts it, which knows
 * spans with their process, so that they are seldom smaller than they were sent.
 *
 * @param mebibytes - value of the flag
 * @param spanBytes - of a span as it is sent
 */
export function mostOfDynamicQueue(mebibytes: number, spanBytes: number): number {
  return Math.floor(Math.min(mostDynamic, (mebibytes * 2 ** 20) / spanBytes) * unchanged);
}
