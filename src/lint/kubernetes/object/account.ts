import type { KubeObject } from '../../../model/kubernetes/objects.ts';
import type { Workload } from '../../../model/kubernetes/workloads.ts';
import { at, text } from '../../../upstream/values/unknown.ts';
import type { Path } from '../../../yaml/locate.ts';

/** The ServiceAccount that pods are told to run as. */
export interface Account {
  readonly name: string;
  /** Path of the name in the object that tells it. */
  readonly path: Path;
}

/** Account that a workload names; undefined when it names none. */
export function accountOfPods({ podPath, podSpec }: Workload): Account | undefined {
  const name = text(podSpec.serviceAccountName);
  return name ? { name, path: [...podPath, 'spec', 'serviceAccountName'] } : undefined;
}

const resources = ['OpenTelemetryCollector', 'Jaeger'];

/** Account that a custom resource names for the pods that its operator makes; undefined when it names none. */
export function accountOfResource({ kind, value }: KubeObject): Account | undefined {
  const path = ['spec', 'serviceAccount'];
  const name = resources.includes(kind) ? text(at(value, ...path)) : undefined;
  return name ? { name, path } : undefined;
}
