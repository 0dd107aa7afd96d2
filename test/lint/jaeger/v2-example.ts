/** A Jaeger v2 for the documentation of a rule: its storage, the settings of its exporter, and more of its `spec`, as YAML. */
export function jaegerV2Example(backend: string, storage = 'main', spec = ''): string {
  return `apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata:
  name: traces
  namespace: tracing
spec:
  image: jaegertracing/jaeger:2.20.0
${spec.trim() && `${spec.trim().replace(/^(?=.)/gm, '  ')}\n`}  config:
    extensions:
      jaeger_storage:
        backends:
          main:
${backend.trim().replace(/^(?=.)/gm, '            ')}
      jaeger_query:
        storage:
          traces: main
    receivers:
      otlp:
        protocols:
          grpc:
            endpoint: 0.0.0.0:4317
    exporters:
      jaeger_storage_exporter:
        trace_storage: ${storage}
    service:
      extensions: [jaeger_storage, jaeger_query]
      pipelines:
        traces:
          receivers: [otlp]
          exporters: [jaeger_storage_exporter]
`;
}
