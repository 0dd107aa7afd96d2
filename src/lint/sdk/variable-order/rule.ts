import { usedVariables } from '../../../model/kubernetes/environment.ts';
import type { EnvVar } from '../../../model/kubernetes/workloads.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { at, list } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A variable of tracing that uses one which stands behind it in its container. */
export const variableOrder: Rule = {
  id: 'sdk/variable-order',
  severity: 'error',
  aboutVariables: true,
  rationale:
    'a value can use $(NAME) only when NAME stands earlier in env; otherwise the text stays literal, and the address names no host',
  source: 'Kubernetes core/v1 EnvVar value; third_party/forked/golang/expansion',
  ignoreWhen: 'the program replaces $(NAME) itself, and should get the text as it is written',
  visit: () => ({
    *workload({ containers }) {
      for (const { env, value } of containers) {
        if (list(value.envFrom).length > 0) continue;
        yield* problems(
          env.filter(({ name }) => tracing.test(name)),
          env,
        );
      }
    },
    *collector({ operated, env, object }) {
      if (!operated || list(at(object.value, 'spec', 'envFrom')).length > 0) return;
      yield* problems(env, env);
    },
  }),
};

const tracing = /^(?:OTEL|JAEGER|SPLUNK)_/;

function* problems(told: readonly EnvVar[], env: readonly EnvVar[]): Iterable<Problem> {
  for (const entry of told) {
    const index = env.indexOf(entry);
    for (const used of usedVariables(entry.value ?? '')) {
      const first = env.findIndex(({ name }) => name === used);
      if (first <= index && !(first === index && used === entry.name)) continue;
      if (first < 0) continue;
      yield {
        path: [...entry.path, 'value'],
        message: `${entry.name} must stand after ${used}, which it uses as $(${used}); before it, $(${used}) stays literal`,
      };
    }
  }
}
