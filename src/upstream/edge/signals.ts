/** What OTLP carries, as pipelines of a collector call it (opentelemetry-collector v0.158.0 pipeline/pipeline.go). */
export type Signal = 'traces' | 'metrics' | 'logs';

/** All of them. */
export const otlpSignals: readonly Signal[] = ['traces', 'metrics', 'logs'];
