import { targetAllocatorProblems } from '../../../upstream/otel-operator/target-allocator.ts';
import { own } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A target allocator that the operator refuses. */
export const targetAllocator: Rule = {
  id: 'collector/target-allocator',
  severity: 'error',
  rationale: 'the webhook refuses a target allocator that has no targets or does not fit the mode',
  source: 'opentelemetry-operator v0.158.0 internal/webhook/collector_webhook.go',
  *check({ collectors }) {
    for (const { operated, object, mode, config } of collectors) {
      if (!operated) continue;
      const allocator = own(object.value.spec, 'targetAllocator');
      for (const { path = [], message } of targetAllocatorProblems(
        allocator,
        mode,
        config?.value,
      )) {
        yield { object, path: ['spec', 'targetAllocator', ...path], message };
      }
    }
  },
};
