import { thanosNestedTypeProblems } from '../../../upstream/thanos/settings.ts';
import { thanosTypeProblems } from '../../../upstream/thanos/tracing.ts';
import type { Rule } from '../../rule.ts';
import { isOtlp, thanosFinding } from '../thanos-finding.ts';

/** A value of a type that the key does not take, such as a quoted boolean. */
export const valueType: Rule = {
  id: 'thanos/value-type',
  severity: 'error',
  rationale: 'on a value that it cannot read, such as a boolean in quotes, Thanos exits at start',
  source: 'thanos v0.42.4 pkg/tracing/otlp/otlp.go',
  *check({ thanos }) {
    for (const tracing of thanos) {
      if (!isOtlp(tracing)) continue;
      const problems = [
        ...thanosTypeProblems(tracing.config),
        ...thanosNestedTypeProblems(tracing.config),
      ];
      for (const problem of problems) yield thanosFinding(tracing, problem, 'config');
    }
  },
};
