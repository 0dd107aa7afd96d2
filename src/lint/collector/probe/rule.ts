import { probeProblems } from '../../../upstream/kubernetes/probes.ts';
import { own } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

const parts = (seconds: number) => `apiVersion: opentelemetry.io/v1alpha1
kind: OpenTelemetryCollector
metadata:
  name: otel
  namespace: tracing
spec:
  livenessProbe:
    periodSeconds: ${seconds}
  config: |
    receivers:
      otlp:
        protocols:
          grpc:
            endpoint: 0.0.0.0:4317
    exporters:
      debug: {}
    service:
      pipelines:
        traces:
          receivers: [otlp]
          exporters: [debug]
`;

/** A probe with numbers that the operator refuses. */
export const probe: Rule = {
  id: 'collector/probe',
  severity: 'error',
  rationale:
    'the webhook refuses a collector whose probes have numbers that Kubernetes does not take',
  source: 'opentelemetry-operator v0.88.0 apis/v1alpha1/collector_webhook.go',
  wrong: parts(0),
  right: parts(10),
  *check({ collectors }) {
    for (const { operated, object } of collectors) {
      // the schema of v1beta1 has the same bounds
      if (!operated || !object.apiVersion.endsWith('/v1alpha1')) continue;
      for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
        for (const { path, problem } of probeProblems(own(object.value.spec, name))) {
          yield { object, path: ['spec', name, ...path], message: `${name}: ${problem}` };
        }
      }
    }
  },
};
