import { memoryLimiterProblems } from '../../../upstream/collector/processors/memory-limiter.ts';
import type { Rule } from '../../rule.ts';
import { settingProblem } from '../setting-problem.ts';

/** A memory_limiter whose limits are missing or contradict each other. */
export const memoryLimiter: Rule = {
  id: 'collector/memory-limiter',
  severity: 'error',
  rationale:
    'the collector fails to start with a memory_limiter that has no limits or contradictory ones',
  source: 'opentelemetry-collector v0.158.0 internal/memorylimiter/config.go',
  ignoreWhen:
    'a warning: when a setting without effect is kept for another environment. An error: never, the collector fails to start',
  visit: () => ({
    *component(component) {
      if (component.kind !== 'processors' || component.type !== 'memory_limiter') return;
      for (const problem of memoryLimiterProblems(component.settings)) {
        yield settingProblem(component, problem);
      }
    },
  }),
};
