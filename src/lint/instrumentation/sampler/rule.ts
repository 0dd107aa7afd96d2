import { samplerArgumentProblem, takesArgument } from '../../../upstream/sdk/sampler-argument.ts';
import { at, text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A sampler of an Instrumentation that is not told, or cannot make use of, its argument. */
export const sampler: Rule = {
  id: 'instrumentation/sampler',
  severity: 'error',
  rationale: 'the webhook of the operator rejects an argument that the sampler cannot read',
  source: 'opentelemetry-operator v0.158.0 internal/webhook/instrumentation_webhook.go',
  ignoreWhen:
    'the argument is without effect for now, and kept for the day on which the sampler changes; one that the sampler cannot read is never right',
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
        const message = `sampler ${type} takes no argument, '${argument}' counts for nothing`;
        yield { path, severity: 'warning', message };
      }
    },
  }),
};
