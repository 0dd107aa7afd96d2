import { isDeepStrictEqual } from 'node:util';
import type { Cluster } from './cluster.ts';
import { differences } from './compare.ts';
import { type KubeObject, type ManifestFile, nameOf } from './objects.ts';
import type { Stack } from './stacks.ts';

/**
 * Creates the namespaces that a stack writes into but does not create: Thanos, Tekton and Grafana have their own, made by
 * whoever runs them.
 */
export async function createForeignNamespaces(cluster: Cluster, stack: Stack): Promise<void> {
  const objects = stack.files.flatMap((file) => file.objects);
  const own = new Set(
    objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name),
  );
  const used = new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? []));
  const foreign = [...used].filter((name) => !own.has(name));
  if (foreign.length === 0) return;
  await cluster.kubectl.applyObjects(
    foreign.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
  );
}

/**
 * Applies the files of a stack in order, with the waits between.
 *
 * @returns the warnings of the API server
 */
export async function applyStack(cluster: Cluster, stack: Stack): Promise<string[]> {
  const warnings: string[] = [];
  for (const file of stack.files) {
    const applied = await cluster.kubectl.apply(file.path);
    warnings.push(...applied.warnings.map((warning) => `${file.name}: ${warning}`));
    await cluster.afterApply(file);
  }
  return warnings;
}

/** Deletes the files of a stack, the last first. */
export async function deleteStack(cluster: Cluster, stack: Stack): Promise<void> {
  for (const file of [...stack.files].reverse()) {
    await warmUp(cluster, file);
    await cluster.kubectl.run(['delete', '--wait', '--timeout=60s', '-f', file.path]);
    await cluster.afterDelete(file);
  }
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
export async function lostFields(cluster: Cluster, stack: Stack): Promise<string[]> {
  const lost: string[] = [];
  for (const file of stack.files) {
    const live = await cluster.kubectl.readBack(file.path);
    file.objects.forEach((object, index) => {
      const read = live[index];
      if (read === undefined || nameOf(read) !== nameOf(object)) {
        throw new Error(`${file.name}: ${nameOf(object)} was not read back`);
      }
      lost.push(...differences(object, read).map((line) => `${nameOf(object)} ${line}`));
    });
  }
  return lost;
}

/**
 * Applies every file once more.
 *
 * @returns objects that changed by that
 */
export async function changedBySecondApply(cluster: Cluster, stack: Stack): Promise<string[]> {
  const changed: string[] = [];
  for (const file of stack.files) {
    const before = await cluster.kubectl.readBack(file.path);
    await cluster.kubectl.apply(file.path);
    const after = await cluster.kubectl.readBack(file.path);
    before.forEach((object, index) => {
      const read = after[index];
      if (read === undefined || !isDeepStrictEqual(content(object), content(read))) {
        changed.push(nameOf(object));
      }
    });
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
