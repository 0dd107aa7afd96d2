import { ignoreAnnotation } from '../../../annotations/ignore.ts';
import { nearest } from '../../../upstream/values/nearest.ts';
import { type Problem, within } from '../../../upstream/values/problem.ts';
import { annotatedIgnores, type Ignore } from '../../ignores.ts';
import type { Rule } from '../../rule.ts';

/** Why an entry of an ignore annotation or comment ignores nothing, and the rule that was probably meant. */
export function ignoreProblem(
  { ruleId, reason }: Ignore,
  ruleIds: readonly string[],
): Problem | undefined {
  if (!ruleIds.includes(ruleId)) {
    const message = `there is no rule '${ruleId}' to ignore`;
    return { message, fix: nearest(ruleId, ruleIds) };
  }
  if (reason !== '') return undefined;
  return {
    message: `an ignore of ${ruleId} must give a reason, got none`,
    fix: `${ruleId}: <reason>`,
  };
}

/** An ignore annotation or comment that has no effect. `rules` gives all rules, this one included. */
export function ineffectiveIgnore(rules: () => readonly Rule[]): Rule {
  return {
    id: 'ignore/ineffective',
    severity: 'warning',
    rationale: 'an ignore without a known rule and a reason has no effect, so the findings stay',
    source: 'docs/rules/README.md of this project',
    ignoreWhen:
      'several releases of this linter check the manifests, and some of them do not have the rule yet, or no longer have it',
    visit() {
      const ids = rules().map(({ id }) => id);
      return {
        *object(object) {
          for (const ignore of annotatedIgnores(object)) {
            const problem = ignoreProblem(ignore, ids);
            if (problem) yield within(['metadata', 'annotations', ignoreAnnotation], problem);
          }
        },
      };
    },
  };
}
