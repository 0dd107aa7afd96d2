import { environmentValue } from '../../../model/kubernetes/environment.ts';
import { samplerArgumentProblem, takesNoArgument } from '../../../upstream/sdk/sampler-argument.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { once } from '../../once.ts';
import type { Rule } from '../../rule.ts';
import { environmentVisitor } from '../environments.ts';

const variable = 'OTEL_TRACES_SAMPLER_ARG';

/** An argument that the sampler cannot read, or that no sampler takes. */
export const samplerArgument: Rule = {
  id: 'sdk/sampler-argument',
  severity: 'error',
  rationale: "an SDK that cannot parse the sampler's argument keeps all traces, or fails to start",
  source: 'opentelemetry-specification configuration/sdk-environment-variables.md',
  ignoreWhen: 'the application builds its sampler in code, and reads the variable in its own way',
  visit(model) {
    const isNew = once();
    return environmentVisitor(model, function* ({ values, whole }) {
      const argument = environmentValue(values, variable);
      if (!argument || /\$[({]/.test(argument.value)) return;
      const sampler = values.find(({ name }) => name === 'OTEL_TRACES_SAMPLER');
      const problem = argumentProblem(argument.value, sampler?.value.trim(), whole);
      if (!problem || !isNew(argument)) return;
      yield { ...problem, object: argument.object, path: argument.path };
    });
  },
};

/**
 * @param sampler - the sampler that is told; undefined when none is
 * @param whole - whether all of the environment is known
 */
function argumentProblem(
  argument: string,
  sampler: string | undefined,
  whole: boolean,
): Problem | undefined {
  const problem = samplerArgumentProblem(sampler ?? '', argument);
  if (problem !== undefined) return { message: `${variable}: ${problem}` };
  const useless = sampler ? takesNoArgument(sampler) : sampler === undefined && whole;
  if (!useless) return undefined;
  const without = sampler ? `for sampler ${sampler}` : 'without OTEL_TRACES_SAMPLER';
  const message = `${variable} has no effect ${without}, got '${argument}'`;
  return { severity: 'warning', message };
}
