import { batchProblems } from '../../../upstream/collector/processors/batch.ts';
import type { Rule } from '../../rule.ts';
import { settingProblem } from '../setting-problem.ts';

/** A batch processor whose sizes contradict each other. */
export const batch: Rule = {
  id: 'collector/batch',
  severity: 'error',
  rationale:
    'a collector does not start with a batch processor whose largest batch is smaller than its usual one',
  source: 'opentelemetry-collector v0.158.0 processor/batchprocessor/config.go',
  ignoreWhen:
    'never as it stands: the collector of these releases ends with an error; only an image of your own may take other values',
  visit: () => ({
    *component(component) {
      if (component.kind !== 'processors' || component.type !== 'batch') return;
      for (const problem of batchProblems(component.settings)) {
        yield settingProblem(component, problem);
      }
    },
  }),
};
