import { at, isRecord, list, text, type UnknownRecord } from '../upstream/values/unknown.ts';

/** Whether an object is a list of objects, as `kubectl get -o yaml` writes it. */
export function isList(object: UnknownRecord): boolean {
  return text(object.kind)?.endsWith('List') === true && Array.isArray(object.items);
}

/** All objects, with those inside of lists. */
export function flatten(objects: readonly unknown[]): UnknownRecord[] {
  return objects
    .filter(isRecord)
    .flatMap((object) => (isList(object) ? flatten(list(object.items)) : [object]));
}

/** Kind and name, for messages. */
export function nameOf(object: UnknownRecord): string {
  const name = text(at(object, 'metadata', 'name')) ?? text(at(object, 'metadata', 'generateName'));
  return `${text(object.kind) ?? 'object'} ${name ?? 'without name'}`;
}

/** Namespace that an object says it is in. */
export function namespaceOf(object: UnknownRecord): string | undefined {
  return text(at(object, 'metadata', 'namespace'));
}

/** Names of the Services of a namespace; one that says no namespace counts. */
export function servicesIn(objects: readonly unknown[], namespace: string): string[] {
  return flatten(objects)
    .filter((object) => object.kind === 'Service')
    .filter((service) => (namespaceOf(service) ?? namespace) === namespace)
    .flatMap((service) => text(at(service, 'metadata', 'name')) ?? []);
}

/** Kinds and names of the objects that are in both of two namespaces. */
export function collisions(objects: readonly unknown[], from: string, to: string): string[] {
  if (from === to) return [];
  const all = flatten(objects);
  const taken = new Set(all.filter((object) => namespaceOf(object) === to).map(identityOf));
  return all
    .filter((object) => namespaceOf(object) === from && taken.has(identityOf(object)))
    .map(nameOf);
}

function identityOf(object: UnknownRecord): string {
  const group = text(object.apiVersion)?.replace(/\/?[^/]*$/, '');
  return `${group} ${nameOf(object)}`;
}
