import { readScalers, type Scalers } from '../../../model/collector/scaling.ts';
import type { RunningRole } from '../../../model/jaeger/roles.ts';
import { volumeAt } from '../../../model/kubernetes/files.ts';
import { type KubeObject, objectName } from '../../../model/kubernetes/objects.ts';
import { badgerDirectoryFlags } from '../../../upstream/jaeger/storage.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { at, number, own } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A Jaeger v1 of a workload that keeps spans in its pod, and runs in several, or is to be replaced while it runs. */
export const singlePod: Rule = {
  id: 'jaeger/single-pod',
  severity: 'warning',
  rationale:
    'each pod stores only its own spans: other pods do not find them, and a second pod cannot open the files of Badger',
  ignoreWhen: 'whoever queries traces chooses the pod, as in a load test of each of them',
  source:
    'jaeger v1.51.0 plugin/storage/{memory,badger}; Kubernetes apps/v1 RollingUpdateDeployment',
  visit({ objects }) {
    const scalers = readScalers(objects);
    return {
      *jaegerRole(role) {
        const { workload, name, storage } = role;
        if (!workload || name !== 'allInOne') return;
        if (storage !== 'memory' && storage !== 'badger') return;
        const problem = replicasProblem(role, workload.object, scalers);
        if (problem) yield { object: workload.object, path: [], ...problem };
      },
    };
  },
};

function replicasProblem(
  role: RunningRole,
  object: KubeObject,
  scalers: Scalers,
): Problem | undefined {
  const { storage, label } = role;
  const replicas = number(at(object.value, 'spec', 'replicas')) ?? 1;
  const must = `${label} must be one pod with storage ${storage}, of which each pod has its own`;
  if (replicas > 1) return { path: ['spec', 'replicas'], message: `${must}, got ${replicas}` };
  if ((scalers.get(objectName(object)) ?? 1) > 1) {
    return { path: ['spec'], message: `${must}, and an autoscaler makes more` };
  }
  const strategy = at(object.value, 'spec', 'strategy');
  if (!sharesFiles(role) || object.kind !== 'Deployment' || !startsSecond(strategy))
    return undefined;
  return {
    path: ['spec'],
    message: `${label} keeps Badger's files, which one pod at a time can open: a rolling update waits for a second pod that never starts`,
    fix: 'strategy: {type: Recreate}',
  };
}

/**
 * Whether the next pod gets the files of this one: those of Badger in a claimed volume. A directory of the node is another one where
 * the next pod runs on another node, and files that are only read may be opened by several.
 */
function sharesFiles({ storage, options, volumeMounts, volumes }: RunningRole): boolean {
  if (storage !== 'badger' || options.get('badger.ephemeral') !== 'false') return false;
  if (options.get('badger.read-only') === 'true') return false;
  return badgerDirectoryFlags.some((flag) => {
    const volume = volumeAt(volumeMounts, volumes, options.get(flag) ?? '')?.volume;
    return own(volume, 'persistentVolumeClaim') !== undefined;
  });
}

/** Whether a Deployment of one pod starts the next one before it ends this. */
function startsSecond(strategy: unknown): boolean {
  if ((at(strategy, 'type') ?? 'RollingUpdate') !== 'RollingUpdate') return false;
  const surge = at(strategy, 'rollingUpdate', 'maxSurge') ?? '25%';
  const fewer = at(strategy, 'rollingUpdate', 'maxUnavailable');
  // one that may be missing is ended first
  return surge !== 0 && surge !== '0%' && fewer !== 1 && fewer !== '100%';
}
