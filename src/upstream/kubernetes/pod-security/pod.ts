import type { Problem } from '../../values/problem.ts';
import { json } from '../../values/shown.ts';
import { isRecord, list, own, record, text, type UnknownRecord } from '../../values/unknown.ts';

/** A pod, or the template of one, as Pod Security looks at it. */
export interface SecuredPod {
  readonly annotations: Readonly<Record<string, string>>;
  /** Its spec; nothing in it has been checked. */
  readonly spec: UnknownRecord;
}

/** The standards of a release of Kubernetes: the minor of `v1.30`; undefined for those that the cluster itself has. */
export type StandardsRelease = number | undefined;

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
  /** Whether the standards are those of a minor release or of a later one. */
  readonly since: (minor: number) => boolean;
}

/** A check of the standards: what it finds fault with. */
export type PodCheck = (view: PodView) => readonly Problem[];

/** Takes a pod apart. */
export function viewPod(
  { annotations, spec: written }: SecuredPod,
  release: StandardsRelease,
): PodView {
  const spec = record(withoutNulls(written));
  const since = (minor: number) => release === undefined || release >= minor;
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
    ownUsers: spec.hostUsers === false && since(35),
    windows: own(spec.os, 'name') === 'windows' && since(25),
    since,
  };
}

/** Fields without those that are null, which are not set. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isRecord(value)) return value;
  const set = Object.entries(value).filter(([, field]) => field !== null);
  return Object.fromEntries(set.map(([key, field]) => [key, withoutNulls(field)]));
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
