import { meantVariable } from '../../../upstream/sdk/environment.ts';
import { once } from '../../once.ts';
import type { Rule } from '../../rule.ts';
import { environmentVisitor } from '../environments.ts';

/** A variable whose name is all but one that SDKs read. */
export const variableName: Rule = {
  id: 'sdk/variable-name',
  severity: 'error',
  rationale: 'an SDK ignores a variable of another name, and uses its default',
  source: 'opentelemetry-specification configuration/sdk-environment-variables.md',
  ignoreWhen:
    "the application itself reads the variable, whose name only resembles one of the SDK's",
  visit(model) {
    const isNew = once();
    return environmentVisitor(model, function* ({ values }) {
      const names = new Set(values.map(({ name }) => name));
      for (const { name, object, path } of values) {
        const fix = meantVariable(name);
        if (fix === undefined || names.has(fix) || !isNew({ object, path })) continue;
        yield { object, path, message: `no SDK reads ${name}`, fix };
      }
    });
  },
};
