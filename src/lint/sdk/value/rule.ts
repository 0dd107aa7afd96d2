import { sdkValueProblem } from '../../../upstream/sdk/environment.ts';
import type { Rule } from '../../rule.ts';
import { once, sdkEnvironments } from '../environments.ts';

/** A value that no SDK knows. */
export const value: Rule = {
  id: 'sdk/value',
  severity: 'error',
  rationale: 'an SDK does not start with a value that it does not know, or takes its default',
  source: 'opentelemetry-specification configuration/sdk-environment-variables.md',
  *check(model) {
    const isNew = once();
    for (const { values } of sdkEnvironments(model)) {
      for (const entry of values) {
        const found = sdkValueProblem(entry.name, entry.value);
        if (!found || !isNew(entry)) continue;
        const { object, path } = entry;
        const { message: problem, fix: hint } = found;
        yield { object, path, message: problem, fix: hint };
      }
    }
  },
};
