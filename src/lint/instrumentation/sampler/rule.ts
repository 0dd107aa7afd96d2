import { samplerArgumentProblem, takesArgument } from '../../../upstream/sdk/sampler-argument.ts';
import { at, text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A sampler of an Instrumentation that is not told, or cannot make use of, its argument. */
export const sampler: Rule = {
  id: 'instrumentation/sampler',
  severity: 'error',
  rationale: 'the webhook of the operator rejects an argument that the sampler cannot read',
  source: 'opentelemetry-operator v0.158.0 internal/webhook/instrumentation_webhook.go',
  *check({ instrumentations }) {
    for (const { object, spec } of instrumentations) {
      const argument = text(at(spec, 'sampler', 'argument'));
      const type = text(at(spec, 'sampler', 'type')) ?? '';
      if (!argument) continue;
      const path = ['spec', 'sampler', 'argument'];
      const problem = samplerArgumentProblem(type, argument);
      if (problem !== undefined) yield { object, path, message: `sampler ${problem}` };
      else if (type === '') {
        const message = `sampler must have a type for its argument '${argument}', it has none`;
        yield { object, path, severity: 'warning', message };
      } else if (!takesArgument(type)) {
        const message = `sampler ${type} takes no argument, '${argument}' counts for nothing`;
        yield { object, path, severity: 'warning', message };
      }
    }
  },
};
