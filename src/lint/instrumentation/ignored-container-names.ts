import { type Injection, injectionAnnotations } from '../../upstream/instrumentation.ts';
import type { Rule } from '../rule.ts';
import { injectedWorkloads } from './containers.ts';
import { documents, instrumentationExample, podExample } from './example.ts';

const prefix = 'instrumentation.opentelemetry.io';
const named = `${prefix}/inject-java: "true"
${prefix}/java-container-names: prices`;
const containers = `- name: cart
- name: prices`;

/** An annotation with container names that no injection makes use of. */
export const ignoredContainerNames: Rule = {
  id: 'instrumentation/ignored-container-names',
  severity: 'warning',
  rationale:
    'the names of one language win over the common ones, and those of another language count for nothing',
  source: 'opentelemetry-operator v0.158.0 internal/instrumentation/podmutator.go',
  wrong: documents(
    instrumentationExample(),
    podExample(`${named}\n${prefix}/container-names: cart`, containers),
  ),
  right: documents(instrumentationExample(), podExample(named, containers)),
  *check(model) {
    for (const { workload, injections, common, namespaceKnown } of injectedWorkloads(model)) {
      const { object, podAnnotations, podPath } = workload;
      const asked = new Set<string>(injections.map(({ injects }) => injects));
      if (common?.object === object && injections.every((one) => one.containers)) {
        yield {
          object,
          path: common.path,
          message: `${common.annotation} counts for nothing beside ${injections[0]?.containers?.annotation}`,
        };
      }
      for (const [kind, { inject, containerNames }] of Object.entries(injectionAnnotations)) {
        if (asked.has(kind as Injection) || !Object.hasOwn(podAnnotations, containerNames))
          continue;
        if (Object.hasOwn(podAnnotations, inject) || !namespaceKnown) continue;
        yield {
          object,
          path: [...podPath, 'metadata', 'annotations', containerNames],
          message: `${containerNames} counts for nothing without ${inject}`,
        };
      }
    }
  },
};
