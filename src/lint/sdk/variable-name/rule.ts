import { meantVariable } from '../../../upstream/sdk/environment.ts';
import type { Rule } from '../../rule.ts';
import { once, sdkEnvironments } from '../environments.ts';

/** A variable whose name is all but one that SDKs read. */
export const variableName: Rule = {
  id: 'sdk/variable-name',
  severity: 'error',
  rationale: 'an SDK does not see a variable of another name, and takes its default',
  source: 'opentelemetry-specification configuration/sdk-environment-variables.md',
  *check(model) {
    const isNew = once();
    for (const { values } of sdkEnvironments(model)) {
      const names = new Set(values.map(({ name }) => name));
      for (const entry of values) {
        const meant = meantVariable(entry.name);
        if (meant === undefined || names.has(meant) || !isNew(entry)) continue;
        yield {
          object: entry.object,
          path: entry.path,
          message: `no SDK reads ${entry.name}`,
          fix: meant,
        };
      }
    }
  },
};
