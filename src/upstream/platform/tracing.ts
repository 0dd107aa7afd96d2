/** Where objects of other projects tell their programs to report spans to. */

/**
 * Dapr, whose sidecars read a Configuration of the namespace of their pod.
 *
 * Source: dapr v1.14.4 pkg/runtime/runtime.go setupTracing, pkg/config/configuration.go GetIsSecure, which releases before 1.12.0 do
 * not have; pkg/diagnostics/utils/trace_utils.go GetTraceSamplingRate.
 */
export const dapr = {
  kind: 'Configuration',
  group: 'dapr.io',
  otel: ['spec', 'tracing', 'otel'],
  zipkin: ['spec', 'tracing', 'zipkin'],
  address: 'endpointAddress',
  protocol: 'protocol',
  secure: 'isSecure',
  rate: ['spec', 'tracing', 'samplingRate'],
  protocols: { grpc: 'otlp-grpc', http: 'otlp-http' },
  /** Those of pods: whether they have a sidecar, and what it reads. */
  annotations: {
    enabled: 'dapr.io/enabled',
    // utils.IsTruthy
    on: /^(?:y|yes|true|t|on|1)$/i,
    config: 'dapr.io/config',
  },
} as const;

/**
 * Knative, each of whose parts reads ConfigMaps of its own namespace: `config-tracing` before 1.19, `config-observability` since.
 *
 * Source: knative.dev/pkg branch release-1.18 tracing/config/tracing.go, release-1.19 observability/tracing/{config,provider}.go, and
 * which of them knative.dev/serving and eventing v0.46.0, those of 1.19, import.
 */
export const knative = {
  zipkin: {
    name: 'config-tracing',
    address: 'zipkin-endpoint',
    backend: 'backend',
    rate: 'sample-rate',
  },
  otlp: {
    name: 'config-observability',
    address: 'tracing-endpoint',
    protocol: 'tracing-protocol',
    rate: 'tracing-sampling-rate',
    protocols: { grpc: 'otlp-grpc', 'http/protobuf': 'otlp-http' },
  },
} as const;

/** Argo CD, which speaks gRPC, without TLS unless told otherwise (argo-cd v2.12.0 util/trace/trace.go, util/env/env.go). */
export const argocd = {
  name: 'argocd-cmd-params-cm',
  address: 'otlp.address',
  insecure: 'otlp.insecure',
} as const;

/** Envoy Gateway, which speaks gRPC (gateway v1.1.0 api/v1alpha1/tracing_types.go). */
export const envoyGateway = {
  kind: 'EnvoyProxy',
  group: 'gateway.envoyproxy.io',
  provider: ['spec', 'telemetry', 'tracing', 'provider'],
  type: 'OpenTelemetry',
} as const;

/**
 * Plugins of Kong, which post to the address as it is written.
 *
 * Source: kong 3.7.1 and 3.8.0 kong/plugins/{opentelemetry,zipkin}; kubernetes-ingress-controller at 00cf5d1a54 config/crd/bases.
 */
export const kong = {
  kinds: ['KongPlugin', 'KongClusterPlugin'],
  group: 'configuration.konghq.com',
  plugins: {
    // the first until 3.7.1, and since then another word for the second
    opentelemetry: { addresses: ['endpoint', 'traces_endpoint'], protocol: 'otlp-http' },
    zipkin: { addresses: ['http_endpoint'], protocol: 'zipkin' },
  },
} as const;

/**
 * Keycloak of its operator, which speaks gRPC unless told otherwise.
 *
 * Source: keycloak at 4973334794 operator TracingSpec; keycloak-config-api 26.1.0 TracingOptions.
 */
export const keycloak = {
  kind: 'Keycloak',
  group: 'k8s.keycloak.org',
  tracing: ['spec', 'tracing'],
  protocols: { grpc: 'otlp-grpc', 'http/protobuf': 'otlp-http' },
} as const;
