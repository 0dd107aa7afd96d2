import { injectionKeys } from '../../../upstream/instrumentation/annotation-keys.ts';
import { scalarText } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';
import { annotated } from '../annotated.ts';

/** An annotation that asks for an injection, where the operator does not look for it. */
export const annotationPlace: Rule = {
  id: 'instrumentation/annotation-place',
  severity: 'error',
  rationale: 'the operator reads annotations of pods and Namespaces, and sees no others',
  source: 'opentelemetry-operator v0.158.0 internal/instrumentation/annotation.go',
  *check(model) {
    const asked = new Map<object, ReadonlySet<string>>();
    for (const { workload, read, values } of annotated(model)) {
      if (workload && read) asked.set(workload, new Set(Object.keys(values)));
    }
    for (const { object, path, values, field, read, workload } of annotated(model)) {
      if (read) continue;
      for (const [key, value] of Object.entries(values)) {
        const text = scalarText(value)?.toLowerCase();
        if (!injectionKeys.has(key) || text === undefined || text === 'false' || text === '') {
          continue;
        }
        // a copy of what the pods have too does no harm
        if (workload && asked.get(workload)?.has(key)) continue;
        const meant = workload ? [...workload.podPath, 'metadata', 'annotations'] : path;
        const where = field === 'labels' ? `a label of the ${object.kind}` : `the ${object.kind}'s`;
        yield {
          object,
          path: [...path, key],
          message: workload
            ? `${key} must be an annotation of the pods (${meant.join('.')}), it is ${field === 'labels' ? where : `${where} own`}`
            : `${key} must be an annotation of the Namespace, it is a label`,
        };
      }
    }
  },
};
