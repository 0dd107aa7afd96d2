import { containerNamesPattern } from '../../../upstream/instrumentation/languages.ts';
import { nearest } from '../../../upstream/values/nearest.ts';
import type { Finding, Rule } from '../../rule.ts';
import { injectedWorkloads, type NamedContainers } from '../containers.ts';

/** An annotation that names a container which the pods do not have, or that is no list of names. */
export const containerNames: Rule = {
  id: 'instrumentation/container-names',
  severity: 'error',
  rationale:
    'the operator injects nothing into a container that is not there, and nothing at all for a list that it cannot read',
  source: 'opentelemetry-operator v0.158.0 internal/instrumentation/podmutator.go',
  *check(model) {
    const told = new Set<string>();
    for (const { workload, injections, named: all } of injectedWorkloads(model)) {
      yield* malformed(all, told);
      const present = workload.containers.map(({ name }) => name);
      const used = injections.flatMap(({ containers }) => containers);
      for (const named of new Set(used)) {
        // one list for the pods of a whole Namespace fits some of them only
        if (named.object !== workload.object || !containerNamesPattern.test(named.value)) continue;
        const { object, path, annotation } = named;
        for (const name of named.names) {
          if (name === '' || present.includes(name)) continue;
          const meant = present.length === 1 ? present[0] : nearest(name, present);
          const fix = named.names.length === 1 ? meant : undefined;
          yield {
            object,
            path,
            message: `${annotation} must name containers of the pods (${present.join(', ')}), got '${name}'`,
            fix,
          };
        }
      }
    }
  },
};

/** Lists that make the operator give the pod up; each is told once, also one of a Namespace. */
function* malformed(all: readonly NamedContainers[], told: Set<string>): Iterable<Finding> {
  for (const { object, path, annotation, value } of all) {
    const key = `${object.order}\n${path.join('\n')}`;
    if (containerNamesPattern.test(value) || told.has(key)) continue;
    told.add(key);
    const fix = value.replaceAll(/\s/g, '');
    yield {
      object,
      path,
      message: `${annotation} must be names with commas and no spaces between them, got '${value}'`,
      ...(containerNamesPattern.test(fix) ? { fix } : {}),
    };
  }
}
