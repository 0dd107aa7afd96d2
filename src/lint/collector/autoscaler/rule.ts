import { autoscalerProblems } from '../../../upstream/otel-operator/autoscaler.ts';
import type { Rule } from '../../rule.ts';

/** Replicas and bounds of an autoscaler that contradict each other. */
export const autoscaler: Rule = {
  id: 'collector/autoscaler',
  severity: 'error',
  rationale: 'the webhook refuses a collector whose replicas and bounds contradict each other',
  source: 'opentelemetry-operator v0.158.0 internal/webhook/collector_webhook.go',
  *check({ collectors }) {
    for (const { operated, object } of collectors) {
      if (!operated) continue;
      for (const { path = [], message } of autoscalerProblems(object.value.spec)) {
        yield { object, path: ['spec', ...path], message };
      }
    }
  },
};
