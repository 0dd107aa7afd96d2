import { opampBridgeProblems } from '../../../upstream/otel-operator/opamp-bridge.ts';
import type { Rule } from '../../rule.ts';

/** An OpAMPBridge that the operator refuses, or that asks for a capability which there is not. */
export const opampBridge: Rule = {
  id: 'collector/opamp-bridge',
  severity: 'error',
  rationale: 'the webhook refuses a bridge without a server or with contradictory TLS settings',
  source: 'opentelemetry-operator v0.158.0 internal/webhook/opampbridge_webhook.go',
  *check({ objects }) {
    for (const object of objects.ofKind('OpAMPBridge', 'opentelemetry.io')) {
      for (const { path = [], message, fix, severity } of opampBridgeProblems(object.value.spec)) {
        yield {
          object,
          path: ['spec', ...path],
          message,
          severity,
          fix,
        };
      }
    }
  },
};
