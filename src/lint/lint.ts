import { type KubeObject, pathText } from '../model/kubernetes/objects.ts';
import type { Model } from '../model/model.ts';
import type { Severity } from '../upstream/values/problem.ts';
import { isSubstituted } from '../upstream/values/substituted.ts';
import { annotatedIgnores } from './ignores.ts';
import type { Finding, Rule } from './rule.ts';
import { rules } from './rules.ts';
import { messageWithoutSecrets, withoutSecrets } from './secrets.ts';
import { readableFix, shortened } from './shortened.ts';
import { findingsOf } from './visit.ts';

/** A finding with its rule. */
export interface LintFinding extends Finding {
  readonly rule: Rule;
  readonly severity: Severity;
  /** What the fix writes, where `fix` hides a secret that it repeats; for no eyes. */
  readonly secretFix?: string;
}

/**
 * Runs rules over a model. What the annotation of an object ignores, with a reason, is left out, and what finds fault with a value
 * that is filled in later. Findings come in the order of application of their objects, then by path and rule, so that the
 * same manifests always give the same list.
 */
export function lint(model: Model, selected: readonly Rule[] = rules): LintFinding[] {
  const ignored = new Map(model.objects.all.map((object) => [object, ignoredRules(object)]));
  return selected
    .flatMap((rule) =>
      [...findingsOf(rule, model)]
        .filter(({ object }) => !ignored.get(object)?.has(rule.id))
        .filter(({ message }) => rule.aboutVariables || !isSubstituted(message))
        .map((finding) => ({
          ...finding,
          message: messageWithoutSecrets(shortened(finding.message), finding.path),
          ...shownFix(readableFix(finding.fix)),
          rule,
          severity: finding.severity ?? rule.severity,
          key: `${pathText(finding.path)}\n${rule.id}`,
        })),
    )
    .sort((a, b) => a.object.order - b.object.order || (a.key < b.key ? -1 : Number(a.key > b.key)))
    .map(({ key: _, ...finding }) => finding);
}

function shownFix(fix: string | undefined): Pick<LintFinding, 'fix' | 'secretFix'> {
  if (fix === undefined) return { fix };
  const shown = withoutSecrets(fix);
  return shown === fix ? { fix } : { fix: shown, secretFix: fix };
}

function ignoredRules(object: KubeObject): ReadonlySet<string> {
  const ignores = annotatedIgnores(object).filter(({ reason }) => reason !== '');
  return new Set(ignores.map(({ ruleId }) => ruleId));
}
