import type { Jaeger } from '../../../model/jaeger/instances.ts';
import type { PlacedOption } from '../../../model/jaeger/roles.ts';
import { type FlagContext, flagProblem } from '../../../upstream/jaeger/flags.ts';
import { flattenOptions } from '../../../upstream/jaeger/options.ts';
import { at, text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A flag that the component does not have, at least not with this storage. */
export const unknownOption: Rule = {
  id: 'jaeger/unknown-option',
  severity: 'error',
  rationale: 'a Jaeger component fails to start with a flag that it does not know',
  source: 'jaeger v1.51.0 and v1.76.0, flags that each component prints',
  ignoreWhen:
    'the image that the operator runs is your own build, or of a release whose flags the linter does not know',
  visit: () => ({
    *jaeger(jaeger) {
      const told = new Set<PlacedOption>();
      for (const { options, context } of blocks(jaeger)) {
        for (const option of options) {
          const problem = told.has(option) ? undefined : flagProblem(option.key, context);
          if (!problem) continue;
          told.add(option);
          yield { ...problem, path: option.path };
        }
      }
    },
  }),
};

/** Options of each component that runs, with what decides which flags it knows. */
function* blocks(
  jaeger: Jaeger,
): Iterable<{ options: readonly PlacedOption[]; context: FlagContext }> {
  const { object, spec, roles, strategy } = jaeger;
  for (const role of roles) {
    // an image of the user's may be another program
    if (!/^$|jaegertracing\//.test(text(role.value.image) ?? '')) continue;
    const streams = role.name === 'collector' && strategy.strategy === 'streaming';
    const metrics = text(at(role.value, 'metricsStorage', 'type'));
    yield {
      options: [...role.own, ...role.inherited],
      context: {
        component: role.name,
        storage: streams ? 'kafka' : strategy.storage,
        metrics,
      },
    };
  }
  const agent = flattenOptions(at(spec, 'agent', 'options')).options;
  yield {
    options: agent.map((option) => ({
      ...option,
      object,
      path: ['spec', 'agent', 'options', ...option.path],
    })),
    context: { component: 'agent', storage: strategy.storage },
  };
}
