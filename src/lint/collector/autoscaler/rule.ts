import { autoscalerProblems } from '../../../upstream/otel-operator/autoscaler.ts';
import { within } from '../../../upstream/values/problem.ts';
import type { Rule } from '../../rule.ts';

/** Replicas and bounds of an autoscaler that contradict each other. */
export const autoscaler: Rule = {
  id: 'collector/autoscaler',
  severity: 'error',
  rationale: 'the webhook refuses a collector whose replicas and bounds contradict each other',
  source: 'opentelemetry-operator v0.158.0 internal/webhook/collector_webhook.go',
  ignoreWhen:
    'never: the operator refuses the collector as a whole. A base that is right only with its overlay is to be linted together with it',
  visit: () => ({
    *collector({ operated, object }) {
      if (!operated) return;
      for (const problem of autoscalerProblems(object.value.spec)) {
        yield within(['spec'], problem);
      }
    },
  }),
};
