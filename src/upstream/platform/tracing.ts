/** Where objects of other projects tell their programs to report spans to. */

/**
 * Dapr, whose sidecars read a Configuration of the namespace of their pod.
 *
 * Source: dapr v1.14 pkg/runtime/runtime.go setupTracing, pkg/config/configuration.go GetIsSecure, which older releases do not have.
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
} as const;

/**
 * Knative, each of whose parts reads ConfigMaps of its own namespace: `config-tracing` before 1.19, `config-observability` since.
 *
 * Source: knative.dev/pkg v0.0.0 of release 1.18 tracing/config/tracing.go, of 1.19 observability/tracing/{config,provider}.go.
 */
export const knative = {
  zipkin: { name: 'config-tracing', address: 'zipkin-endpoint', backend: 'backend' },
  otlp: {
    name: 'config-observability',
    address: 'tracing-endpoint',
    protocol: 'tracing-protocol',
    protocols: { grpc: 'otlp-grpc', 'http/protobuf': 'otlp-http' },
  },
} as const;

/** Argo CD, which speaks gRPC, without TLS unless told otherwise (argo-cd v2.12 util/trace/trace.go, docs argocd-cmd-params-cm.yaml). */
export const argocd = {
  name: 'argocd-cmd-params-cm',
  address: 'otlp.address',
  insecure: 'otlp.insecure',
} as const;

/** Envoy Gateway, which speaks gRPC (gateway v1.1 api/v1alpha1/tracing_types.go). */
export const envoyGateway = {
  kind: 'EnvoyProxy',
  group: 'gateway.envoyproxy.io',
  provider: ['spec', 'telemetry', 'tracing', 'provider'],
  type: 'OpenTelemetry',
} as const;

/** Plugins of Kong, which post to the address as it is written (kong 3.8 kong/plugins/{opentelemetry,zipkin}/schema.lua). */
export const kong = {
  kinds: ['KongPlugin', 'KongClusterPlugin'],
  group: 'configuration.konghq.com',
  plugins: {
    // source: the first until 3.8
    opentelemetry: { addresses: ['endpoint', 'traces_endpoint'], protocol: 'otlp-http' },
    zipkin: { addresses: ['http_endpoint'], protocol: 'zipkin' },
  },
} as const;

/** Keycloak of its operator, which speaks gRPC unless told otherwise (keycloak 26.1 operator, TracingSpec). */
export const keycloak = {
  kind: 'Keycloak',
  group: 'k8s.keycloak.org',
  tracing: ['spec', 'tracing'],
  protocols: { grpc: 'otlp-grpc', 'http/protobuf': 'otlp-http' },
} as const;
