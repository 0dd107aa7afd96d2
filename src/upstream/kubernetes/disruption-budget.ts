import type { Problem } from '../values/problem.ts';
import { json } from '../values/shown.ts';
import { record } from '../values/unknown.ts';

/**
 * What is wrong with the bounds of a PodDisruptionBudget, where nothing stands for the other one; paths are those in its spec.
 *
 * Source: kubernetes v1.34.2 pkg/apis/policy/validation/validation.go, ValidatePodDisruptionBudgetSpec.
 */
export function disruptionBudgetProblems(budget: unknown): Problem[] {
  const { minAvailable: least, maxUnavailable: most } = record(budget);
  if ((least ?? undefined) === undefined || (most ?? undefined) === undefined) return [];
  return [
    {
      path: ['maxUnavailable'],
      message: `a PodDisruptionBudget must have minAvailable or maxUnavailable, got minAvailable ${json(least)} and maxUnavailable ${json(most)}`,
    },
  ];
}
