import type { Rule } from '../../rule.ts';
import { askedFor } from '../asked.ts';
import { Candidates } from '../candidates.ts';

/** A sidecar annotation that leads to no collector, to several, or to one that is no sidecar. */
export const missingSidecar: Rule = {
  id: 'instrumentation/missing-sidecar',
  severity: 'error',
  rationale: 'the operator injects a collector only when it finds exactly one of mode sidecar',
  source: 'opentelemetry-operator v0.158.0 internal/webhook/podmutation, pkg/sidecar',
  *check(model) {
    const candidates = new Candidates(
      model.collectors.filter(({ operated, mode }) => operated && mode === 'sidecar'),
    );
    for (const { object, path, annotation, value, target } of askedFor(
      model,
      'sidecar',
      candidates,
    )) {
      const location = { object, path };
      const must = `${annotation} must lead to a collector of mode sidecar`;
      if (target.status === 'found') {
        const { mode = 'sidecar', name } = target.collector ?? {};
        if (mode !== 'sidecar') yield { ...location, message: `${must}, ${name} has mode ${mode}` };
      } else if (target.status === 'several') {
        const { names, namespace } = target;
        yield {
          ...location,
          message: `${annotation} must name one of the sidecars of namespace ${namespace} (${names.join(', ')}), got '${value}'`,
        };
      } else if (target.status === 'none') {
        yield {
          ...location,
          message: `${must}, namespace ${target.namespace} has none for '${value}'`,
          ...(candidates.size === 1 ? { fix: candidates.some().join() } : {}),
        };
      } else {
        const { name, namespace } = target;
        const meant = candidates.meant(value, namespace, name);
        yield {
          ...location,
          message: `${must}, there is no '${name}' in namespace ${namespace}`,
          fix: meant,
        };
      }
    }
  },
};
