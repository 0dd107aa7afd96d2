import { tektonConfigTracingSince, tektonOtlpSince } from './tracing.ts';

/**
 * Variables of the controller that old releases read, and the first release that does not. The endpoint moved into the
 * ConfigMap, user and password went with the Jaeger exporter.
 *
 * Source: tektoncd/pipeline#6897 and #7547.
 */
export const tektonJaegerVariables: ReadonlyMap<string, string> = new Map([
  ['OTEL_EXPORTER_JAEGER_ENDPOINT', tektonConfigTracingSince],
  ['OTEL_EXPORTER_JAEGER_USER', tektonOtlpSince],
  ['OTEL_EXPORTER_JAEGER_PASSWORD', tektonOtlpSince],
]);

/** ConfigMap by which events and notifications are traced, and Knative inside Tekton, but no pipelines and tasks. */
export const tektonObservabilityName = 'config-observability';

/** First release with tracing keys in that ConfigMap (tektoncd/pipeline#10276). */
export const tektonObservabilitySince = '1.10.0';

/** Those of its keys that switch tracing on. */
export const tektonObservabilityKeys: readonly string[] = ['tracing-protocol', 'tracing-endpoint'];

/** Key of each ConfigMap of Tekton with a text that shows the others, and that nobody reads. */
export const tektonExampleKey = '_example';

/** What stands above the text that Tekton ships (tektoncd/pipeline v1.15.0 config/config-tracing.yaml). */
export const tektonExampleHeadline = 'EXAMPLE CONFIGURATION';
