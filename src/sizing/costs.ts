/**
 * What spans cost the default collector. Source: docs/measured/collector.json, "the default", of 0.158.0; its spans have six attributes and fill as
 * many bytes as it writes for each without compression, "the default, without gzip".
 */
export const measuredCosts = {
  spansPerCoreSecond: 108_303,
  peakMiB: 129,
  bytesPerSpan: 378,
} as const;

/** Spans in a batch of the default collector. */
export const usualBatch = 2048;

/** Largest message that a gRPC receiver takes, in bytes. Source: opentelemetry-collector v0.158.0 config/configgrpc, max_recv_msg_size_mib. */
export const largestMessage = 4 * 1024 * 1024;
