import type { Rule } from '../../rule.ts';
import { askedFor } from '../asked.ts';
import { Candidates } from '../candidates.ts';

/** An annotation that leads to no Instrumentation. */
export const missingInstrumentation: Rule = {
  id: 'instrumentation/missing-instrumentation',
  severity: 'error',
  rationale: 'the operator injects nothing into a pod whose Instrumentation it does not find',
  source: 'opentelemetry-operator v0.158.0 internal/instrumentation/podmutator.go',
  *check(model) {
    const candidates = new Candidates(model.instrumentations);
    for (const { object, path, annotation, value, target } of askedFor(
      model,
      'instrumentation',
      candidates,
    )) {
      const must = `${annotation} must name an Instrumentation`;
      if (target.status === 'none') {
        const others = candidates.some();
        const hint = others.length > 0 ? `; there is ${others.join(', ')}` : '';
        yield {
          object,
          path,
          message: `${must}, namespace ${target.namespace} has none for '${value}'${hint}`,
          ...(candidates.size === 1 ? { fix: others.join() } : {}),
        };
      } else if (target.status === 'missing') {
        const { name, namespace } = target;
        const meant = candidates.meant(value, namespace, name);
        yield {
          object,
          path,
          message: `${must}, there is no '${name}' in namespace ${namespace}`,
          fix: meant,
        };
      }
    }
  },
};
