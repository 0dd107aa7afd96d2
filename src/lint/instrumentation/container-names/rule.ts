import type { Container } from '../../../model/kubernetes/workloads.ts';
import { containerNamesPattern } from '../../../upstream/instrumentation/languages.ts';
import { nearest } from '../../../upstream/values/nearest.ts';
import { listed } from '../../../upstream/values/shown.ts';
import { once } from '../../once.ts';
import type { Finding, Rule } from '../../rule.ts';
import { injectedWorkloads, type NamedContainers } from '../containers.ts';

/** An annotation that names a container which the pods do not have, or that is no list of names. */
export const containerNames: Rule = {
  id: 'instrumentation/container-names',
  severity: 'error',
  rationale:
    'the operator does not inject into a container that does not exist, and injects nothing at all when it cannot parse the list',
  source: 'opentelemetry-operator v0.158.0 internal/instrumentation/podmutator.go',
  ignoreWhen:
    'another webhook adds the container to the pods before the operator sees them. A list that it cannot parse: never',
  visit(model) {
    const injected = injectedWorkloads(model);
    const isNew = once();
    return {
      *workload(workload) {
        const found = injected.get(workload);
        if (!found) return;
        for (const list of found.named) {
          if (!containerNamesPattern.test(list.value) && isNew(list)) yield malformed(list);
        }
        const used = found.injections.flatMap(({ containers }) => containers);
        for (const list of new Set(used)) {
          // one list for the pods of a whole Namespace fits some of them only
          if (list.object !== workload.object || !containerNamesPattern.test(list.value)) continue;
          yield* missing(list, workload.containers);
        }
      },
    };
  },
};

/** A list that makes the operator give the pod up, also one of a Namespace. */
function malformed({ object, path, annotation, value }: NamedContainers): Finding {
  const joined = value.replaceAll(/\s/g, '');
  const message = `${annotation} must be names with commas and no spaces between them, got '${value}'`;
  return { object, path, message, fix: containerNamesPattern.test(joined) ? joined : undefined };
}

/** Names in a list that no container has. */
function* missing(
  { object, path, annotation, names }: NamedContainers,
  containers: readonly Container[],
): Iterable<Finding> {
  const present = containers.map(({ name }) => name);
  for (const name of names) {
    if (name === '' || present.includes(name)) continue;
    const meant = present.length === 1 ? present[0] : nearest(name, present);
    const message = `${annotation} must name containers of the pods (${listed(present)}), got '${name}'`;
    yield { object, path, message, fix: names.length === 1 ? meant : undefined };
  }
}
