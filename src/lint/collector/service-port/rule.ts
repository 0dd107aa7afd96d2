import { servicePortProblems } from '../../../upstream/operator/service-ports.ts';
import { within } from '../../../upstream/values/problem.ts';
import { own } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

const kinds = ['OpenTelemetryCollector', 'OpAMPBridge', 'TargetAllocator'];

/** A port of a custom resource that its operator refuses. */
export const servicePort: Rule = {
  id: 'collector/service-port',
  severity: 'error',
  rationale:
    'the webhook rejects ports that are out of range, or have names that Kubernetes does not accept',
  source: 'opentelemetry-operator v0.158.0 internal/webhook/collector_webhook.go',
  ignoreWhen: 'never: neither the webhook nor the API server accepts such a port in a Service',
  visit: () => ({
    *object({ kind, group, value }) {
      if (!kinds.includes(kind) || group !== 'opentelemetry.io') return;
      for (const problem of servicePortProblems(own(value.spec, 'ports'))) {
        yield within(['spec', 'ports'], problem);
      }
    },
  }),
};
