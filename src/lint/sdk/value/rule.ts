import { sdkValueProblem } from '../../../upstream/sdk/environment.ts';
import { once } from '../../once.ts';
import type { Rule } from '../../rule.ts';
import { environmentVisitor } from '../environments.ts';

/** A value that no SDK knows. */
export const value: Rule = {
  id: 'sdk/value',
  severity: 'error',
  rationale: 'an SDK fails to start with a value that it does not know, or uses its default',
  source: 'opentelemetry-specification configuration/sdk-environment-variables.md',
  ignoreWhen:
    "a plug-in of the application's SDK adds a value of that name, which only resembles a known one",
  visit(model) {
    const isNew = once();
    return environmentVisitor(model, function* ({ values }) {
      for (const { name, value: text, object, path } of values) {
        const problem = sdkValueProblem(name, text);
        if (problem && isNew({ object, path })) yield { ...problem, object, path };
      }
    });
  },
};
