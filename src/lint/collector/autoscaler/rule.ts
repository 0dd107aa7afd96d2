import { autoscalerProblems } from '../../../upstream/otel-operator/autoscaler.ts';
import type { Rule } from '../../rule.ts';
import { collectorExample } from '../example.ts';

const parts = (replicas: number) =>
  collectorExample({
    spec: `replicas: ${replicas}\nautoscaler:\n  minReplicas: 1\n  maxReplicas: 2`,
  });

/** Replicas and bounds of an autoscaler that contradict each other. */
export const autoscaler: Rule = {
  id: 'collector/autoscaler',
  severity: 'error',
  rationale: 'the webhook refuses a collector whose replicas and bounds contradict each other',
  source: 'opentelemetry-operator v0.158.0 internal/webhook/collector_webhook.go',
  wrong: parts(3),
  right: parts(2),
  *check({ collectors }) {
    for (const { operated, object } of collectors) {
      if (!operated) continue;
      for (const { path, problem } of autoscalerProblems(object.value.spec)) {
        yield { object, path: ['spec', ...path], message: problem };
      }
    }
  },
};
