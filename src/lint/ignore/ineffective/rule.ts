import { ignoreAnnotation } from '../../../ignore-annotation.ts';
import { nearest } from '../../../upstream/values/nearest.ts';
import { annotatedIgnores, type Ignore } from '../../ignores.ts';
import type { Finding, Rule } from '../../rule.ts';

/** Why an entry of an ignore annotation or comment ignores nothing, and the rule that was probably meant. */
export function ignoreProblem(
  { ruleId, reason }: Ignore,
  ruleIds: readonly string[],
): Pick<Finding, 'message' | 'fix'> | undefined {
  if (!ruleIds.includes(ruleId)) {
    const near = nearest(ruleId, ruleIds);
    return {
      message: `'${ruleId}' is to be ignored, which is no rule`,
      fix: near,
    };
  }
  if (reason !== '') return undefined;
  return { message: `${ruleId} is to be ignored without a reason`, fix: `${ruleId}: <reason>` };
}

/** An ignore annotation or comment that has no effect. `rules` gives all rules, this one included. */
export function ineffectiveIgnore(rules: () => readonly Rule[]): Rule {
  return {
    id: 'ignore/ineffective',
    severity: 'warning',
    rationale:
      'findings stay until whoever hides one names a rule and says why, for those who come after',
    source: 'docs/rules/README.md of this project',
    *check({ objects }) {
      const ids = rules().map(({ id }) => id);
      for (const object of objects.all) {
        for (const ignore of annotatedIgnores(object)) {
          const problem = ignoreProblem(ignore, ids);
          const path = ['metadata', 'annotations', ignoreAnnotation];
          if (problem) yield { object, path, ...problem };
        }
      }
    },
  };
}
