import type { Problem } from '../values/problem.ts';
import { isRecord, type UnknownRecord } from '../values/unknown.ts';

/** Namespace of Istio unless it was moved: what stands in it holds for the whole mesh. */
export const istioNamespace = 'istio-system';

/** API group of Telemetry. */
export const telemetryGroup = 'telemetry.istio.io';

/** Where mesh configuration stands in resources, by kind: istioctl's, the Sail operator's, a Helm chart's in Flux. */
export const meshConfigPaths: ReadonlyMap<string, readonly string[]> = new Map([
  ['IstioOperator', ['spec', 'meshConfig']],
  ['Istio', ['spec', 'values', 'meshConfig']],
  ['HelmRelease', ['spec', 'values', 'meshConfig']],
]);

/** Key of the ConfigMap `istio`, or `istio-` and a revision, that has the mesh configuration as YAML. */
export const meshKey = 'mesh';

/** Whether a ConfigMap of that name has the mesh configuration. */
export function isMeshConfigMap(name: string): boolean {
  return name === 'istio' || name.startsWith('istio-');
}

/** Providers that a mesh has without being told, of which one takes traces (istio at 0048ecc8f2 pkg/config/mesh/mesh.go). */
export const builtInProviders: readonly string[] = ['prometheus', 'stackdriver', 'envoy'];

/**
 * Fields of an extension provider that take traces; the others take metrics, logs or questions about rights.
 *
 * Source: istio/api v1.30.3 mesh/v1alpha1/config.proto.
 */
const tracingFields: readonly string[] = [
  'opentelemetry',
  'zipkin',
  'datadog',
  'skywalking',
  'stackdriver',
  'lightstep',
  'opencensus',
];

/** The field of a provider that is no tracer; undefined for tracers, and for what is not known. */
export function otherProvider(provider: UnknownRecord): string | undefined {
  const fields = Object.keys(provider).filter((key) => isRecord(provider[key]));
  if (fields.some((field) => tracingFields.includes(field))) return undefined;
  return fields.find((field) => field.startsWith('envoy') || field === 'prometheus');
}

/**
 * Why Istio finds no receiver by the `service` of a provider; undefined when it may. It looks the name up in its registry, where
 * Services stand with their whole name.
 *
 * Source: istio/api v1.30.3 mesh/v1alpha1/config.proto, istio#37829.
 */
export function providerServiceProblem(service: string): Problem | undefined {
  if (!/^[^/]*\.svc$/.test(service)) return undefined;
  const message = `service must be the whole name of a Service, or Istio does not find it, got '${service}'`;
  return { message, fix: `${service}.cluster.local` };
}

/** Host of a provider's `service`, which may have a namespace and a slash before it. */
export function providerHost(service: string): string {
  return service.slice(service.indexOf('/') + 1);
}

/** What finds attributes of a proxy for an OpenTelemetry provider (istio/api v1.30.3 mesh/v1alpha1/config.proto). */
export const istioDetectors = ['environment', 'dynatrace'] as const;

/** Which requests of a proxy a setting is about (istio/api v1.30.3 telemetry/v1alpha1/telemetry.proto, WorkloadMode). */
export const istioModes = ['CLIENT_AND_SERVER', 'CLIENT', 'SERVER'] as const;

/** Kinds of tags, each with the field that must not be empty (istio/api v1.30.3 telemetry/v1alpha1/telemetry.proto). */
export const istioTagKinds = { literal: 'value', environment: 'name', header: 'name' } as const;

/** Steps in which Istio takes a share, in percent (istio/api v1.30.3 telemetry/v1alpha1/telemetry.proto). */
export const percentageStep = 0.01;

/**
 * Propagators that proxies carry a trace on by, for a provider: Envoy's tracer for Zipkin has B3, and W3C's beside it when it is told
 * so; that for OpenTelemetry has W3C's. Undefined for other tracers.
 *
 * Source: envoy v1.36 config/trace/v3/zipkin.proto trace_context_option, source/extensions/tracers/opentelemetry; istio/api v1.30.3
 * mesh/v1alpha1/config.proto.
 */
export function providerPropagators({
  zipkin,
  opentelemetry,
}: UnknownRecord): readonly string[] | undefined {
  if (isRecord(opentelemetry)) return ['tracecontext'];
  if (!isRecord(zipkin)) return undefined;
  const option = zipkin.traceContextOption ?? zipkin.trace_context_option;
  return option === undefined || option === 'USE_B3' ? ['b3'] : ['b3', 'tracecontext'];
}
