import type { Rule } from '../rule.ts';
import { injectedWorkloads } from './containers.ts';
import { documents, instrumentationExample, podExample } from './example.ts';

const prefix = 'instrumentation.opentelemetry.io';
const both = `${prefix}/inject-java: "true"
${prefix}/inject-python: "true"`;
const containers = `- name: cart
- name: prices`;

/** Agents of several languages for one container, or for containers that nothing tells. */
export const sharedContainer: Rule = {
  id: 'instrumentation/shared-container',
  severity: 'error',
  rationale:
    'the operator injects no agent at all into a pod for which it cannot tell where each one goes',
  source: 'opentelemetry-operator v0.158.0 internal/instrumentation/podmutator.go',
  wrong: documents(instrumentationExample(), podExample(both, containers)),
  right: documents(
    instrumentationExample(),
    podExample(
      `${both}
${prefix}/java-container-names: cart
${prefix}/python-container-names: prices`,
      containers,
    ),
  ),
  *check(model) {
    for (const { workload, injections, common } of injectedWorkloads(model)) {
      if (injections.length < 2) continue;
      const taken = new Map<string, string>();
      for (const { annotation, injects, containers, object, path } of injections) {
        // what a Namespace asks for is told at the workload that it does not fit
        const spot =
          object === workload.object
            ? { object, path }
            : { object: workload.object, path: [...workload.podPath, 'metadata'] };
        const { names = [] } = containers ?? common ?? {};
        if (names.length === 0) {
          const count = injections.length;
          yield {
            ...spot,
            message: `${annotation} must have its containers named, ${count} agents are asked for and nothing tells which container ${injects} is in`,
          };
        }
        for (const name of new Set(names)) {
          const other = taken.get(name);
          if (other !== undefined) {
            yield {
              ...spot,
              message: `${annotation} must be for another container than ${other}, both are for '${name}'`,
            };
          }
          taken.set(name, annotation);
        }
      }
    }
  },
};
