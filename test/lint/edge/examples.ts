/** A small Jaeger in namespace tracing, for examples. */
export const jaegerExample = `apiVersion: jaegertracing.io/v1
kind: Jaeger
metadata:
  name: jaeger
  namespace: tracing
spec:
  strategy: allInOne
  ingress:
    enabled: false
`;

/** What is different about a collector in an example. */
export interface CollectorExample {
  /** Its exporter, as YAML without indentation; the first line is its id. */
  readonly exporter: string;
  /** @default 'tracing' */
  readonly namespace?: string;
  /** @default 'otel' */
  readonly name?: string;
  /** @default 'deployment' */
  readonly mode?: string;
}

/** A collector that takes OTLP and sends it to one exporter, for examples. */
export function collectorExample({
  exporter,
  namespace = 'tracing',
  name = 'otel',
  mode = 'deployment',
}: CollectorExample): string {
  const [id] = exporter.split(':');
  return `apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  mode: ${mode}
  config:
    receivers:
      otlp:
        protocols:
          grpc:
            endpoint: 0.0.0.0:4317
          http:
            endpoint: 0.0.0.0:4318
    exporters:
${exporter.trimEnd().replace(/^/gm, '      ')}
    service:
      pipelines:
        traces:
          receivers: [otlp]
          exporters: [${id}]
`;
}

/** A Jaeger and a collector that sends to it, for examples. */
export function exporterExample(exporter: string, namespace?: string): string {
  const collector = collectorExample({
    exporter,
    namespace,
  });
  return `${jaegerExample}---\n${collector}`;
}

/** A workload whose SDK is told an endpoint by environment, for examples. */
export function workloadExample(
  variables: Readonly<Record<string, string>>,
  annotations: Readonly<Record<string, string>> = {},
): string {
  const marks = Object.entries(annotations)
    .map(([name, value]) => `        ${name}: ${value}\n`)
    .join('');
  const env = Object.entries(variables)
    .map(([name, value]) => `            - name: ${name}\n              value: ${value}\n`)
    .join('');
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: checkout
  namespace: shop
spec:
  selector:
    matchLabels:
      app: checkout
  template:
    metadata:
      labels:
        app: checkout
${marks && `      annotations:\n${marks}`}    spec:
      containers:
        - name: checkout
          image: registry.example.com/shop/checkout:8.0.0
          env:
${env}`;
}
