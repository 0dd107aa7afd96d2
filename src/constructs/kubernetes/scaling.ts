import type { HorizontalPodAutoscalerBehavior } from '../../../imports/kubernetes.ts';
import { scaledBy } from '../../upstream/otel-operator/autoscaler.ts';
import { kubernetesType } from '../props/kubernetes-type.ts';
import { nameOf, wholeNumberProblem } from '../props/refuse.ts';
import { count, kind, props, required, type Shape } from '../props/shape.ts';
import type { ContainerResources } from './container-resources.ts';

/** Bounds of the number of pods, and the load at which another one is added. */
export interface AutoscalerProps {
  /**
   * Fewest pods, at least 1.
   *
   * @default 1
   */
  readonly minReplicas?: number;
  /** Most pods, at least 1. */
  readonly maxReplicas: number;
  /**
   * CPU in use, in percent of what is requested, above which a pod is added.
   *
   * @default 90, without `targetMemoryUtilization`
   */
  readonly targetCPUUtilization?: number;
  /**
   * Memory in use, in percent of what is requested, above which a pod is added.
   *
   * @default - memory does not count
   */
  readonly targetMemoryUtilization?: number;
  /**
   * How fast pods are added and removed.
   *
   * @default - Kubernetes' own
   */
  readonly behavior?: HorizontalPodAutoscalerBehavior;
}

/** What kinds of values they are. */
export const autoscalerShape: Shape<AutoscalerProps | undefined> = props<AutoscalerProps>({
  minReplicas: count,
  maxReplicas: required(count),
  targetCPUUtilization: count,
  targetMemoryUtilization: count,
  behavior: kubernetesType<HorizontalPodAutoscalerBehavior>('HorizontalPodAutoscalerBehavior'),
});

/**
 * How many pods a drain of nodes may take away at once, as a number or a percentage such as `50%`: one of the two. Where none may go, the
 * linter warns, since a node with such a pod is never drained.
 */
export interface DisruptionBudgetProps {
  /**
   * Pods that must be left.
   *
   * @default - `maxUnavailable` decides
   */
  readonly minAvailable?: number | string;
  /**
   * Pods that may be gone.
   *
   * @default - `minAvailable` decides
   */
  readonly maxUnavailable?: number | string;
}

const amount: Shape<number | string | undefined> = kind(
  "a number or a percentage such as '50%'",
  (value) => typeof value === 'number' || typeof value === 'string',
);

/** What kinds of values they are. */
export const disruptionBudgetShape: Shape<DisruptionBudgetProps | undefined> =
  props<DisruptionBudgetProps>({ minAvailable: amount, maxUnavailable: amount });

/**
 * Why an autoscaler scales nothing, undefined entries where it does.
 *
 * Source: kubernetes v1.36.0 pkg/controller/podautoscaler/replica_calculator.go, which needs the request of each container.
 *
 * @param containers - resources of each container of the pods, by its name
 */
export function autoscalerProblems(
  autoscaler: AutoscalerProps | undefined,
  containers: Readonly<Record<string, ContainerResources | undefined>>,
): (string | undefined)[] {
  if (autoscaler === undefined) return [];
  const { minReplicas, maxReplicas, targetCPUUtilization, targetMemoryUtilization } = autoscaler;
  return [
    wholeNumberProblem('autoscaler.maxReplicas', maxReplicas, 1),
    wholeNumberProblem('autoscaler.minReplicas', minReplicas, 1),
    (minReplicas ?? 1) > maxReplicas
      ? `autoscaler.minReplicas must be at most maxReplicas, got ${minReplicas} and ${maxReplicas}`
      : undefined,
    wholeNumberProblem('autoscaler.targetCPUUtilization', targetCPUUtilization, 1),
    wholeNumberProblem('autoscaler.targetMemoryUtilization', targetMemoryUtilization, 1),
    ...scaledBy(autoscaler).flatMap((name) =>
      Object.entries(containers).map(([container, resources]) =>
        // what has a limit alone requests as much
        resources?.requests?.[name] === undefined && resources?.limits?.[name] === undefined
          ? `autoscaler needs resources.requests.${name} of ${container}, or it scales nothing, got none`
          : undefined,
      ),
    ),
  ];
}

/** Why Kubernetes would refuse a disruption budget, undefined entries where it would not. */
export function disruptionBudgetProblems(
  budget: DisruptionBudgetProps | undefined,
): (string | undefined)[] {
  if (budget === undefined) return [];
  const given = Object.entries(budget).filter(([, value]) => value !== undefined);
  return [
    given.length === 1
      ? undefined
      : `podDisruptionBudget must have one of minAvailable and maxUnavailable, got ${given.length === 0 ? 'none' : 'both'}`,
    ...given.map(([name, value]) =>
      typeof value === 'string' && !/^(100|\d{1,2})%$/.test(value)
        ? `podDisruptionBudget.${name} must be a number or a percentage such as '50%', got ${nameOf(value)}`
        : typeof value === 'number'
          ? wholeNumberProblem(`podDisruptionBudget.${name}`, value, 0)
          : undefined,
    ),
  ];
}
