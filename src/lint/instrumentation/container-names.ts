import { nearest } from '../../upstream/nearest.ts';
import type { Rule } from '../rule.ts';
import { injectedWorkloads } from './containers.ts';
import { documents, instrumentationExample, podExample } from './example.ts';

const java = 'instrumentation.opentelemetry.io/inject-java: "true"';
const names = 'instrumentation.opentelemetry.io/java-container-names';

/** An annotation that names a container which the pods do not have. */
export const containerNames: Rule = {
  id: 'instrumentation/container-names',
  severity: 'error',
  rationale: 'the operator injects nothing into a container that is not there',
  source: 'opentelemetry-operator v0.158.0 internal/instrumentation/podmutator.go',
  wrong: documents(instrumentationExample(), podExample(`${java}\n${names}: shop`)),
  right: documents(instrumentationExample(), podExample(`${java}\n${names}: cart`)),
  *check(model) {
    for (const { workload, injections, common } of injectedWorkloads(model)) {
      const present = workload.containers.map(({ name }) => name);
      const used = injections.flatMap(({ containers }) => containers ?? common ?? []);
      for (const named of new Set(used)) {
        // one list for the pods of a whole Namespace fits some of them only
        if (named.object !== workload.object) continue;
        const { object, path, annotation } = named;
        for (const name of named.names) {
          if (name === '' || present.includes(name)) continue;
          const meant = present.length === 1 ? present[0] : nearest(name, present);
          const fix = named.names.length === 1 ? meant : undefined;
          yield {
            object,
            path,
            message: `${annotation} must name containers of the pods (${present.join(', ')}), got '${name}'`,
            ...(fix === undefined ? {} : { fix }),
          };
        }
      }
    }
  },
};
