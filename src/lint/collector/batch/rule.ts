import { batchProblems } from '../../../upstream/collector/processors/batch.ts';
import type { Rule } from '../../rule.ts';
import { settingFinding } from '../setting-finding.ts';

/** A batch processor whose sizes contradict each other. */
export const batch: Rule = {
  id: 'collector/batch',
  severity: 'error',
  rationale:
    'a collector does not start with a batch processor whose largest batch is smaller than its usual one',
  source: 'opentelemetry-collector v0.158.0 processor/batchprocessor/config.go',
  *check({ collectors }) {
    for (const { config } of collectors) {
      for (const component of config?.components ?? []) {
        if (component.kind !== 'processors' || component.type !== 'batch') continue;
        for (const problem of batchProblems(component.settings)) {
          yield settingFinding(component, problem);
        }
      }
    }
  },
};
