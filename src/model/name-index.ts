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
