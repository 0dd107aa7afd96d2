import { isAtLeast } from '../values/version.ts';

/** First operator that creates a NetworkPolicy for a collector that asks for one (opentelemetry-operator#4231). */
export const networkPolicySince = '0.132.0';

/** Operator that creates a NetworkPolicy for each collector unless told otherwise (opentelemetry-operator#5394). */
export const networkPolicyDefaultSince = '0.158.0';

/** First operator whose NetworkPolicies let UDP through (opentelemetry-operator#5592). */
export const networkPolicyUdpSince = '0.159.0';

/** Feature gate without which an operator makes no NetworkPolicies (opentelemetry-operator v0.158.0 pkg/featuregate). */
export const networkPolicyGate = 'operand.networkpolicy';

/** Feature gate without which an operator makes no NetworkPolicy for itself (opentelemetry-operator v0.158.0 pkg/featuregate). */
export const operatorNetworkPolicyGate = 'operator.networkpolicy';

/**
 * How an operator is told of feature gates: by a flag, or by a variable in its place.
 *
 * Source: opentelemetry-operator v0.158.0 internal/config.
 */
export const featureGates = { flag: 'feature-gates', variable: 'FEATURE_GATES' } as const;

/** Whether an operator makes NetworkPolicies of its own accord that let nothing through over UDP. */
export function blocksUdp(operatorVersion: string): boolean {
  return (
    isAtLeast(operatorVersion, networkPolicyDefaultSince) &&
    !isAtLeast(operatorVersion, networkPolicyUdpSince)
  );
}

/**
 * Label of the pods that the operator's NetworkPolicy for itself selects.
 *
 * Source: opentelemetry-operator v0.158.0 internal/operatornetworkpolicy/operatornetworkpolicy.go.
 */
export const operatorPodLabel = {
  key: 'app.kubernetes.io/name',
  value: 'opentelemetry-operator',
} as const;
