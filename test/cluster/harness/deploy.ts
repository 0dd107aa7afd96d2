import { isDeepStrictEqual } from 'node:util';
import type { Cluster } from './cluster.ts';
import { differences } from './compare.ts';
import type { KubeObject } from './objects.ts';
import { nameOf } from './objects.ts';
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
    await cluster.kubectl.run(['delete', '--wait', '--timeout=60s', '-f', file.path]);
    await cluster.afterDelete(file);
  }
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
 * @returns objects whose stored version changed by that
 */
export async function changedBySecondApply(cluster: Cluster, stack: Stack): Promise<string[]> {
  const changed: string[] = [];
  for (const file of stack.files) {
    const before = await cluster.kubectl.readBack(file.path);
    await cluster.kubectl.apply(file.path);
    const after = await cluster.kubectl.readBack(file.path);
    before.forEach((object, index) => {
      const read = after[index];
      if (read !== undefined && !isUnchanged(object, read)) changed.push(nameOf(object));
    });
  }
  return changed;
}

function isUnchanged(before: KubeObject, after: KubeObject): boolean {
  if (before.metadata.resourceVersion === after.metadata.resourceVersion) return true;
  // a v1alpha1 collector is stored as v1beta1: its config text is never the text that was applied, so the API server
  // counts every apply as a change even where none is
  return before.apiVersion === 'opentelemetry.io/v1alpha1' && isSameSpec(before, after);
}

function isSameSpec(before: KubeObject, after: KubeObject): boolean {
  return isDeepStrictEqual(before.spec, after.spec);
}
