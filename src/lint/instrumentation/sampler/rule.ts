import { samplerArgumentProblem, takesArgument } from '../../../upstream/sdk/sampler-argument.ts';
import { at, text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A sampler of an Instrumentation that is not told, or cannot make use of, its argument. */
export const sampler: Rule = {
  id: 'instrumentation/sampler',
  severity: 'error',
  rationale: "the operator's webhook rejects an argument that the sampler cannot parse",
  source: 'opentelemetry-operator v0.158.0 internal/webhook/instrumentation_webhook.go',
  ignoreWhen:
    'the argument has no effect for now, and is kept for a later change of the sampler. One that the sampler cannot parse: never',
  visit: () => ({
    *instrumentation({ spec }) {
      const argument = text(at(spec, 'sampler', 'argument'));
      const type = text(at(spec, 'sampler', 'type')) ?? '';
      if (!argument) return;
      const path = ['spec', 'sampler', 'argument'];
      const problem = samplerArgumentProblem(type, argument);
      if (problem !== undefined) yield { path, message: `sampler ${problem}` };
      else if (type === '') {
        const message = `sampler must have a type for its argument '${argument}', it has none`;
        yield { path, severity: 'warning', message };
      } else if (!takesArgument(type)) {
        const message = `sampler ${type} takes no argument, '${argument}' has no effect`;
        yield { path, severity: 'warning', message };
      }
    },
  }),
};
