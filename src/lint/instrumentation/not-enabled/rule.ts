import type { Injected } from '../../../model/instrumentation/injections.ts';
import { envVar } from '../../../model/kubernetes/workloads.ts';
import type { Operator } from '../../../model/operator/installed.ts';
import type { Rule } from '../../rule.ts';

/** Agents that the operator injects only when it is told to, by the end of the flag and the feature gate. */
const switches: ReadonlyMap<Injected, string> = new Map([
  ['go', 'go'],
  ['nginx', 'nginx'],
]);

/** An agent that the operator of the manifests does not inject, because nothing enables it. */
export const notEnabled: Rule = {
  id: 'instrumentation/not-enabled',
  severity: 'error',
  rationale: 'the operator rejects agents for Go and nginx until a flag enables them',
  source: 'opentelemetry-operator v0.158.0 internal/config; v0.88.0 pkg/featuregate',
  *check({ injections, operators }) {
    const installed = operators.filter(({ kind }) => kind === 'opentelemetry');
    if (installed.length === 0) return;
    const off = new Map(
      [...switches].filter(([, name]) => installed.every((one) => !on(one, name))),
    );
    const told = new Set<string>();
    for (const { injects, object, path, annotation, target } of injections) {
      const name = off.get(injects);
      const key = `${object.order}\n${path.join('\n')}`;
      if (name === undefined || target?.status !== 'found' || told.has(key)) continue;
      told.add(key);
      const [{ workload } = { workload: undefined }] = installed;
      yield {
        object,
        path,
        message: `${annotation} needs an operator with --enable-${name}-instrumentation, ${workload?.object.kind} ${workload?.object.name} has it not`,
      };
    }
  },
};

/** Whether an operator injects an agent, by flag, variable or feature gate. */
function on({ flags, container }: Operator, name: string): boolean {
  const flag = flags.findLast((one) => one.name === `enable-${name}-instrumentation`);
  if (flag) return !/^(false|0|f)$/i.test(flag.value ?? '');
  const variable = envVar(container.env, `ENABLE_${name.toUpperCase()}_INSTRUMENTATION`);
  if (variable) return !/^(false|0|f)$/i.test(variable.value ?? '');
  const gates = flags.flatMap((one) =>
    one.name === 'feature-gates' ? (one.value ?? '').split(',') : [],
  );
  const gate = `operator.autoinstrumentation.${name}`;
  return gates.some((one) => one.trim() === gate || one.trim() === `+${gate}`);
}
