import { at, list, own, record, text } from '../../upstream/values/unknown.ts';
import type { TextSource } from './embedded.ts';
import type { KubeObject, ObjectIndex } from './objects.ts';
import type { Container, EnvVar, Workload } from './workloads.ts';

/** A key of a ConfigMap or Secret that something refers to. */
interface KeyReference {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly namespace: string;
  readonly name: string;
  readonly key: string;
}

/** The object that a reference names, when it is among the manifests. */
export function referenced(
  objects: ObjectIndex,
  reference: Pick<KeyReference, 'kind' | 'namespace' | 'name'>,
): KubeObject | undefined {
  return objects.find(reference.kind, reference.namespace, reference.name);
}

/** Keys that a ConfigMap or Secret has. */
export function keysOf(object: KubeObject): string[] {
  const sections = object.kind === 'Secret' ? ['data', 'stringData'] : ['data', 'binaryData'];
  return sections.flatMap((section) => Object.keys(record(own(object.value, section))));
}

/** Text under a key of a ConfigMap or Secret; undefined when there is none. */
export function keyText(object: KubeObject, key: string): TextSource | undefined {
  for (const section of object.kind === 'Secret' ? ['stringData', 'data'] : ['data']) {
    const value = text(at(object.value, section, key));
    if (value === undefined) continue;
    const encoded = object.kind === 'Secret' && section === 'data';
    const decoded = encoded ? Buffer.from(value, 'base64').toString('utf8') : value;
    return { object, path: [section, key], text: decoded, offset: 0 };
  }
  return undefined;
}

/** Text that a reference leads to; undefined when object or key is not among the manifests. */
export function referencedText(
  objects: ObjectIndex,
  reference: KeyReference,
): TextSource | undefined {
  const object = referenced(objects, reference);
  return object && keyText(object, reference.key);
}

/** Value of an environment variable, also from a Secret or ConfigMap among the manifests. */
export function envText(
  objects: ObjectIndex,
  namespace: string,
  entry: EnvVar,
): string | undefined {
  if (entry.value !== undefined) return entry.value;
  return entry.from && referencedText(objects, { ...entry.from, namespace })?.text;
}

/** What a container finds at a path of its file system. */
export type MountedFile =
  /** A text among the manifests. */
  | { readonly status: 'found'; readonly source: TextSource }
  /** A key that the mounted object does not have. */
  | { readonly status: 'missing-key'; readonly reference: KeyReference }
  /** An object that is not among the manifests, or no ConfigMap or Secret. */
  | { readonly status: 'unknown' }
  /** Nothing is mounted there. */
  | { readonly status: 'not-mounted' };

/** Finds the file that a container has at a path. */
export function mountedFile(
  objects: ObjectIndex,
  workload: Workload,
  container: Container,
  file: string,
): MountedFile {
  return fileAt(
    objects,
    workload.object.namespace,
    container.value.volumeMounts,
    workload.podSpec.volumes,
    file,
  );
}

/** Finds the file that mounts and volumes, as a pod or a custom resource lists them, put at a path. */
export function fileAt(
  objects: ObjectIndex,
  namespace: string,
  volumeMounts: unknown,
  volumes: unknown,
  file: string,
): MountedFile {
  const found = volumeAt(volumeMounts, volumes, file);
  if (!found) return { status: 'not-mounted' };
  return found.volume === undefined
    ? { status: 'unknown' }
    : fileIn(objects, namespace, found.volume, found.name);
}

/** A volume that a path leads into. */
interface VolumePlace {
  /** The volume; undefined when there is none of the mount's name. */
  readonly volume: unknown;
  /** Path in the volume. */
  readonly name: string;
}

/** The volume that mounts and volumes put at a path; undefined when nothing is mounted there. */
export function volumeAt(
  volumeMounts: unknown,
  volumes: unknown,
  file: string,
): VolumePlace | undefined {
  const mounts = list(volumeMounts)
    .flatMap((mount) => {
      const path = text(own(mount, 'mountPath'))?.replace(/(?<!\/)\/+$/, '');
      const covers = path !== undefined && (file === path || file.startsWith(`${path}/`));
      return covers ? [{ mount, path }] : [];
    })
    .sort((a, b) => b.path.length - a.path.length);
  const [nearest] = mounts;
  if (!nearest) return undefined;
  const subPath = text(own(nearest.mount, 'subPath'));
  const inside = file.slice(nearest.path.length + 1);
  const name = subPath === undefined ? inside : [subPath, inside].filter(Boolean).join('/');
  const volumeName = own(nearest.mount, 'name');
  const volume = list(volumes).find((candidate) => own(candidate, 'name') === volumeName);
  return { volume, name };
}

function fileIn(
  objects: ObjectIndex,
  namespace: string,
  volume: unknown,
  name: string,
): MountedFile {
  let missing: MountedFile | undefined;
  for (const source of volumeSources(volume)) {
    const file = fileOf(objects, namespace, source, name);
    if (file.status !== 'missing-key') return file;
    missing = file;
  }
  return missing ?? { status: 'unknown' };
}

function fileOf(
  objects: ObjectIndex,
  namespace: string,
  { kind, name: objectName, items }: VolumeSource,
  name: string,
): MountedFile {
  const item = list(items).find((candidate) => own(candidate, 'path') === name);
  const key = Array.isArray(items) ? text(own(item, 'key')) : name;
  const reference = { kind, namespace, name: objectName, key: key ?? name };
  const object = referenced(objects, reference);
  if (!object) return { status: 'unknown' };
  if (key === undefined) return { status: 'missing-key', reference };
  const source = keyText(object, key);
  if (source) return { status: 'found', source };
  return keysOf(object).includes(key)
    ? { status: 'unknown' }
    : { status: 'missing-key', reference };
}

/** A ConfigMap or Secret that a volume shows. */
interface VolumeSource {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  /** Keys that it shows, and under which paths; all unless it is a list. */
  readonly items: unknown;
}

/** ConfigMaps and Secrets that a volume shows, a projected one perhaps several. */
export function volumeSources(volume: unknown): VolumeSource[] {
  return [
    ...volumeSource('ConfigMap', own(volume, 'configMap'), 'name'),
    ...volumeSource('Secret', own(volume, 'secret'), 'secretName'),
    ...list(at(volume, 'projected', 'sources')).flatMap((source) => [
      ...volumeSource('ConfigMap', own(source, 'configMap'), 'name'),
      ...volumeSource('Secret', own(source, 'secret'), 'name'),
    ]),
  ];
}

function volumeSource(
  kind: VolumeSource['kind'],
  source: unknown,
  nameField: string,
): VolumeSource[] {
  const name = text(own(source, nameField));
  return name === undefined ? [] : [{ kind, name, items: own(source, 'items') }];
}
