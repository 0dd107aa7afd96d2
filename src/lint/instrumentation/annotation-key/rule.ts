import { annotationKeyProblem } from '../../../upstream/instrumentation/annotation-keys.ts';
import type { Rule } from '../../rule.ts';
import { annotatedVisitor } from '../annotated.ts';

/** An annotation for the OpenTelemetry operator whose key it does not know. */
export const annotationKey: Rule = {
  id: 'instrumentation/annotation-key',
  severity: 'error',
  rationale: 'the operator ignores an annotation that it does not know',
  source: 'opentelemetry-operator v0.158.0 internal/instrumentation/annotation.go',
  ignoreWhen:
    'something else in the cluster reads the annotation, such as a policy, a webhook of your own, or a fork of the operator',
  visit: () =>
    annotatedVisitor(function* ({ values }) {
      for (const key of Object.keys(values)) {
        const problem = annotationKeyProblem(key);
        if (!problem) continue;
        const { message, fix } = problem;
        const isThere = fix !== undefined && Object.hasOwn(values, fix);
        yield { path: [key], message, fix: isThere ? undefined : fix };
      }
    }),
};
