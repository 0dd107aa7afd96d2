import type { Problem } from '../../values/problem.ts';
import { json } from '../../values/shown.ts';
import { list, own, record, text, type UnknownRecord } from '../../values/unknown.ts';

/** A pod, or the template of one, as Pod Security looks at it. */
export interface SecuredPod {
  readonly annotations: Readonly<Record<string, string>>;
  /** Its spec; nothing in it has been checked. */
  readonly spec: UnknownRecord;
}

type Path = readonly (string | number)[];

/** Where a security context stands, and what to call it. */
interface Holder {
  /** `the pod`, or `container web`. */
  readonly title: string;
  /** Its security context. */
  readonly security: UnknownRecord;
  /** Path of the security context in the pod. */
  readonly path: Path;
}

/** A container of a pod. */
export interface SecuredContainer extends Holder {
  readonly value: UnknownRecord;
  /** Path of the container in the pod. */
  readonly containerPath: Path;
}

/** A pod taken apart for the checks. */
export interface PodView extends SecuredPod {
  readonly pod: Holder;
  /** Init containers, containers and ephemeral ones, in this order, as the admission plugin visits them. */
  readonly containers: readonly SecuredContainer[];
  /** Whether its users are not those of the node, which later releases ask less of. */
  readonly ownUsers: boolean;
  /** Whether it says that it runs on Windows, which has none of what some checks ask for. */
  readonly windows: boolean;
}

/** A check of the standards: what it finds fault with. */
export type PodCheck = (view: PodView) => readonly Problem[];

/** Takes a pod apart. */
export function viewPod({ annotations, spec }: SecuredPod): PodView {
  return {
    annotations,
    spec,
    pod: {
      title: 'the pod',
      security: record(spec.securityContext),
      path: ['spec', 'securityContext'],
    },
    containers: ['initContainers', 'containers', 'ephemeralContainers'].flatMap((field) =>
      list(spec[field]).map((container, index) => viewContainer(container, ['spec', field, index])),
    ),
    ownUsers: spec.hostUsers === false,
    windows: own(spec.os, 'name') === 'windows',
  };
}

function viewContainer(container: unknown, containerPath: Path): SecuredContainer {
  const value = record(container);
  return {
    title: `container ${text(value.name) ?? '?'}`,
    value,
    containerPath,
    security: record(value.securityContext),
    path: [...containerPath, 'securityContext'],
  };
}

/** The pod and its containers, each of which may have a security context. */
export function holders({ pod, containers }: PodView): readonly Holder[] {
  return [pod, ...containers];
}

/** A problem with a field of a security context. */
export function fieldProblem(
  { title, path }: Holder,
  field: Path,
  rule: string,
  got: unknown,
  fix?: string,
): Problem {
  const value = got === undefined ? 'nothing' : json(got);
  return {
    path: [...path, ...field],
    message: `${title} must ${rule}, got ${value}`,
    ...(fix === undefined ? {} : { fix }),
  };
}
