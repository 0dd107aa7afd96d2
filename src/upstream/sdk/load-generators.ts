/** Images of telemetrygen (opentelemetry-collector-contrib cmd/telemetrygen). */
export const loadGeneratorImage = /(?:^|\/)telemetrygen$/;

/** What it is asked to make, its first argument; `--otlp-endpoint` takes host and port, over gRPC unless `--otlp-http` is given. */
export const loadGeneratorSignals: readonly string[] = ['traces', 'metrics', 'logs'];
