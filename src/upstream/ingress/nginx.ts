/**
 * Keys of the ConfigMap of Ingress NGINX that are about tracing, which it has had since controller 1.7.0.
 *
 * Source: kubernetes/ingress-nginx controller v1.15.1 internal/ingress/controller/config/config.go.
 */
export const nginxKeys = {
  enabled: 'enable-opentelemetry',
  host: 'otlp-collector-host',
  port: 'otlp-collector-port',
  serviceName: 'otel-service-name',
  sampler: 'otel-sampler',
  ratio: 'otel-sampler-ratio',
  parentBased: 'otel-sampler-parent-based',
  trustIncoming: 'opentelemetry-trust-incoming-span',
} as const;

/** What the other keys are about, names of spans and the queue before the receiver, and what becomes of their values. */
export const nginxExtraKeys = {
  'opentelemetry-config': 'path',
  'opentelemetry-operation-name': 'quoted',
  'otel-max-export-batch-size': 'number',
  'otel-max-queuesize': 'number',
  'otel-schedule-delay-millis': 'number',
} as const;

/** Annotation of an Ingress that switches tracing on, or off, for it alone. */
export const nginxAnnotation = 'nginx.ingress.kubernetes.io/enable-opentelemetry';

/** Samplers as the module of NGINX calls them. */
export const nginxSamplers = { all: 'AlwaysOn', share: 'TraceIdRatioBased' } as const;

/** Namespace and ConfigMap of Ingress NGINX unless it was moved. */
export const nginxPlace = { namespace: 'ingress-nginx', name: 'ingress-nginx-controller' } as const;
