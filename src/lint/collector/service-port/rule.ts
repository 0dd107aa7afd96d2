import { servicePortProblems } from '../../../upstream/operator/service-ports.ts';
import { own } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';
import { collectorExample } from '../example.ts';

const parts = (name: string) =>
  collectorExample({ spec: `ports:\n  - name: ${name}\n    port: 4320\n    targetPort: 4317` });

/** A port of a custom resource that its operator refuses. */
export const servicePort: Rule = {
  id: 'collector/service-port',
  severity: 'error',
  rationale: 'the webhook refuses ports with names that Kubernetes does not take, or out of range',
  source: 'opentelemetry-operator v0.158.0 internal/webhook/collector_webhook.go',
  wrong: parts('otlp-grpc-alternative'),
  right: parts('otlp-other'),
  *check({ objects }) {
    for (const kind of ['OpenTelemetryCollector', 'OpAMPBridge', 'TargetAllocator']) {
      for (const object of objects.ofKind(kind, 'opentelemetry.io')) {
        for (const { path, problem } of servicePortProblems(own(object.value.spec, 'ports'))) {
          yield { object, path: ['spec', 'ports', ...path], message: problem };
        }
      }
    }
  },
};
