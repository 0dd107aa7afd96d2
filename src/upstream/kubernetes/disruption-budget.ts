import type { Problem } from '../values/problem.ts';
import { json } from '../values/shown.ts';
import { number, record, text } from '../values/unknown.ts';

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

/**
 * Why a PodDisruptionBudget lets no pod go; undefined where it lets one, or that is not known.
 *
 * Source: kubernetes v1.34.2 pkg/controller/disruption/disruption.go, getExpectedPodCount.
 *
 * @param pods - how many it is about, undefined where that is not known
 */
export function blockedDrainProblem(
  budget: unknown,
  pods: number | undefined,
): Problem | undefined {
  const { minAvailable: least, maxUnavailable: most } = record(budget);
  if (pods === 0) return undefined;
  if (most === 0 || most === '0%') {
    const message = `a PodDisruptionBudget must let a pod go, or no node is drained, got maxUnavailable ${json(most)}`;
    return { path: ['maxUnavailable'], message };
  }
  const kept = keptPods(least, pods);
  if (kept === undefined || (pods !== undefined && kept < pods)) return undefined;
  const of = pods === undefined ? '' : ` for ${pods === 1 ? 'one pod' : `${pods} pods`}`;
  const message = `a PodDisruptionBudget must let a pod go, or no node is drained, got minAvailable ${json(least)}${of}`;
  return { path: ['minAvailable'], message };
}

/** Pods that must be left; undefined where that is not known, or pods are left to go anyway. */
function keptPods(least: unknown, pods: number | undefined): number | undefined {
  const percent = /^(\d+)%$/.exec(text(least) ?? '')?.[1];
  if (percent === undefined) return pods === undefined ? undefined : number(least);
  if (pods === undefined) return Number(percent) >= 100 ? Number.POSITIVE_INFINITY : undefined;
  return Math.ceil((Number(percent) * pods) / 100);
}
