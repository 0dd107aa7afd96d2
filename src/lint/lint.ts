import type { Model } from '../model/model.ts';
import { type KubeObject, pathText } from '../model/objects.ts';
import { annotatedIgnores } from './ignores.ts';
import type { Finding, Rule, Severity } from './rule.ts';
import { rules } from './rules.ts';

/** A finding with its rule. */
export interface LintFinding extends Finding {
  readonly rule: Rule;
  readonly severity: Severity;
}

/**
 * Runs rules over a model. What the annotation of an object ignores, with a reason, is left out. Findings come in the order of application of their objects, then by path and rule, so that the
 * same manifests always give the same list.
 */
export function lint(model: Model, selected: readonly Rule[] = rules): LintFinding[] {
  return selected
    .flatMap((rule) =>
      [...rule.check(model)]
        .filter(({ object }) => !isIgnored(object, rule))
        .map((finding) => ({
          ...finding,
          rule,
          severity: finding.severity ?? rule.severity,
          key: `${pathText(finding.path)}\n${rule.id}`,
        })),
    )
    .sort((a, b) => a.object.order - b.object.order || (a.key < b.key ? -1 : Number(a.key > b.key)))
    .map(({ key: _, ...finding }) => finding);
}

function isIgnored(object: KubeObject, { id }: Rule): boolean {
  return annotatedIgnores(object).some(({ ruleId, reason }) => ruleId === id && reason !== '');
}
