import { at, number, text } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import {
  type KubeObject,
  type Location,
  type ObjectIndex,
  objectName,
} from '../kubernetes/objects.ts';
import type { Collector } from './instances.ts';

/** Why a collector runs in several pods, and where that is written. */
export interface Scaling extends Location {
  /** In words: `3 replicas`, `one pod on each node`. */
  readonly pods: string;
}

/** Why a collector runs, or may run, in several pods; undefined for one that has a single pod. */
export function scalingOf(collector: Collector, scalers: Scalers): Scaling | undefined {
  const { object, mode, operated, replicas } = collector;
  const location = (...path: Path): Location => ({ object, path });
  if (mode === 'daemonset') {
    const path = operated ? location('spec', 'mode') : location('kind');
    return { pods: 'one pod on each node', ...path };
  }
  if (mode === 'sidecar') return { pods: 'one in each pod', ...location('spec', 'mode') };
  for (const path of [
    ['spec', 'autoscaler', 'maxReplicas'],
    ['spec', 'maxReplicas'],
  ]) {
    const most = operated ? number(at(object.value, ...path)) : undefined;
    if (most !== undefined && most > 1)
      return { pods: `up to ${most} replicas`, ...location(...path) };
  }
  if (replicas !== undefined && replicas > 1) {
    return { pods: `${replicas} replicas`, ...location('spec', 'replicas') };
  }
  const most = scalers.get(objectName(object));
  if (most === undefined || most < 2) return undefined;
  return { pods: `up to ${most} replicas`, ...location('metadata', 'name') };
}

/** Most replicas that an autoscaler gives to an object, by the object. */
export type Scalers = ReadonlyMap<string, number>;

/** What a ScaledObject of KEDA does not say (kedacore/keda apis/keda/v1alpha1/scaledobject_types.go). */
const kedaUsual = { kind: 'Deployment', most: 100 };

/** HorizontalPodAutoscalers of the manifests, and what KEDA makes some of. */
export function readScalers(objects: ObjectIndex): Scalers {
  const scalers = new Map<string, number>();
  const add = ({ namespace, value }: KubeObject, most: number | undefined, usualKind?: string) => {
    const target = at(value, 'spec', 'scaleTargetRef');
    const kind = text(at(target, 'kind')) ?? usualKind;
    if (most !== undefined) scalers.set(`${kind}/${namespace}/${text(at(target, 'name'))}`, most);
  };
  for (const object of objects.ofKind('HorizontalPodAutoscaler', 'autoscaling')) {
    add(object, number(at(object.value, 'spec', 'maxReplicas')));
  }
  for (const object of objects.ofKind('ScaledObject', 'keda.sh')) {
    const most = at(object.value, 'spec', 'maxReplicaCount') ?? kedaUsual.most;
    add(object, number(most), kedaUsual.kind);
  }
  return scalers;
}
