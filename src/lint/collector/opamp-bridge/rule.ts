import { opampBridgeProblems } from '../../../upstream/otel-operator/opamp-bridge.ts';
import { within } from '../../../upstream/values/problem.ts';
import type { Rule } from '../../rule.ts';

/** An OpAMPBridge that the operator refuses, or that asks for a capability which there is not. */
export const opampBridge: Rule = {
  id: 'collector/opamp-bridge',
  severity: 'error',
  rationale: 'the webhook refuses a bridge without a server or with contradictory TLS settings',
  source: 'opentelemetry-operator v0.158.0 internal/webhook/opampbridge_webhook.go',
  ignoreWhen:
    'a warning, when the capability is one of a newer operator whose name is like that of another. An error never, the operator refuses the bridge',
  visit: () => ({
    *object({ kind, group, value }) {
      if (kind !== 'OpAMPBridge' || group !== 'opentelemetry.io') return;
      for (const problem of opampBridgeProblems(value.spec)) yield within(['spec'], problem);
    },
  }),
};
