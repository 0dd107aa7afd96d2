import { samplingProblems } from '../../../upstream/jaeger/sampling.ts';
import { own } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** Sampling strategies that Jaeger does not know. */
export const jaegerSampling: Rule = {
  id: 'jaeger/sampling',
  severity: 'error',
  rationale:
    'an unknown strategy is taken for the default of one trace in a thousand, and the others are lost',
  source: 'jaeger v1.51.0 plugin/sampling/strategystore/static',
  *check({ jaegers }) {
    for (const { object, spec } of jaegers) {
      for (const { path = [], message, fix } of samplingProblems(own(spec.sampling, 'options'))) {
        yield {
          object,
          path: ['spec', 'sampling', 'options', ...path],
          message,
          fix,
        };
      }
    }
  },
};
