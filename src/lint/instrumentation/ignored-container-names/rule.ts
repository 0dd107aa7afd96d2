import {
  type Injection,
  injectionAnnotations,
} from '../../../upstream/instrumentation/languages.ts';
import type { Rule } from '../../rule.ts';
import { injectedWorkloads } from '../containers.ts';

/** An annotation with container names that no injection makes use of. */
export const ignoredContainerNames: Rule = {
  id: 'instrumentation/ignored-container-names',
  severity: 'warning',
  rationale: 'the names for a language that nothing asks for count for nothing',
  source: 'opentelemetry-operator v0.158.0 internal/instrumentation/podmutator.go',
  *check(model) {
    for (const { workload, injections, namespaceKnown } of injectedWorkloads(model)) {
      const { object, podAnnotations, podPath } = workload;
      const asked = new Set<string>(injections.map(({ injects }) => injects));
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
