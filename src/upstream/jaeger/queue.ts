/** Flag of a Jaeger v1 collector for how many spans wait in its memory. */
export const queueSizeFlag = 'collector.queue-size';

/**
 * Its default, in spans (jaeger v1.65.0 cmd/collector/app/flags). A collector says yes to whatever comes, writes it later, and drops
 * what its queue has no room for: `reportBusy`, by which a sender would hear of it, is set nowhere (cmd/collector/app/span_processor.go).
 */
export const defaultQueueSize = 2000;

/** Flag by which it changes the size of its queue as it runs, so that the other one is where it begins (likewise). */
export const dynamicQueueFlag = 'collector.queue-size-memory';
