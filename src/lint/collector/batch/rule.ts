import { batchProblems } from '../../../upstream/collector/processors/batch.ts';
import type { Rule } from '../../rule.ts';
import { settingProblem } from '../setting-problem.ts';

/** A batch processor whose sizes contradict each other. */
export const batch: Rule = {
  id: 'collector/batch',
  severity: 'error',
  rationale:
    'the collector fails to start when send_batch_max_size of a batch processor is smaller than send_batch_size',
  source: 'opentelemetry-collector v0.158.0 processor/batchprocessor/config.go',
  ignoreWhen:
    'never: collectors of these releases exit with an error. Only an image of your own may accept other values',
  visit: () => ({
    *component(component) {
      if (component.kind !== 'processors' || component.type !== 'batch') return;
      for (const problem of batchProblems(component.settings)) {
        yield settingProblem(component, problem);
      }
    },
  }),
};
