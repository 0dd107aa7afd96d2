import type { Location } from '../model/kubernetes/objects.ts';

/** A filter that lets each place through once: an annotation of a Namespace is for all pods in it, a ConfigMap for many containers. */
export function once(): (place: Location) => boolean {
  const told = new Set<string>();
  return ({ object, path }) => {
    const key = `${object.order}\n${path.join('\n')}`;
    if (told.has(key)) return false;
    told.add(key);
    return true;
  };
}
