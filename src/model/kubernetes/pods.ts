import type { DerivedPod } from '../../upstream/operator/derived-pod.ts';
import { writtenPlace } from '../../upstream/operator/derived-pod.ts';
import type { UnknownRecord } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import type { KubeObject, Location } from './objects.ts';
import type { Workload } from './workloads.ts';

/** Pods that the manifests bring about: those of a workload, or those that an operator makes for a custom resource. */
export interface MadePods {
  /** The workload, or the custom resource. */
  readonly object: KubeObject;
  readonly namespace: string;
  /** Which of the pods of a custom resource: `collector`, `query`, `esIndexCleaner`; unset for those of a workload. */
  readonly part?: string;
  /** Labels, save for those that the controllers of the cluster add. */
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Their spec; of pods that an operator makes, what Pod Security looks at. */
  readonly spec: UnknownRecord;
  /** Where something of the pod, by its path in it, is or would be written in the object. */
  readonly place: (path: Path) => Path;
  /**
   * Where something of the pod is or would be written that another object brings into it.
   *
   * @returns undefined for what its own object brings
   */
  readonly broughtBy?: (path: Path) => Location | undefined;
  /** The workload, for pods that no operator makes. */
  readonly workload?: Workload;
}

/** Pods of a workload. */
export function podsOfWorkload(workload: Workload): MadePods {
  const { object, podPath, podLabels, podAnnotations, podSpec } = workload;
  return {
    object,
    namespace: object.namespace,
    // that of a Job is the one label of its controller that manifests tell
    labels: object.kind === 'Job' ? { ...podLabels, 'job-name': object.name } : podLabels,
    annotations: podAnnotations,
    spec: podSpec,
    place: (path) => [...podPath, ...path],
    workload,
  };
}

/** Pods that an operator makes for a custom resource. */
export function podsOfResource(object: KubeObject, derived: readonly DerivedPod[]): MadePods[] {
  return derived.map((pod) => ({
    object,
    namespace: object.namespace,
    part: pod.part,
    labels: pod.labels,
    annotations: pod.annotations,
    spec: pod.spec,
    place: (path) => writtenPlace(pod, path),
  }));
}
