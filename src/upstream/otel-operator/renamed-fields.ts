/**
 * Fields of an OpenTelemetryCollector that its two versions call by other names, by the version and the name that it does not
 * have.
 *
 * Source: opentelemetry-operator v0.158.0 internal/webhook/collector_conversion.go.
 */
const renamed: Readonly<Record<string, string>> = {
  'v1beta1 updateStrategy': 'daemonSetUpdateStrategy',
  'v1alpha1 daemonSetUpdateStrategy': 'updateStrategy',
};

/** What a version of OpenTelemetryCollector calls a field of the other; undefined where both agree. */
export function renamedCollectorField(version: string, field: string): string | undefined {
  return renamed[`${version} ${field}`];
}
