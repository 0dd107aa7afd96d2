import { isThanosContainer } from '../../upstream/thanos/container.ts';
import { at, list, record, text, type UnknownRecord } from '../../upstream/values/unknown.ts';
import { type ManifestObject, readManifestFile } from '../kubernetes/manifest-file.ts';

/** A manifest with one Thanos container in it. */
export interface ThanosManifest {
  /** All objects, in the order of the file; the items of a `List` in its place. */
  readonly objects: readonly ManifestObject[];
  /** The Deployment or StatefulSet that runs Thanos. */
  readonly workload: ManifestObject;
  /** Namespace of that workload. */
  readonly namespace: string;
  /** Place of the Thanos container in `spec.template.spec.containers`. */
  readonly index: number;
  /** The Thanos container. */
  readonly container: UnknownRecord & { readonly name: string };
}

interface Found {
  readonly object: ManifestObject;
  readonly container: UnknownRecord;
  readonly index: number;
  readonly name: string;
}

const workloadKinds = ['Deployment', 'StatefulSet'];

/**
 * Reads a manifest and finds the Thanos container in it: the one of that name, or else the only one that looks like it.
 *
 * @param file - path, from the working directory
 * @throws if the file is missing, is no YAML or holds no Kubernetes objects, if there is no such container, more than one,
 *   or one in an object of another kind, and if the workload has no namespace
 */
export function readThanosManifest(file: string, name?: string): ThanosManifest {
  const objects = readManifestFile(file);
  const all = objects.flatMap(containersOf);
  const wanted = all.filter((found) =>
    name === undefined ? isThanosContainer(found.container) : found.name === name,
  );
  const found = wanted.filter(({ object }) => workloadKinds.includes(object.kind));
  const [first, second] = found;
  if (first === undefined) throw new Error(noneProblem(file, name, all, wanted));
  if (second !== undefined) throw new Error(severalProblem(file, found));
  const { object, container, index } = first;
  const namespace = text(object.metadata.namespace);
  if (namespace === undefined) {
    throw new Error(
      `manifest ${file}: ${title(object)} must have a metadata.namespace, from which the address of the endpoint follows, got none`,
    );
  }
  return {
    objects,
    workload: object,
    namespace,
    index,
    container: { ...container, name: first.name },
  };
}

function containersOf(object: ManifestObject): Found[] {
  const path = podPaths.find((path) => list(at(object, ...path, 'containers')).length > 0) ?? [];
  return list(at(object, ...path, 'containers')).map((container, index) => ({
    object,
    container: record(container),
    index,
    name: text(at(container, 'name')) ?? 'without a name',
  }));
}

const podPaths = [
  ['spec', 'template', 'spec'],
  ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  ['spec'],
];

function noneProblem(
  file: string,
  name: string | undefined,
  all: readonly Found[],
  wanted: readonly Found[],
): string {
  const [other] = wanted;
  if (other !== undefined) {
    return `manifest ${file}: the Thanos container must run in a Deployment or StatefulSet, got ${title(other.object)}`;
  }
  const got = all.map(({ name, container }) => `${name} (${text(container.image) ?? 'no image'})`);
  const holds = got.length > 0 ? `containers ${got.join(', ')}` : 'no containers';
  return name === undefined
    ? `manifest ${file} must hold a container that runs Thanos, got ${holds}; name it with container`
    : `manifest ${file} must hold the container '${name}', got ${holds}`;
}

function severalProblem(file: string, found: readonly Found[]): string {
  const got = found.map(({ name, object }) => `${name} of ${title(object)}`).join(', ');
  const distinct = new Set(found.map(({ name }) => name)).size === found.length;
  const fix = distinct ? 'name one with container' : 'give each workload a file of its own';
  return `manifest ${file} must hold one Thanos container, got ${got}; ${fix}`;
}

function title(object: ManifestObject): string {
  return `${object.kind} ${object.metadata.name}`;
}
