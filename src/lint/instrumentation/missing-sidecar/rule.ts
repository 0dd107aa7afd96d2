import type { Injection, InjectionTarget } from '../../../model/instrumentation/injections.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { listed } from '../../../upstream/values/shown.ts';
import type { Rule } from '../../rule.ts';
import { targetsOf } from '../asked.ts';
import { Candidates } from '../candidates.ts';

/** A sidecar annotation that leads to no collector, to several, or to one that is no sidecar. */
export const missingSidecar: Rule = {
  id: 'instrumentation/missing-sidecar',
  severity: 'error',
  rationale:
    'the operator injects a sidecar only when it finds exactly one matching collector of mode sidecar',
  source: 'opentelemetry-operator v0.158.0 internal/webhook/podmutation, pkg/sidecar',
  ignoreWhen:
    'the collector of mode sidecar is created apart from these manifests, such as by a platform team',
  visit(model) {
    const candidates = new Candidates(
      model.collectors.filter(({ operated, mode }) => operated && mode === 'sidecar'),
    );
    const targetOf = targetsOf(model, 'sidecar', candidates);
    return {
      *injection(injection) {
        const target = targetOf(injection);
        const problem = target && problemOf(injection, target, candidates);
        if (problem) yield problem;
      },
    };
  },
};

function problemOf(
  { annotation, value }: Injection,
  target: InjectionTarget,
  candidates: Candidates,
): Problem | undefined {
  const must = `${annotation} must lead to a collector of mode sidecar`;
  if (target.status === 'found') {
    const { mode = 'sidecar', name } = target.collector ?? {};
    return mode === 'sidecar' ? undefined : { message: `${must}, ${name} has mode ${mode}` };
  }
  const { namespace } = target;
  if (target.status === 'several') {
    return {
      message: `${annotation} must name one of the sidecars of namespace ${namespace} (${listed(target.names)}), got '${value}'`,
    };
  }
  if (target.status === 'none') {
    const message = `${must}, namespace ${namespace} has none for '${value}'`;
    return { message, fix: candidates.only };
  }
  const { name } = target;
  const message = `${must}, there is no '${name}' in namespace ${namespace}`;
  return { message, fix: candidates.meant(value, namespace, name) };
}
