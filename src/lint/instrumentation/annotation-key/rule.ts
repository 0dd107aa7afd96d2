import { annotationKeyProblem } from '../../../upstream/instrumentation/annotation-keys.ts';
import type { Rule } from '../../rule.ts';
import { annotated } from '../annotated.ts';

/** An annotation for the OpenTelemetry operator whose key it does not know. */
export const annotationKey: Rule = {
  id: 'instrumentation/annotation-key',
  severity: 'error',
  rationale: 'the operator does not look at an annotation that it does not know',
  source: 'opentelemetry-operator v0.158.0 internal/instrumentation/annotation.go',
  *check(model) {
    for (const { object, path, values } of annotated(model)) {
      for (const key of Object.keys(values)) {
        const found = annotationKeyProblem(key);
        if (found === undefined) continue;
        const { message: problem, fix: hint } = found;
        const fix = hint === undefined || Object.hasOwn(values, hint) ? {} : { fix: hint };
        yield { object, path: [...path, key], message: problem, ...fix };
      }
    }
  },
};
