/**
 * How an operator is told of feature gates: by a flag, or by a variable in its place.
 *
 * Source: opentelemetry-operator v0.158.0 internal/config.
 */
export const featureGates = { flag: 'feature-gates', variable: 'FEATURE_GATES' } as const;
