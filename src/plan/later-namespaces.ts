import { namespaceMadeBy } from '../upstream/kubernetes/makers.ts';
import type { PlannedObject } from './step.ts';

/** Namespaces that are not there before others have made them of objects of a plan, by name. */
export function laterNamespaces(planned: readonly PlannedObject[]): ReadonlySet<string> {
  const made = planned.flatMap(({ manifest }) => namespaceMadeBy(manifest) ?? []);
  const own = new Set(planned.filter(({ kind }) => kind === 'Namespace').map(({ name }) => name));
  return new Set(made.filter((name) => !own.has(name)));
}
