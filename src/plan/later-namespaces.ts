import { namespaceMadeBy } from '../upstream/kubernetes/makers.ts';
import type { PlannedObject } from './step.ts';

/** Names of namespaces that others create from objects of a plan, so that they do not exist before these are applied. */
export function laterNamespaces(planned: readonly PlannedObject[]): ReadonlySet<string> {
  const made = planned.flatMap(({ manifest }) => namespaceMadeBy(manifest) ?? []);
  const own = new Set(planned.filter(({ kind }) => kind === 'Namespace').map(({ name }) => name));
  return new Set(made.filter((name) => !own.has(name)));
}
