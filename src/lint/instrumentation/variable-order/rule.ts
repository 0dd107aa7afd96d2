import type { Instrumentation } from '../../../model/instrumentation/instances.ts';
import { usedVariables } from '../../../model/kubernetes/environment.ts';
import { groupBy } from '../../../model/kubernetes/group.ts';
import type { EnvVar } from '../../../model/kubernetes/workloads.ts';
import type { Model } from '../../../model/model.ts';
import { firstVariables } from '../../../upstream/instrumentation/additions.ts';
import { list } from '../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../rule.ts';

/** A variable of an Instrumentation that uses one which stands behind it in the container. */
export const variableOrder: Rule = {
  id: 'instrumentation/variable-order',
  severity: 'error',
  aboutVariables: true,
  rationale:
    'an environment variable can use only earlier ones, and the operator writes the variables of a language before the common ones',
  source:
    'opentelemetry-operator v0.158.0 internal/instrumentation/sdk.go injectCommonEnvVar; opentelemetry-operator#3022',
  ignoreWhen: 'all containers that get the agent set the variable themselves',
  visit(model) {
    const containers = ownVariables(model);
    return {
      *instrumentation(instrumentation) {
        const { env: common, languages } = instrumentation;
        const known = containers.get(instrumentation);
        // a container may bring any variable
        if (known === 'unknown') return;
        for (const { env } of languages) {
          yield* problems(instrumentation, env, [...env, ...common], known);
        }
        yield* problems(instrumentation, common, common, known);
      },
    };
  },
};

function* problems(
  { object }: Instrumentation,
  env: readonly EnvVar[],
  inOrder: readonly EnvVar[],
  own: ReadonlySet<string> | undefined,
): Iterable<Finding> {
  for (const [index, { name, value = '', path }] of env.entries()) {
    const before = new Set(inOrder.slice(0, index).map((entry) => entry.name));
    for (const used of usedVariables(value)) {
      if (before.has(used) || firstVariables.includes(used) || own?.has(used)) continue;
      const behind = inOrder.slice(index + 1).find((entry) => entry.name === used);
      if (!behind) continue;
      yield {
        object,
        path: [...path, 'value'],
        message: `${name} must not use $(${used}), which the operator sets later, from ${behind.path.join('.')}: $(${used}) stays literal`,
      };
    }
  }
}

/** Variables of their own that all containers have which an Instrumentation is injected into; `unknown` where one has others. */
function ownVariables({ injections }: Model) {
  const found = injections.flatMap(({ target, workload }) => {
    const instrumentation = target?.status === 'found' ? target.instrumentation : undefined;
    return instrumentation && workload ? [{ instrumentation, workload }] : [];
  });
  const byInstrumentation = groupBy(found, ({ instrumentation }) => instrumentation);
  return new Map(
    [...byInstrumentation].map(([instrumentation, group]) => {
      const containers = group.flatMap(({ workload }) => workload.containers);
      const names = containers.flatMap(({ env }) => env.map(({ name }) => name));
      const open = containers.some(({ value }) => list(value.envFrom).length > 0);
      return [instrumentation, open ? ('unknown' as const) : new Set(names)];
    }),
  );
}
