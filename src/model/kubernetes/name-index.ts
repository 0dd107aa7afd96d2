import { nearest } from '../../upstream/values/nearest.ts';
import { groupBy } from './group.ts';
import type { ObjectIndex } from './objects.ts';

/**
 * Namespaces that have an object of a kind and name, for telling that a reference means one of another namespace. Objects
 * without a namespace are in whichever kubectl is told, so a name that one of them has is left out.
 */
export function namespacesByName(
  objects: ObjectIndex,
  kind: string,
  group: string,
): ReadonlyMap<string, readonly string[]> {
  const namespaces = new Map<string, string[]>();
  const anywhere = new Set<string>();
  for (const { name, namespace } of objects.ofKind(kind, group)) {
    const known = namespaces.get(name);
    if (known) known.push(namespace);
    else namespaces.set(name, [namespace]);
    if (namespace === '') anywhere.add(name);
  }
  for (const name of anywhere) namespaces.delete(name);
  return namespaces;
}

/** Namespaces of a name, when there are some and `namespace` is none of them. */
export function onlyElsewhere(
  index: ReadonlyMap<string, readonly string[]>,
  namespace: string,
  name: string,
): readonly string[] | undefined {
  const found = index.get(name);
  return namespace === '' || found === undefined || found.includes(namespace) ? undefined : found;
}

/** Names of the objects of a kind by namespace; cluster-scoped ones stand under the empty text. */
export function namesByNamespace(
  objects: ObjectIndex,
  kind: string,
  group: string,
): ReadonlyMap<string, readonly string[]> {
  const byNamespace = groupBy(objects.ofKind(kind, group), ({ namespace }) => namespace);
  return new Map(
    [...byNamespace].map(([namespace, all]) => [namespace, all.map(({ name }) => name)]),
  );
}

/**
 * The name that a reference to nothing was probably meant to have: two edits away at most. Names that differ in digits alone are
 * taken for two of a row, one of which is not among the manifests.
 */
export function misspeltName(name: string, names: readonly string[]): string | undefined {
  const near = nearest(name, names, Math.min(2, Math.floor(name.length / 4)));
  return near !== undefined && lettersOf(near) !== lettersOf(name) ? near : undefined;
}

function lettersOf(name: string): string {
  return name.replaceAll(/[-.]?[0-9]+/g, '');
}
