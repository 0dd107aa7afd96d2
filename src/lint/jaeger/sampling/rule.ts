import { samplingProblems } from '../../../upstream/jaeger/sampling.ts';
import { own } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';
import { jaegerExample } from '../example.ts';

const example = (type: string) =>
  jaegerExample(`strategy: allInOne
sampling:
  options:
    default_strategy:
      type: ${type}
      param: 1`);

/** Sampling strategies that Jaeger does not know. */
export const jaegerSampling: Rule = {
  id: 'jaeger/sampling',
  severity: 'error',
  rationale:
    'an unknown strategy is taken for the default of one trace in a thousand, and the others are lost',
  source: 'jaeger v1.51.0 plugin/sampling/strategystore/static',
  wrong: example('const'),
  right: example('probabilistic'),
  *check({ jaegers }) {
    for (const { object, spec } of jaegers) {
      for (const { path, problem, meant } of samplingProblems(own(spec.sampling, 'options'))) {
        yield {
          object,
          path: ['spec', 'sampling', 'options', ...path],
          message: problem,
          fix: meant,
        };
      }
    }
  },
};
