import { unusedParts } from '../../../upstream/jaeger/storage.ts';
import { at, isRecord } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A part of the spec that has no effect with this strategy or storage. */
export const unusedPart: Rule = {
  id: 'jaeger/unused-part',
  severity: 'warning',
  rationale: 'the operator ignores this part of the spec with this strategy or storage',
  source: 'jaeger-operator v1.65.0 pkg/strategy',
  ignoreWhen:
    'the part is kept for another strategy or storage, to which an overlay or a later change switches',
  visit: () => ({
    *jaeger({ spec, strategy }) {
      // a rewritten strategy or storage is told as such
      if (strategy.strategyProblem !== undefined || strategy.storageProblem !== undefined) return;
      for (const { path, why } of unusedParts(strategy)) {
        if (!isSet(at(spec, ...path))) continue;
        yield { path: ['spec', ...path], message: `${path.join('.')} has no effect with ${why}` };
      }
    },
  }),
};

function isSet(value: unknown): boolean {
  const empty = isRecord(value) && Object.keys(value).length === 0;
  return value !== undefined && value !== null && value !== false && !empty;
}
