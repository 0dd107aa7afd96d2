import { environmentValue } from '../../../model/kubernetes/environment.ts';
import { samplerArgumentProblem, takesArgument } from '../../../upstream/sdk/sampler-argument.ts';
import type { Rule } from '../../rule.ts';
import { once, sdkEnvironments } from '../environments.ts';

const variable = 'OTEL_TRACES_SAMPLER_ARG';

/** An argument that the sampler cannot read, or that no sampler takes. */
export const samplerArgument: Rule = {
  id: 'sdk/sampler-argument',
  severity: 'error',
  rationale: 'a sampler whose argument it cannot read keeps all traces, or the SDK does not start',
  source: 'opentelemetry-specification configuration/sdk-environment-variables.md',
  *check(model) {
    const isNew = once();
    for (const { values, whole } of sdkEnvironments(model)) {
      const argument = environmentValue(values, variable);
      if (!argument || /\$[({]/.test(argument.value)) continue;
      const written = values.find(({ name }) => name === 'OTEL_TRACES_SAMPLER');
      const { object, path } = argument;
      const type = written?.value.trim() ?? '';
      const problem = samplerArgumentProblem(type, argument.value);
      if (problem !== undefined) {
        if (isNew(argument)) yield { object, path, message: `${variable}: ${problem}` };
      } else if (type === '' ? whole && !written : known.includes(type) && !takesArgument(type)) {
        const without = type === '' ? 'without OTEL_TRACES_SAMPLER' : `for sampler ${type}`;
        const message = `${variable} counts for nothing ${without}, got '${argument.value}'`;
        if (isNew(argument)) yield { object, path, severity: 'warning', message };
      }
    }
  },
};

// samplers of plug-ins may take one
const known = ['always_on', 'always_off', 'parentbased_always_on', 'parentbased_always_off'];
