import { type ManifestObject, pathText } from '../model/kubernetes/objects.ts';
import { type Model, readModel } from '../model/model.ts';
import { type Assumed, type Assumption, Releases } from '../model/releases.ts';
import { readJudgeable } from './failure.ts';
import { type LintFinding, lint } from './lint.ts';
import type { Rule } from './rule.ts';
import type { UnreadableFile } from './texts.ts';

/** What is found in manifests, also on the assumption of releases that they do not tell. */
export interface LintedModel {
  /** What was read, as the manifests say it. */
  readonly model: Model;
  readonly findings: readonly LintFinding[];
  /** What was assumed, each once. */
  readonly assumptions: readonly Assumption[];
  /** Documents that cannot be judged. */
  readonly failed: readonly UnreadableFile[];
}

/**
 * Lints manifests as they are, and once more with the releases that are assumed where they tell none. What is found with these
 * alone is a warning, and says what it assumes.
 */
export function lintAssuming(
  manifests: readonly ManifestObject[],
  selected: readonly Rule[],
  assumed: Assumed = {},
): LintedModel {
  const { model: likely, ...reading } = readJudgeable(manifests, new Releases(assumed));
  const { failed } = reading;
  const assumptions = distinct(likely.assumptions.map(({ assumption }) => assumption));
  if (assumptions.length === 0) {
    return { model: likely, findings: lint(likely, selected), assumptions, failed };
  }
  const model = readModel(reading.manifests);
  const certain = lint(model, selected);
  const supposed = lint(likely, selected);
  return { model, findings: joined(certain, supposed, likely), assumptions, failed };
}

/** What is certain, and what is found on an assumption alone; of one place and rule the graver. */
function joined(
  certain: readonly LintFinding[],
  supposed: readonly LintFinding[],
  likely: Model,
): LintFinding[] {
  const graver = new Set(certain.filter(({ severity }) => severity !== 'info').map(placeOf));
  const same = new Set(certain.map((finding) => `${placeOf(finding)}\n${finding.message}`));
  const added = supposed
    .filter((finding) => !graver.has(placeOf(finding)))
    .filter((finding) => !same.has(`${placeOf(finding)}\n${finding.message}`));
  const replaced = new Set(added.map(placeOf));
  return [
    ...certain.filter((finding) => !replaced.has(placeOf(finding))),
    ...added.map((finding) => lowered(finding, likely)),
  ];
}

function placeOf({ object, path, rule }: LintFinding): string {
  return `${object.order}\n${pathText(path)}\n${rule.id}`;
}

function lowered(finding: LintFinding, { assumptions }: Model): LintFinding {
  const own = assumptions.filter(({ objects }) => objects.includes(finding.object));
  const names = distinct((own.length > 0 ? own : assumptions).map(({ assumption }) => assumption));
  return {
    ...finding,
    severity: finding.severity === 'error' ? 'warning' : finding.severity,
    message: `${finding.message} (assuming ${names.map(assumptionText).join(', ')})`,
  };
}

/** `collector 0.159.0`. */
export function assumptionText({ program, release }: Assumption): string {
  return `${program} ${release}`;
}

function distinct(assumptions: readonly Assumption[]): Assumption[] {
  return [...new Map(assumptions.map((one) => [assumptionText(one), one])).values()];
}
