import { disruptionBudgetProblems } from '../../../../upstream/kubernetes/disruption-budget.ts';
import { within } from '../../../../upstream/values/problem.ts';
import { at } from '../../../../upstream/values/unknown.ts';
import type { Rule } from '../../../rule.ts';
import { budgetPaths } from '../budgets.ts';

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
      for (const path of budgetPaths(object)) {
        for (const problem of disruptionBudgetProblems(at(object.value, ...path))) {
          yield within(path, problem);
        }
      }
    },
  }),
};
