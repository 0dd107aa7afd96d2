import type { UnknownRecord } from '../values/unknown.ts';

type Path = readonly (string | number)[];

/** Pods that an operator makes for a custom resource, in its namespace. */
export interface DerivedPod {
  /** Which of the pods of the resource: `collector`, `query`, `es-index-cleaner`. */
  readonly part: string;
  /** Labels that the operator gives them; the cluster adds those of its controllers. */
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Their spec, as far as Pod Security looks at it; nothing in it has been checked. */
  readonly spec: UnknownRecord;
  /** Where parts of the spec are written: path in the pod, and path in the resource. */
  readonly places: readonly (readonly [inPod: Path, inResource: Path])[];
}

/** Where something of a pod is, or would be, written in the resource that it is made for. */
export function writtenPlace({ places }: Pick<DerivedPod, 'places'>, path: Path): Path {
  const [found] = places
    .filter(([inPod]) => inPod.every((key, index) => path[index] === key))
    .sort(([one], [other]) => other.length - one.length);
  return found ? [...found[1], ...path.slice(found[0].length)] : [];
}
