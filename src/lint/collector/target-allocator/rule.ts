import {
  selectorProblem,
  targetAllocatorProblems,
} from '../../../upstream/otel-operator/target-allocator.ts';
import { within } from '../../../upstream/values/problem.ts';
import { own } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A target allocator that the operator refuses, or that takes nothing of what it looks for. */
export const targetAllocator: Rule = {
  id: 'collector/target-allocator',
  severity: 'error',
  rationale:
    'the webhook rejects a target allocator without scrape targets, or in a mode that does not support it, and one without selectors discovers nothing',
  source:
    'opentelemetry-operator v0.158.0 internal/webhook/collector_webhook.go, v0.148.0 apis/v1beta1/targetallocator_types.go',
  ignoreWhen:
    'never for what is applied as it is: the webhook rejects it. If an overlay adds the prometheus receiver or another mode, lint the merged result',
  visit: () => ({
    *collector({ operated, object, mode, config }) {
      if (!operated) return;
      const allocator = own(object.value.spec, 'targetAllocator');
      const selector = selectorProblem(allocator, object.value.apiVersion);
      if (selector) yield within(['spec', 'targetAllocator'], selector);
      for (const problem of targetAllocatorProblems(allocator, mode, config?.value)) {
        yield within(['spec', 'targetAllocator'], problem);
      }
    },
  }),
};
