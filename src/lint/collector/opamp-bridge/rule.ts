import { opampBridgeProblems } from '../../../upstream/otel-operator/opamp-bridge.ts';
import type { Rule } from '../../rule.ts';

const bridge = (endpoint: string) => `apiVersion: opentelemetry.io/v1alpha1
kind: OpAMPBridge
metadata:
  name: bridge
  namespace: tracing
spec:
  endpoint: ${endpoint}
  capabilities:
    ReportsStatus: true
`;

/** An OpAMPBridge that the operator refuses, or that asks for a capability which there is not. */
export const opampBridge: Rule = {
  id: 'collector/opamp-bridge',
  severity: 'error',
  rationale: 'the webhook refuses a bridge without a server or with contradictory TLS settings',
  source: 'opentelemetry-operator v0.158.0 internal/webhook/opampbridge_webhook.go',
  wrong: bridge("' '"),
  right: bridge('wss://opamp.example.com/v1/opamp'),
  *check({ objects }) {
    for (const object of objects.ofKind('OpAMPBridge', 'opentelemetry.io')) {
      for (const { path, problem, fix, starts } of opampBridgeProblems(object.value.spec)) {
        yield {
          object,
          path: ['spec', ...path],
          message: problem,
          severity: starts ? 'warning' : 'error',
          fix,
        };
      }
    }
  },
};
