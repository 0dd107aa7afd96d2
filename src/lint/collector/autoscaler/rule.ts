import { autoscalerProblems } from '../../../upstream/otel-operator/autoscaler.ts';
import { within } from '../../../upstream/values/problem.ts';
import type { Rule } from '../../rule.ts';

/** Replicas and bounds of an autoscaler that contradict each other. */
export const autoscaler: Rule = {
  id: 'collector/autoscaler',
  severity: 'error',
  rationale:
    "the operator's webhook rejects a collector whose replicas, minReplicas and maxReplicas contradict each other",
  source: 'opentelemetry-operator v0.158.0 internal/webhook/collector_webhook.go',
  ignoreWhen:
    'never: the webhook rejects the collector as a whole. Lint a base that is right only with its overlay together with the overlay',
  visit: () => ({
    *collector({ operated, object }) {
      if (!operated) return;
      for (const problem of autoscalerProblems(object.value.spec)) {
        yield within(['spec'], problem);
      }
    },
  }),
};
