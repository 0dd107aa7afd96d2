import { injectionAnnotations } from '../../../upstream/instrumentation/languages.ts';
import type { Rule } from '../../rule.ts';
import { injectedWorkloads } from '../containers.ts';

/** An annotation with container names that no injection makes use of. */
export const ignoredContainerNames: Rule = {
  id: 'instrumentation/ignored-container-names',
  severity: 'warning',
  rationale: 'the names for a language that nothing asks for count for nothing',
  source: 'opentelemetry-operator v0.158.0 internal/instrumentation/podmutator.go',
  ignoreWhen:
    'the annotation that asks for the agent comes and goes, set by hand or by a policy, and is to find the names in their place',
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
            message: `${containerNames} counts for nothing without ${inject}`,
          };
        }
      },
    };
  },
};
