import { tailSamplingProblems } from '../../../upstream/collector/processors/tail-sampling.ts';
import type { Rule } from '../../rule.ts';
import { settingProblem } from '../setting-problem.ts';

/** A tail_sampling that loses traces before it decides, or whose policies it cannot read. */
export const tailSampling: Rule = {
  id: 'collector/tail-sampling',
  severity: 'error',
  rationale:
    'traces that do not fit into memory until the decision are lost, and with unknown policies the collector fails to start',
  source: 'opentelemetry-collector-contrib v0.158.0 processor/tailsamplingprocessor',
  ignoreWhen:
    'a warning: when traces may be lost under load, or while there are no policies yet. An error: never, the collector fails to start',
  visit: () => ({
    *component(component, { config }) {
      if (component.kind !== 'processors' || component.type !== 'tail_sampling') return;
      const extensions = config.components
        .filter(({ kind }) => kind === 'extensions')
        .flatMap(({ id, type }) => [id, type]);
      for (const problem of tailSamplingProblems(component.settings, extensions)) {
        yield settingProblem(component, problem);
      }
    },
  }),
};
