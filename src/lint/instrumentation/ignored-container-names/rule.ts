import { injectionAnnotations } from '../../../upstream/instrumentation/languages.ts';
import type { Rule } from '../../rule.ts';
import { injectedWorkloads } from '../containers.ts';

/** An annotation with container names that no injection makes use of. */
export const ignoredContainerNames: Rule = {
  id: 'instrumentation/ignored-container-names',
  severity: 'warning',
  rationale: 'container names for a language have no effect when no annotation requests its agent',
  source: 'opentelemetry-operator v0.158.0 internal/instrumentation/podmutator.go',
  ignoreWhen:
    'somebody or a policy sets and removes the annotation that requests the agent, and the names should stay',
  visit(model) {
    const injected = injectedWorkloads(model);
    return {
      *workload(workload) {
        const found = injected.get(workload);
        if (!found?.namespaceKnown) return;
        const { podAnnotations, podPath } = workload;
        const asked = new Set<string>(found.injections.map(({ injects }) => injects));
        for (const [kind, { inject, containerNames }] of Object.entries(injectionAnnotations)) {
          if (asked.has(kind) || Object.hasOwn(podAnnotations, inject)) continue;
          if (!Object.hasOwn(podAnnotations, containerNames)) continue;
          yield {
            path: [...podPath, 'metadata', 'annotations', containerNames],
            message: `${containerNames} has no effect without ${inject}`,
          };
        }
      },
    };
  },
};
