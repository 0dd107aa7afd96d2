/** Image of Traefik. */
export const traefikImage = /(?:^|\/)traefik$/;

/**
 * Flags of Traefik that are about OTLP, which it has had since 3.0.0, without dashes; it reads them in capitals, too.
 *
 * Source: traefik v3.7.9 pkg/config/static/static_config.go, pkg/observability/types/otel.go.
 */
export const traefikFlags = {
  serviceName: 'tracing.serviceName',
  sampleRate: 'tracing.sampleRate',
  addInternals: 'tracing.addInternals',
  requestHeaders: 'tracing.capturedRequestHeaders',
  responseHeaders: 'tracing.capturedResponseHeaders',
  queryParams: 'tracing.safeQueryParams',
  grpc: {
    endpoint: 'tracing.otlp.grpc.endpoint',
    insecure: 'tracing.otlp.grpc.insecure',
  },
  http: { endpoint: 'tracing.otlp.http.endpoint' },
} as const;
