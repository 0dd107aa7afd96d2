import type { Rule } from '../../rule.ts';
import { askedFor } from '../asked.ts';
import { Candidates } from '../candidates.ts';

/** An annotation that leaves it to the operator to choose an Instrumentation, of which there are several. */
export const severalInstrumentations: Rule = {
  id: 'instrumentation/several-instrumentations',
  severity: 'error',
  rationale: 'the operator injects nothing when it would have to choose between Instrumentations',
  source: 'opentelemetry-operator v0.158.0 internal/instrumentation/podmutator.go',
  *check(model) {
    const candidates = new Candidates(model.instrumentations);
    for (const { object, path, annotation, value, target } of askedFor(
      model,
      'instrumentation',
      candidates,
    )) {
      if (target.status !== 'several') continue;
      yield {
        object,
        path,
        message: `${annotation} must name one of the Instrumentations of namespace ${target.namespace} (${target.names.join(', ')}), got '${value}'`,
      };
    }
  },
};
