import { jaegerFiles } from '../../../model/jaeger/files.ts';
import { readEmbedded } from '../../../model/kubernetes/embedded.ts';
import { samplingProblems } from '../../../upstream/jaeger/sampling.ts';
import { within } from '../../../upstream/values/problem.ts';
import { own } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** Sampling strategies that Jaeger does not know. */
export const jaegerSampling: Rule = {
  id: 'jaeger/sampling',
  severity: 'error',
  rationale: 'Jaeger replaces an unknown sampling strategy by its default, one trace in a thousand',
  source: 'jaeger v1.51.0 plugin/sampling/strategystore/static',
  ignoreWhen:
    'an image of your own knows more strategies or keys; Jaeger itself uses its default instead',
  visit: ({ objects }) => ({
    *jaeger({ spec }) {
      for (const problem of samplingProblems(own(spec.sampling, 'options'))) {
        yield within(['spec', 'sampling', 'options'], problem);
      }
    },
    *jaegerRole(role) {
      for (const { flag, found } of jaegerFiles(objects, [role])) {
        if (flag !== strategiesFlag || found.status !== 'found') continue;
        const { object, path, text } = found.source;
        for (const problem of samplingProblems(readEmbedded(text).value)) {
          yield { ...within(path, problem), object };
        }
      }
    },
  }),
};

const strategiesFlag = 'sampling.strategies-file';
