import { regularExpressionProblems } from '../../../upstream/collector/expressions/settings.ts';
import type { Rule } from '../../rule.ts';
import { releaseOf } from '../release.ts';
import { settingProblem } from '../setting-problem.ts';

/** A regular expression among the settings of a component that Go does not read. */
export const regularExpression: Rule = {
  id: 'collector/regular-expression',
  severity: 'error',
  rationale:
    'the collector fails to start with a regular expression that Go does not support, such as one with a lookahead',
  source:
    'Go regexp/syntax; opentelemetry-collector-contrib v0.158.0, where each component compiles its expressions; prometheus v0.313.2 model/relabel',
  ignoreWhen: 'never: the collector fails to start',
  visit: () => ({
    *component(component, collector) {
      const { config } = collector;
      const { kind, type } = component;
      // of what no pipeline names, none is compiled
      if (!config.isEnabled(component)) return;
      const written = config.written(component);
      const problems = regularExpressionProblems(kind, type, written, releaseOf(collector));
      for (const problem of problems) yield settingProblem(component, problem);
    },
  }),
};
