import { locate } from '../model/kubernetes/embedded.ts';
import type { Model } from '../model/model.ts';
import type { Assumed, Assumption } from '../model/releases.ts';
import type { Severity } from '../upstream/values/problem.ts';
import { lastUpTo } from '../yaml/lines.ts';
import { lintAssuming } from './assuming.ts';
import { findRule } from './find-rule.ts';
import { ignoreProblem } from './ignore/ineffective/rule.ts';
import { type IgnoreComment, ignoreComments } from './ignores.ts';
import type { LintFinding } from './lint.ts';
import type { Rule } from './rule.ts';
import { rules } from './rules.ts';
import { type ManifestText, type ReadText, readText, type UnreadableFile } from './texts.ts';

export type { ManifestText, UnreadableFile } from './texts.ts';

/** How to lint. */
export interface LintOptions {
  /**
   * Ids of rules that do not count.
   *
   * @default - all rules count
   */
  readonly ignore?: readonly string[];
  /**
   * Releases of programs whose images tell none.
   *
   * @default - the newest ones that are known
   */
  readonly assume?: Assumed;
}

/** A finding and its place in a file. */
export interface PlacedFinding extends LintFinding {
  readonly file: string;
  /** Line in the file, from 1. */
  readonly line: number;
  /** Column in the line, from 1. */
  readonly column: number;
}

/** What is wrong with manifests. */
export interface Findings {
  /** In the order of application of their objects, then by place and rule. */
  readonly findings: readonly PlacedFinding[];
  /** What could not be read, in the order of the texts. */
  readonly unreadable: readonly UnreadableFile[];
}

/** What linting says about the manifests of a cluster. */
export interface LintReport extends Findings {
  /** What was read, as the manifests say it. */
  readonly model: Model;
  /** Releases that the manifests do not tell, and that were assumed. */
  readonly assumptions: readonly Assumption[];
}

/**
 * Lints manifests as one cluster, in the order in which they are applied. What ignore comments, ignore annotations and the
 * options ignore is left out. Texts that are no YAML are told, and the others are linted without them.
 *
 * @throws for unknown rules in the options
 */
export function lintManifests(texts: readonly ManifestText[], options?: LintOptions): LintReport {
  return lintTexts(texts.map(readText), options);
}

/**
 * Lints what has been read, as `lintManifests` does.
 *
 * @throws for unknown rules in the options
 */
export function lintTexts(
  texts: readonly ReadText[],
  { ignore = [], assume }: LintOptions = {},
): LintReport {
  const ignored = new Set(ignore.map(findRule));
  const selected = rules.filter((rule) => !ignored.has(rule));
  const manifests = texts.flatMap((text) => text.manifests);
  const { model, findings: found, assumptions, failed } = lintAssuming(manifests, selected, assume);
  const comments = new Map(texts.map(({ file, text }) => [file, ignoreComments(text)]));
  const ignoredPlaces = new Set([...comments].flatMap(([file, ofFile]) => placesOf(file, ofFile)));
  const findings = [
    ...found.map(placed),
    ...[...comments].flatMap(([file, ofFile]) => ineffective(ofFile, file, model, selected)),
  ];
  return {
    model,
    assumptions,
    findings: findings
      .filter(({ file, line, rule }) => !ignoredPlaces.has(placeKey(file, line, rule.id)))
      .sort(byPlace),
    unreadable: [...unreadableIn(texts), ...failed],
  };
}

/** How many findings of a severity there are. */
export function count({ findings }: Findings, severity: Severity): number {
  return findings.filter((finding) => finding.severity === severity).length;
}

/** Whether manifests may be applied: all read, nothing at error level, and no more warnings than are allowed. */
export function passes(report: Findings, maxWarnings = Number.POSITIVE_INFINITY): boolean {
  if (report.unreadable.length > 0) return false;
  return count(report, 'error') === 0 && count(report, 'warning') <= maxWarnings;
}

/** Which of some texts cannot be read. */
export function unreadableIn(texts: readonly ReadText[]): UnreadableFile[] {
  return texts.flatMap(({ unreadable }) => unreadable ?? []);
}

function placed(finding: LintFinding): PlacedFinding {
  const position = locate(finding) ?? { line: 1, column: 1 };
  return { ...finding, file: finding.object.origin?.file ?? '', ...position };
}

function byPlace(a: PlacedFinding, b: PlacedFinding): number {
  return (
    a.object.order - b.object.order ||
    a.line - b.line ||
    a.column - b.column ||
    (a.rule.id < b.rule.id ? -1 : Number(a.rule.id > b.rule.id))
  );
}

/** Where the comments of a file ignore what, for a reason. */
function placesOf(file: string, comments: readonly IgnoreComment[]): string[] {
  return comments.flatMap(({ target, ignores }) =>
    ignores
      .filter(({ reason }) => reason !== '')
      .map(({ ruleId }) => placeKey(file, target, ruleId)),
  );
}

function placeKey(file: string, line: number, ruleId: string): string {
  return `${line}\n${ruleId}\n${file}`;
}

/** Comments that ignore nothing, as findings about the object that they stand in, or before. */
function ineffective(
  comments: readonly IgnoreComment[],
  file: string,
  { objects }: Model,
  selected: readonly Rule[],
): PlacedFinding[] {
  const rule = findRule('ignore/ineffective');
  // nearly all files have none, and where all objects stand takes a while to tell
  if (comments.length === 0 || !selected.includes(rule)) return [];
  const ids = rules.map(({ id }) => id);
  const ofFile = objects.all.filter(({ origin }) => origin?.file === file);
  const starts = ofFile.map(({ origin, root }) => origin?.locate(root)?.line ?? 1);
  return comments.flatMap(({ ignores, line, column }) => {
    const object = ofFile[lastUpTo(starts, line)];
    if (!object) return [];
    return ignores.flatMap((ignore) => {
      const problem = ignoreProblem(ignore, ids);
      if (!problem) return [];
      return [{ rule, severity: rule.severity, ...problem, object, path: [], file, line, column }];
    });
  });
}
