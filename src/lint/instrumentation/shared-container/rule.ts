import type { Rule } from '../../rule.ts';
import { injectedWorkloads } from '../containers.ts';

/** Agents of several languages for one container, a container named twice, or agents for containers that nothing tells. */
export const sharedContainer: Rule = {
  id: 'instrumentation/shared-container',
  severity: 'error',
  rationale:
    'the operator adds the names of a language to the common ones, and injects nothing at all where one stands twice or is wanting',
  source:
    'opentelemetry-operator v0.115.0 and v0.148.0 podmutator.go areInstrumentedContainersCorrect',
  *check(model) {
    for (const { workload, injections } of injectedWorkloads(model)) {
      const taken = new Map<string, string>();
      for (const { annotation, injects, containers, object, path } of injections) {
        // what a Namespace asks for is told at the workload that it does not fit
        const location =
          object === workload.object
            ? { object, path }
            : { object: workload.object, path: [...workload.podPath, 'metadata'] };
        const names = containers.flatMap((named) => named.names);
        if (names.length === 0 && injections.length > 1) {
          const count = injections.length;
          yield {
            ...location,
            message: `${annotation} must have its containers named, ${count} agents are asked for and nothing tells which container ${injects} is in`,
          };
        }
        for (const name of new Set(names)) {
          const other = taken.get(name);
          if (other !== undefined) {
            yield {
              ...location,
              message: `${annotation} must be for another container than ${other}, both are for '${name}'`,
            };
          } else if (names.indexOf(name) !== names.lastIndexOf(name)) {
            const annotations = new Set(containers.map((named) => named.annotation));
            yield {
              ...location,
              message: `${annotation} must have each container named once, ${[...annotations].join(' and ')} name '${name}' twice`,
            };
          }
          taken.set(name, annotation);
        }
      }
    }
  },
};
