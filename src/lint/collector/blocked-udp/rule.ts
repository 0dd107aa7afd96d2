import { envVar } from '../../../model/kubernetes/workloads.ts';
import type { Model } from '../../../model/model.ts';
import { networkPolicyDefaultSince } from '../../../upstream/otel-operator/collector-names.ts';
import { at } from '../../../upstream/values/unknown.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Rule } from '../../rule.ts';

/** First operator whose NetworkPolicy lets UDP through (opentelemetry-operator#5592). */
const udpAllowedSince = '0.159.0';

/** A receiver over UDP behind the NetworkPolicy that lets TCP through only. */
export const blockedUdp: Rule = {
  id: 'collector/blocked-udp',
  severity: 'warning',
  rationale:
    'the NetworkPolicy of the operator declares all ports as TCP, so networks that enforce it drop spans over UDP',
  source:
    'opentelemetry-operator v0.158.0 internal/manifests/collector/networkpolicy.go, operator#5611',
  *check(model) {
    const release = model.versions.otelOperator;
    if (release === undefined || isAtLeast(release, udpAllowedSince)) return;
    if (!isAtLeast(release, networkPolicyDefaultSince) || isSwitchedOff(model)) return;
    for (const { collector, component, port, transport, object, path } of model.listeners) {
      if (transport !== 'UDP' || !collector.operated || collector.mode === 'sidecar') continue;
      if (at(collector.object.value, 'spec', 'networkPolicy', 'enabled') === false) continue;
      yield {
        object,
        path,
        message: `${component.id} listens on port ${port} over UDP, which the NetworkPolicy of operator ${release} lets nothing through to`,
        fix: 'spec.networkPolicy.enabled: false',
      };
    }
  },
};

/** Whether the operator is told to make no NetworkPolicies. */
function isSwitchedOff({ operators }: Model): boolean {
  return operators.some(({ kind, flags, container }) => {
    if (kind !== 'opentelemetry') return false;
    const gates = [
      ...flags.filter(({ name }) => name === 'feature-gates').map(({ value }) => value),
      envVar(container.env, 'FEATURE_GATES')?.value,
    ];
    return gates.some((value) => value?.split(',').includes('-operand.networkpolicy'));
  });
}
