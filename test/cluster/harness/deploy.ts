import { isDeepStrictEqual } from 'node:util';
import type { Cluster } from './cluster.ts';
import { differences } from './compare.ts';
import { awaitNothingNew, type Inventory } from './inventory.ts';
import { type KubeObject, type ManifestFile, nameOf } from './objects.ts';
import type { Stack } from './stacks.ts';

const DELETION_SECONDS = 60;

/**
 * Creates the namespaces that stacks write into and that none of them creates: Thanos, Tekton, Grafana and applications have
 * their own, made by whoever runs them.
 */
export async function createForeignNamespaces(
  { kubectl }: Cluster,
  stacks: readonly Stack[],
): Promise<void> {
  const files = stacks.flatMap(({ installation, files }) => [...installation.files, ...files]);
  const objects = files.flatMap((file) => file.objects);
  const own = objects
    .filter(({ kind }) => kind === 'Namespace')
    .map(({ metadata }) => metadata.name);
  const used = new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? []));
  for (const name of used) {
    if (own.includes(name) || (await kubectl.find('namespaces', name)) !== undefined) continue;
    await kubectl.run(['create', 'namespace', name]);
  }
}

/**
 * Applies files in order, with the waits between.
 *
 * @returns the warnings of the API server
 */
export async function applyFiles(
  cluster: Cluster,
  files: readonly ManifestFile[],
): Promise<string[]> {
  const warnings: string[] = [];
  for (const file of files) {
    const applied = await cluster.kubectl.apply(file.path);
    warnings.push(...applied.warnings.map((warning) => `${file.name}: ${warning}`));
    await cluster.afterApply(file);
  }
  return warnings;
}

/**
 * Deletes files in one command, the last first, as the README does, and waits until nothing is left of them.
 *
 * @param before what was in the cluster before they were applied
 * @param complete whether all of them were applied; each object must be there to be deleted then
 */
export async function deleteFiles(
  cluster: Cluster,
  files: readonly ManifestFile[],
  before: Inventory,
  complete: boolean,
): Promise<void> {
  const reversed = [...files].reverse();
  for (const file of reversed) await warmUp(cluster, file);
  await cluster.kubectl.run([
    'delete',
    '--wait',
    `--timeout=${DELETION_SECONDS}s`,
    ...(complete ? [] : ['--ignore-not-found']),
    ...reversed.map(({ path }) => `--filename=${path}`),
  ]);
  for (const file of reversed) await cluster.afterDelete(file);
  await awaitNothingNew(cluster.api, before, DELETION_SECONDS);
}

/**
 * Lists the resources of the CRDs in a file once. An API server that has never served a kind opens its storage when the CRD
 * is deleted, and may then leave the deletion undone (`storage is (re)initializing`).
 */
async function warmUp(cluster: Cluster, file: ManifestFile): Promise<void> {
  const crds = file.objects.filter(({ kind }) => kind === 'CustomResourceDefinition');
  if (crds.length === 0) return;
  const resources = crds.map(({ metadata }) => metadata.name).join(',');
  await cluster.kubectl.run(['get', resources, '-A']);
}

/** What the cluster does not hold as it was sent, one line a field. */
export async function lostFields(
  cluster: Cluster,
  files: readonly ManifestFile[],
): Promise<string[]> {
  const lost: string[] = [];
  for (const file of files) {
    for (const object of file.objects) {
      const found = differences(object, await cluster.api.read(object));
      lost.push(...found.map((line) => `${nameOf(object)} ${line}`));
    }
  }
  return lost;
}

/**
 * Applies every file once more.
 *
 * @returns objects that changed by that
 */
export async function changedBySecondApply(
  cluster: Cluster,
  files: readonly ManifestFile[],
): Promise<string[]> {
  const changed: string[] = [];
  for (const file of files) {
    const before: KubeObject[] = [];
    for (const object of file.objects) before.push(await cluster.api.read(object));
    await cluster.kubectl.apply(file.path);
    for (const object of before) {
      const after = await cluster.api.read(object);
      if (!isDeepStrictEqual(content(object), content(after))) changed.push(nameOf(object));
    }
  }
  return changed;
}

/** An object without what the API server counts. */
function content(object: KubeObject): unknown {
  const { resourceVersion, generation, ...metadata } = object.metadata;
  // a v1alpha1 collector is stored as v1beta1: its config text is never the text that was applied, so the API server
  // counts every apply as a new generation even where nothing is new
  const counted = object.apiVersion === 'opentelemetry.io/v1alpha1' ? {} : { generation };
  return { ...object, metadata: { ...metadata, ...counted } };
}
