import { jaegerStorageTypes } from '../../../upstream/jaeger/names.ts';
import { nearest } from '../../../upstream/values/nearest.ts';
import { own, text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** Strategy production or streaming on storage that pods cannot share, or an unknown strategy or storage type. */
export const productionNeedsStorage: Rule = {
  id: 'jaeger/production-needs-storage',
  severity: 'error',
  rationale:
    'the operator silently runs this Jaeger as a single all-in-one pod, which keeps traces to itself and loses them when it restarts',
  source: 'jaeger-operator v1.51.0 pkg/strategy/controller.go',
  ignoreWhen:
    'a single pod with its own storage is wanted for a trial; strategy allInOne with storage memory says so without this finding',
  visit: () => ({
    *jaeger({ strategy, spec }) {
      const { strategyProblem, storageProblem, known } = strategy;
      const typePath = ['spec', 'storage', 'type'];
      if (storageProblem !== undefined) {
        const fix = meantStorage(text(own(spec.storage, 'type')) ?? '');
        yield { path: typePath, message: storageProblem, fix };
      } else if (strategyProblem !== undefined) {
        const path = known && spec.storage !== undefined ? typePath : ['spec', 'strategy'];
        yield { path, message: strategyProblem };
      }
    },
  }),
};

function meantStorage(type: string): string | undefined {
  const lower = type.toLowerCase();
  // Jaeger has one storage for both, and the operator one name
  if (lower === 'opensearch' || lower === 'es') return 'elasticsearch';
  return jaegerStorageTypes.find((known) => known === lower) ?? nearest(lower, jaegerStorageTypes);
}
