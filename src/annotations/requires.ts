/**
 * Annotation that names what an object needs in the cluster and its manifests do not bring, separated by commas:
 *
 * - `cert-manager`, `opentelemetry-operator`, `jaeger-operator`, `prometheus-operator`, `gateway-api`,
 *   `grafana-operator`: what takes care of it
 * - `namespace/NAME`: a Namespace
 * - `secret/NAME`: a Secret in the namespace of the object
 *
 * What an object shows by itself needs no annotation: who takes care of its kind, its namespace, what its pods name.
 */
export const requiresAnnotation = 'cdk8s-tracing/requires';

/** What an annotation of that key names, in its order. */
export function readRequirements(annotation: string): string[] {
  return annotation
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
