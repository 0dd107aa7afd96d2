import { readScalers, type Scalers } from '../../../../model/collector/scaling.ts';
import { type KubeObject, objectName } from '../../../../model/kubernetes/objects.ts';
import type { Workload } from '../../../../model/kubernetes/workloads.ts';
import { blockedDrainProblem } from '../../../../upstream/kubernetes/disruption-budget.ts';
import { selectsLabels } from '../../../../upstream/kubernetes/label-selector.ts';
import { within } from '../../../../upstream/values/problem.ts';
import { at, number, own, record } from '../../../../upstream/values/unknown.ts';
import type { Path } from '../../../../yaml/locate.ts';
import type { Rule } from '../../../rule.ts';
import { budgetPaths } from '../budgets.ts';

/** A PodDisruptionBudget, written or made by the OpenTelemetry operator, that lets no pod go. */
export const blockedDrain: Rule = {
  id: 'object/blocked-drain',
  severity: 'warning',
  rationale:
    'a node with such a pod is never drained: upgrades of the cluster and its autoscaler wait for somebody to delete the pod',
  ignoreWhen:
    'somebody moves the pods by hand, or something that the manifests do not show runs more of them',
  source:
    'kubernetes v1.34.2 pkg/controller/disruption/disruption.go, getExpectedPodCount, which rounds percentages up',
  visit({ objects, workloads }) {
    const scalers = readScalers(objects);
    return {
      *object(object) {
        for (const path of budgetPaths(object)) {
          const pods =
            object.group === 'policy'
              ? podsOfAll(object, workloads, scalers)
              : podsOf(object, path.slice(0, -1), scalers);
          const problem = blockedDrainProblem(at(object.value, ...path), pods);
          if (problem) yield within(path, problem);
        }
      },
    };
  },
};

/** Pods that a budget of the manifests is about; undefined where they do not tell. */
function podsOfAll(
  { namespace, value }: KubeObject,
  workloads: readonly Workload[],
  scalers: Scalers,
): number | undefined {
  const selector = record(at(value, 'spec', 'selector'));
  const counts = workloads
    .filter(({ object }) => object.namespace === namespace)
    .filter(({ podLabels }) => selectsLabels(selector, podLabels))
    .map(({ object }) =>
      object.kind === 'Deployment' || object.kind === 'StatefulSet'
        ? podsOf(object, ['spec'], scalers)
        : undefined,
    );
  if (counts.length === 0 || counts.includes(undefined)) return undefined;
  return counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
}

/** Pods of a spec with `replicas`; undefined where something scales them. */
function podsOf(object: KubeObject, path: Path, scalers: Scalers): number | undefined {
  const spec = at(object.value, ...path);
  const scaled = ['autoscaler', 'minReplicas', 'maxReplicas'].some(
    (key) => (own(spec, key) ?? undefined) !== undefined,
  );
  return scaled || scalers.has(objectName(object)) ? undefined : number(own(spec, 'replicas') ?? 1);
}
