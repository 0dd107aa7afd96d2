import { nearest } from '../values/nearest.ts';

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

/** Image of the controller of Ingress NGINX. */
export const nginxImage = /(?:^|\/)ingress-nginx\/controller(?:-chroot)?$/;

/** Label app.kubernetes.io/name of what the chart of Ingress NGINX makes. */
export const nginxLabel = 'ingress-nginx';

/** Flag of the controller that names its ConfigMap, after the namespace. */
export const nginxConfigFlag = 'configmap';

/** Switch of OpenTracing, with Zipkin, Jaeger and Datadog, and the first release without it (the same file, controller v1.9.4 and v1.9.5). */
export const nginxOpentracing = { key: 'enable-opentracing', until: '1.9.5' } as const;

const knownKeys: readonly string[] = [...Object.values(nginxKeys), ...Object.keys(nginxExtraKeys)];
const keyPrefix = /^(?:enable-)?(?:opentelemetry|otel|otlp)-?/;

/**
 * The key that was likely meant by one about OpenTelemetry that no release from 1.7.0 to 1.15.1 knows: the one that ends
 * like it, or nearly has its name. Undefined for keys that are known, and for those that are about something else.
 */
export function unknownNginxKey(key: string): { readonly meant: string | undefined } | undefined {
  if (!keyPrefix.test(key) || knownKeys.includes(key)) return undefined;
  if (key.startsWith('enable-')) return { meant: nginxKeys.enabled };
  const rest = key.replace(keyPrefix, '-');
  return { meant: knownKeys.find((known) => known.endsWith(rest)) ?? nearest(key, knownKeys) };
}

/** Annotation of an Ingress that switches tracing on, or off, for it alone. */
export const nginxAnnotation = 'nginx.ingress.kubernetes.io/enable-opentelemetry';

/** Samplers as the module of NGINX calls them. */
export const nginxSamplers = { all: 'AlwaysOn', share: 'TraceIdRatioBased' } as const;

/** Namespace and ConfigMap of Ingress NGINX unless it was moved. */
export const nginxPlace = { namespace: 'ingress-nginx', name: 'ingress-nginx-controller' } as const;
