import { sdkValueProblem } from '../../../upstream/sdk/environment.ts';
import { once } from '../../once.ts';
import type { Rule } from '../../rule.ts';
import { environmentVisitor } from '../environments.ts';

/** A value that no SDK knows. */
export const value: Rule = {
  id: 'sdk/value',
  severity: 'error',
  rationale: 'an SDK does not start with a value that it does not know, or takes its default',
  source: 'opentelemetry-specification configuration/sdk-environment-variables.md',
  ignoreWhen:
    'a plug-in of the SDK that the application uses brings a value of that name, and that it resembles another one is chance',
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
