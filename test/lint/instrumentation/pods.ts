/** A Deployment whose pods have annotations, each `key: value` as YAML. */
export function podsWith(annotations: string, containers = '[{name: a, image: "x:1"}]'): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: d, namespace: t}
spec:
  template:
    metadata:
      annotations: {${annotations}}
    spec: {containers: ${containers}}`;
}

/** An Instrumentation. */
export function instrumentationOf(name: string, namespace = 't', spec = '{}'): string {
  return `apiVersion: opentelemetry.io/v1alpha1
kind: Instrumentation
metadata: {name: ${name}, namespace: ${namespace}}
spec: ${spec}`;
}

/** A Namespace with annotations, each `key: value` as YAML. */
export function namespaceOf(name: string, annotations = ''): string {
  return `apiVersion: v1
kind: Namespace
metadata: {name: ${name}, annotations: {${annotations}}}`;
}

/** A collector of a mode. */
export function collectorOf(name: string, mode: string, namespace = 't'): string {
  return `apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: {name: ${name}, namespace: ${namespace}}
spec: {mode: ${mode}, config: {}}`;
}

/** Several documents. */
export function all(...documents: readonly string[]): string {
  return documents.join('\n---\n');
}
