import { opampBridgeProblems } from '../../../upstream/otel-operator/opamp-bridge.ts';
import { within } from '../../../upstream/values/problem.ts';
import type { Rule } from '../../rule.ts';

/** An OpAMPBridge that the operator refuses, or that asks for a capability which there is not. */
export const opampBridge: Rule = {
  id: 'collector/opamp-bridge',
  severity: 'error',
  rationale:
    'the webhook rejects an OpAMPBridge without a server endpoint or with contradictory TLS settings',
  source: 'opentelemetry-operator v0.158.0 internal/webhook/opampbridge_webhook.go',
  ignoreWhen:
    'a warning: when the capability belongs to a newer operator and only resembles a known one. An error: never, the webhook rejects the bridge',
  visit: () => ({
    *object({ kind, group, value }) {
      if (kind !== 'OpAMPBridge' || group !== 'opentelemetry.io') return;
      for (const problem of opampBridgeProblems(value.spec)) yield within(['spec'], problem);
    },
  }),
};
