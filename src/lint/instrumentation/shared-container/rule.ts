import type { Workload } from '../../../model/kubernetes/workloads.ts';
import { listed } from '../../../upstream/values/shown.ts';
import type { Path } from '../../../yaml/locate.ts';
import type { Rule } from '../../rule.ts';
import { type InjectedLanguage, injectedWorkloads } from '../containers.ts';

/** Agents of several languages for one container, a container named twice, or agents for containers that nothing tells. */
export const sharedContainer: Rule = {
  id: 'instrumentation/shared-container',
  severity: 'error',
  rationale:
    'the operator merges the container names of a language with the common ones, and injects nothing when one is repeated or missing',
  source:
    'opentelemetry-operator v0.115.0 and v0.148.0 podmutator.go areInstrumentedContainersCorrect',
  ignoreWhen: 'the pods should run without agents, although their Namespace requests several',
  visit(model) {
    const injected = injectedWorkloads(model);
    return {
      *workload(workload) {
        const { injections = [] } = injected.get(workload) ?? {};
        const taken = new Map<string, string>();
        for (const injection of injections) {
          const path = pathIn(workload, injection);
          for (const message of problems(injection, injections.length, taken)) {
            yield { path, message };
          }
        }
      },
    };
  },
};

/** Where an injection is asked for; what a Namespace asks for is told at the workload that it does not fit. */
function pathIn({ object, podPath }: Workload, injection: InjectedLanguage): Path {
  return injection.object === object ? injection.path : [...podPath, 'metadata'];
}

/** @param taken - annotations by the containers that they are for, of the injections before this one */
function* problems(
  { annotation, injects, containers }: InjectedLanguage,
  count: number,
  taken: Map<string, string>,
): Iterable<string> {
  const names = containers.flatMap((named) => named.names);
  if (names.length === 0 && count > 1) {
    yield `${annotation} needs the names of its containers, because ${count} agents are requested and no annotation says which container is for ${injects}`;
  }
  for (const name of new Set(names)) {
    const other = taken.get(name);
    taken.set(name, annotation);
    if (other !== undefined) {
      yield `${annotation} must be for another container than ${other}, both are for '${name}'`;
    } else if (names.indexOf(name) !== names.lastIndexOf(name)) {
      const annotations = new Set(containers.map((named) => named.annotation));
      yield `${annotation} must have each container named once, ${listed(annotations, ' and ')} name '${name}' twice`;
    }
  }
}
