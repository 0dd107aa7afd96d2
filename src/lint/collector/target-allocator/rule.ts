import { targetAllocatorProblems } from '../../../upstream/otel-operator/target-allocator.ts';
import { within } from '../../../upstream/values/problem.ts';
import { own } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A target allocator that the operator refuses. */
export const targetAllocator: Rule = {
  id: 'collector/target-allocator',
  severity: 'error',
  rationale: 'the webhook refuses a target allocator that has no targets or does not fit the mode',
  source: 'opentelemetry-operator v0.158.0 internal/webhook/collector_webhook.go',
  ignoreWhen:
    'never for what is applied as it stands, which the operator refuses. Where an overlay brings the prometheus receiver or another mode, lint what comes of both',
  visit: () => ({
    *collector({ operated, object, mode, config }) {
      if (!operated) return;
      const allocator = own(object.value.spec, 'targetAllocator');
      for (const problem of targetAllocatorProblems(allocator, mode, config?.value)) {
        yield within(['spec', 'targetAllocator'], problem);
      }
    },
  }),
};
