/** A workload with annotations on its pods. */
export function podExample(annotations: string, containers: string = '- name: cart'): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: cart
  namespace: shop
spec:
  selector:
    matchLabels:
      app: cart
  template:
    metadata:
      labels:
        app: cart
      annotations:
${indent(annotations, 8)}
    spec:
      containers:
${indent(containers, 8).replace(/^( *)- name: ([\w-]+)$/gm, '$1- name: $2\n$1  image: registry.example.com/$2:1.4.2')}
`;
}

/** An Instrumentation. */
export function instrumentationExample(
  spec = 'exporter:\n  endpoint: http://otlp.example.com:4318',
  name = 'default',
): string {
  return `apiVersion: opentelemetry.io/v1alpha1
kind: Instrumentation
metadata:
  name: ${name}
  namespace: shop
spec:
${indent(spec, 2)}
`;
}

/** A collector in the workload's namespace. */
export function agentExample(mode: string): string {
  return `apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata:
  name: agent
  namespace: shop
spec:
  mode: ${mode}
  config:
    receivers:
      otlp:
        protocols:
          grpc:
            endpoint: 0.0.0.0:4317
    exporters:
      debug: {}
    service:
      pipelines:
        traces:
          receivers: [otlp]
          exporters: [debug]
`;
}

/** Documents of one file. */
export function documents(...parts: readonly string[]): string {
  return parts.join('---\n');
}

function indent(text: string, width: number): string {
  return text.trim().replace(/^(?=.)/gm, ' '.repeat(width));
}
