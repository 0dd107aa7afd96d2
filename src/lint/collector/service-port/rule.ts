import { servicePortProblems } from '../../../upstream/operator/service-ports.ts';
import { own } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A port of a custom resource that its operator refuses. */
export const servicePort: Rule = {
  id: 'collector/service-port',
  severity: 'error',
  rationale: 'the webhook refuses ports with names that Kubernetes does not take, or out of range',
  source: 'opentelemetry-operator v0.158.0 internal/webhook/collector_webhook.go',
  *check({ objects }) {
    for (const kind of ['OpenTelemetryCollector', 'OpAMPBridge', 'TargetAllocator']) {
      for (const object of objects.ofKind(kind, 'opentelemetry.io')) {
        for (const { path = [], message } of servicePortProblems(own(object.value.spec, 'ports'))) {
          yield { object, path: ['spec', 'ports', ...path], message };
        }
      }
    }
  },
};
