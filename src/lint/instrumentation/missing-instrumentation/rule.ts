import { listed } from '../../../upstream/values/shown.ts';
import type { Rule } from '../../rule.ts';
import { targetsOf } from '../asked.ts';
import { Candidates } from '../candidates.ts';

/** An annotation that leads to no Instrumentation. */
export const missingInstrumentation: Rule = {
  id: 'instrumentation/missing-instrumentation',
  severity: 'error',
  rationale: 'the operator injects nothing into a pod whose Instrumentation it does not find',
  source: 'opentelemetry-operator v0.158.0 internal/instrumentation/podmutator.go',
  ignoreWhen:
    'the Instrumentation is created apart from these manifests, as when a platform team creates one in every namespace',
  visit(model) {
    const candidates = new Candidates(model.instrumentations);
    const targetOf = targetsOf(model, 'instrumentation', candidates);
    return {
      *injection(injection) {
        const target = targetOf(injection);
        const must = `${injection.annotation} must name an Instrumentation`;
        if (target?.status === 'none') {
          const others = candidates.some();
          const hint = others.length > 0 ? `; there is ${listed(others)}` : '';
          const message = `${must}, namespace ${target.namespace} has none for '${injection.value}'${hint}`;
          yield { message, fix: candidates.only };
        } else if (target?.status === 'missing') {
          const { name, namespace } = target;
          const message = `${must}, there is no '${name}' in namespace ${namespace}`;
          yield { message, fix: candidates.meant(injection.value, namespace, name) };
        }
      },
    };
  },
};
