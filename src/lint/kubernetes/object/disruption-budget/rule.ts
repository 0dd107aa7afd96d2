import type { KubeObject } from '../../../../model/kubernetes/objects.ts';
import { disruptionBudgetProblems } from '../../../../upstream/kubernetes/disruption-budget.ts';
import { within } from '../../../../upstream/values/problem.ts';
import { at } from '../../../../upstream/values/unknown.ts';
import type { Rule } from '../../../rule.ts';

/** A PodDisruptionBudget with both bounds, written or made by the OpenTelemetry operator. */
export const disruptionBudget: Rule = {
  id: 'object/disruption-budget',
  severity: 'error',
  rationale:
    'the API server rejects a PodDisruptionBudget with both bounds, also the one that the OpenTelemetry operator makes of these fields',
  ignoreWhen: 'never: take one of the bounds away, or the pods have no budget at all',
  source:
    'kubernetes v1.34.2 pkg/apis/policy/validation/validation.go; opentelemetry-operator v0.148.0 internal/manifests/collector/poddisruptionbudget.go',
  visit: () => ({
    *object(object) {
      for (const path of places(object)) {
        for (const problem of disruptionBudgetProblems(at(object.value, ...path))) {
          yield within(path, problem);
        }
      }
    },
  }),
};

/** Where an object has the spec of a PodDisruptionBudget; a mode without one is told by collector/field-of-other-mode. */
function places({ kind, group, value }: KubeObject): (readonly string[])[] {
  if (group === 'policy' && kind === 'PodDisruptionBudget') return [['spec']];
  if (group !== 'opentelemetry.io') return [];
  if (kind === 'TargetAllocator') return [['spec', 'podDisruptionBudget']];
  if (kind !== 'OpenTelemetryCollector') return [];
  const mode = at(value, 'spec', 'mode') ?? 'deployment';
  const allocates = at(value, 'spec', 'targetAllocator', 'enabled') === true;
  return [
    ...(mode === 'deployment' || mode === 'statefulset' ? [['spec', 'podDisruptionBudget']] : []),
    ...(allocates ? [['spec', 'targetAllocator', 'podDisruptionBudget']] : []),
  ];
}
