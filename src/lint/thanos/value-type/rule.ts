import { thanosNestedTypeProblems } from '../../../upstream/thanos/settings.ts';
import { thanosOtlpSince, thanosTypeProblems } from '../../../upstream/thanos/tracing.ts';
import type { Rule } from '../../rule.ts';
import { isOtlp, labelledConfig } from '../labelled.ts';

/** A value of a type that the key does not take, such as a quoted boolean. */
export const valueType: Rule = {
  id: 'thanos/value-type',
  severity: 'error',
  rationale: 'Thanos exits at start with a value of the wrong type, such as a boolean in quotes',
  source: 'thanos v0.42.4 pkg/tracing/otlp/otlp.go',
  ignoreWhen:
    'never for settings that Thanos reads as they are: it cannot decode them and exits. Only a template that is rendered first could make the value right',
  since: `thanos ${thanosOtlpSince}`,
  visit: () => ({
    *thanos(tracing) {
      if (!isOtlp(tracing)) return;
      const { config } = tracing;
      for (const problem of [...thanosTypeProblems(config), ...thanosNestedTypeProblems(config)]) {
        yield labelledConfig(tracing, problem);
      }
    },
  }),
};
