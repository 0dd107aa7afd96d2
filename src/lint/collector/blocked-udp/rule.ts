import type { Model } from '../../../model/model.ts';
import { mayLeaveOff } from '../../../model/operator/gates.ts';
import {
  blocksUdp,
  networkPolicyDefaultSince,
  networkPolicyGate,
  networkPolicyUdpSince,
} from '../../../upstream/otel-operator/network-policy.ts';
import { at } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A receiver over UDP behind the NetworkPolicy that lets TCP through only. */
export const blockedUdp: Rule = {
  id: 'collector/blocked-udp',
  severity: 'warning',
  rationale:
    "the operator's NetworkPolicy lists all ports as TCP, so a network plugin that enforces it drops spans sent over UDP",
  source:
    'opentelemetry-operator v0.158.0 internal/manifests/collector/networkpolicy.go, operator#5611',
  ignoreWhen:
    'the network plugin enforces no NetworkPolicies, or a NetworkPolicy of your own allows the UDP port: policies add up, so what one allows no other forbids',
  since: `opentelemetry-operator ${networkPolicyDefaultSince}`,
  until: `opentelemetry-operator ${networkPolicyUdpSince}`,
  visit(model) {
    const release = model.versions.otelOperator;
    if (release === undefined || !blocksUdp(release) || isSwitchedOff(model)) return {};
    return {
      *listener({ collector, component, port, transport }) {
        if (transport !== 'UDP' || !collector.operated || collector.mode === 'sidecar') return;
        if (at(collector.object.value, 'spec', 'networkPolicy', 'enabled') === false) return;
        yield {
          message: `${component.id} listens on UDP port ${port}, but the NetworkPolicy of operator ${release} allows only TCP`,
          fix: 'spec.networkPolicy.enabled: false',
        };
      },
    };
  },
};

/** Whether the operator may be told to make no NetworkPolicies. */
function isSwitchedOff({ operators }: Model): boolean {
  return operators.some(
    (operator) => operator.kind === 'opentelemetry' && mayLeaveOff(operator, networkPolicyGate),
  );
}
