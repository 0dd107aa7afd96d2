import { listed } from '../../../upstream/values/shown.ts';
import type { Rule } from '../../rule.ts';
import { targetsOf } from '../asked.ts';
import { Candidates } from '../candidates.ts';

/** An annotation that leaves it to the operator to choose an Instrumentation, of which there are several. */
export const severalInstrumentations: Rule = {
  id: 'instrumentation/several-instrumentations',
  severity: 'error',
  rationale: 'the operator injects nothing when several Instrumentations match and none is named',
  source: 'opentelemetry-operator v0.158.0 internal/instrumentation/podmutator.go',
  ignoreWhen:
    'only one of the Instrumentations is ever applied, because the manifests hold several environments',
  visit(model) {
    const targetOf = targetsOf(model, 'instrumentation', new Candidates(model.instrumentations));
    return {
      *injection(injection) {
        const target = targetOf(injection);
        if (target?.status !== 'several') return;
        const { annotation, value } = injection;
        const { namespace, names } = target;
        yield {
          message: `${annotation} must name one of the Instrumentations of namespace ${namespace} (${listed(names)}), got '${value}'`,
        };
      },
    };
  },
};
