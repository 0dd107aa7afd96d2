/**
 * Variables that the operator writes before all others of a container, so that each may use them.
 *
 * Source: opentelemetry-operator v0.158.0 internal/instrumentation/sdk.go injectCommonEnvVar.
 */
export const firstVariables: readonly string[] = ['OTEL_NODE_IP', 'OTEL_POD_IP'];

/** First operator that by itself runs sidecars as init containers which go on, where the cluster has them (opentelemetry-operator#4275). */
export const nativeSidecarsSince = '0.131.0';

/** Feature gate by which operators since 0.111.0 do so, too (opentelemetry-operator v0.120.0 pkg/featuregate, pkg/sidecar/pod.go). */
export const nativeSidecarGate = 'operator.sidecarcontainers.native';
