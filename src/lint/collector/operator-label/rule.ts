import { mayLeaveOff } from '../../../model/operator/gates.ts';
import type { Operator } from '../../../model/operator/installed.ts';
import {
  networkPolicyDefaultSince,
  operatorNetworkPolicyGate,
  operatorPodLabel,
} from '../../../upstream/otel-operator/network-policy.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Rule } from '../../rule.ts';

const { key, value } = operatorPodLabel;

/** A label by which a collector is taken for the operator. */
export const operatorLabel: Rule = {
  id: 'collector/operator-label',
  severity: 'error',
  rationale:
    "pods inherit the labels of the collector; with the operator's own label, the operator's NetworkPolicy blocks their spans in both directions",
  source:
    'opentelemetry-operator v0.158.0 internal/operatornetworkpolicy/operatornetworkpolicy.go, internal/manifests/manifestutils/labels.go',
  ignoreWhen: 'the network plugin enforces no NetworkPolicies',
  since: `opentelemetry-operator ${networkPolicyDefaultSince}`,
  visit({ operators }) {
    const guarded = new Set(operators.filter(isGuarded).map((operator) => operator.namespace));
    return {
      *collector({ operated, object, namespace }) {
        if (!operated || object.labels[key] !== value || !guarded.has(namespace)) return;
        yield {
          path: ['metadata', 'labels', key],
          message: `label ${key} must not be ${value} in the operator's namespace, where the operator's own NetworkPolicy then applies to this collector`,
        };
      },
    };
  },
};

function isGuarded(operator: Operator): boolean {
  const { kind, version } = operator;
  return (
    kind === 'opentelemetry' &&
    version !== undefined &&
    isAtLeast(version, networkPolicyDefaultSince) &&
    !mayLeaveOff(operator, operatorNetworkPolicyGate)
  );
}
