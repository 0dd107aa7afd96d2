import { networkPolicyDefaultSince } from '../../../upstream/otel-operator/network-policy.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Rule } from '../../rule.ts';

const key = 'app.kubernetes.io/name';
const value = 'opentelemetry-operator';

/** A label by which a collector is taken for the operator. */
export const operatorLabel: Rule = {
  id: 'collector/operator-label',
  severity: 'error',
  rationale:
    'labels of the resource go to the pods, and the NetworkPolicy of the operator then lets no spans in or out of them',
  source:
    'opentelemetry-operator v0.158.0 internal/operatornetworkpolicy/operatornetworkpolicy.go, internal/manifests/manifestutils/labels.go',
  *check({ collectors, operators }) {
    const guarded = new Set(
      operators
        .filter(
          ({ kind, version }) =>
            kind === 'opentelemetry' &&
            version !== undefined &&
            isAtLeast(version, networkPolicyDefaultSince),
        )
        .map(({ namespace }) => namespace),
    );
    for (const { operated, object, namespace } of collectors) {
      if (!operated || object.labels[key] !== value || !guarded.has(namespace)) continue;
      yield {
        object,
        path: ['metadata', 'labels', key],
        message: `label ${key} must not be ${value} beside the operator, whose NetworkPolicy then covers this collector`,
      };
    }
  },
};
