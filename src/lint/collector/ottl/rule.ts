import { isReadUnused } from '../../../upstream/collector/ottl/places.ts';
import { ottlProblems } from '../../../upstream/collector/ottl/problems.ts';
import type { Rule } from '../../rule.ts';
import { releaseOf } from '../release.ts';
import { settingProblem } from '../setting-problem.ts';

/** A statement or condition in OTTL that the collector cannot read, or that names what is not there. */
export const ottl: Rule = {
  id: 'collector/ottl',
  severity: 'error',
  rationale:
    'the collector fails to start with an OTTL statement or condition that does not parse, or uses unknown functions or paths',
  source:
    'opentelemetry-collector-contrib pkg/ottl, v0.88.0 to v0.158.0: grammar.go, functions.go, ottlfuncs, contexts',
  ignoreWhen:
    'a build of your own adds the function. Otherwise never: the collector fails to start',
  visit: () => ({
    *component(component, collector) {
      const { kind, type } = component;
      const { config } = collector;
      if (!config.isEnabled(component) && !isReadUnused(`${kind}/${type}`)) return;
      const problems = ottlProblems(
        `${kind}/${type}`,
        config.written(component),
        releaseOf(collector),
        collector.featureGates,
      );
      for (const problem of problems) yield settingProblem(component, problem);
    },
  }),
};
