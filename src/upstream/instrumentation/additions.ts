/**
 * Variables that the operator writes before all others of a container, so that each may use them.
 *
 * Source: opentelemetry-operator v0.158.0 internal/instrumentation/sdk.go injectCommonEnvVar.
 */
export const firstVariables: readonly string[] = ['OTEL_NODE_IP', 'OTEL_POD_IP'];

/** First operator that may run sidecars as init containers which go on, where the cluster has them (opentelemetry-operator#4275). */
export const nativeSidecarsSince = '0.131.0';
