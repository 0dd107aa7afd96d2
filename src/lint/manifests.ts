import { locate } from '../model/embedded.ts';
import { readModel } from '../model/model.ts';
import { type KubeObject, type ManifestObject, pathText } from '../model/objects.ts';
import { parseYaml } from '../yaml.ts';
import { findRule } from './find-rule.ts';
import { ignoreProblem } from './ignore/ineffective.ts';
import { type IgnoreComment, ignoreComments } from './ignores.ts';
import { type LintFinding, lint } from './lint.ts';
import type { Rule, Severity } from './rule.ts';
import { rules } from './rules.ts';

/** A text with manifests. */
export interface ManifestText {
  /** Name for messages and positions. */
  readonly file: string;
  /** YAML or JSON, any number of documents. */
  readonly text: string;
}

/** How to lint. */
export interface LintOptions {
  /**
   * Ids of rules that do not count.
   *
   * @default - all rules count
   */
  readonly ignore?: readonly string[];
}

/** A finding as people and programs read it. */
export interface ReportedFinding {
  readonly rule: Rule;
  readonly severity: Severity;
  /** What is wrong, in plain words. */
  readonly message: string;
  /** What to write instead; unset where that is not certain. */
  readonly fix?: string;
  /** The object that it is about. */
  readonly object: ObjectIdentity;
  /** Where in the object, such as `spec.config.exporters["otlp/jaeger"].endpoint`; empty for the whole of it. */
  readonly path: string;
  readonly file: string;
  /** Line in the file, from 1. */
  readonly line: number;
  /** Column in the line, from 1. */
  readonly column: number;
}

/** What linting says about manifests. */
export interface LintReport {
  /** In the order of application of their objects, then by place and rule. */
  readonly findings: readonly ReportedFinding[];
  /** Everything that was read, in the order of application. */
  readonly objects: readonly ObjectIdentity[];
}

/** What tells an object from others; `namespace` is empty for cluster-scoped kinds. */
export type ObjectIdentity = Pick<KubeObject, 'apiVersion' | 'kind' | 'namespace' | 'name'>;

/**
 * Lints manifests as one cluster, in the order in which they are applied. What ignore comments, ignore annotations and the
 * options ignore is left out.
 *
 * @throws if a text is no YAML, with a line `file:line:column: reason` for each, and for unknown rules in the options
 */
export function lintManifests(
  texts: readonly ManifestText[],
  { ignore = [] }: LintOptions = {},
): LintReport {
  const ignored = new Set(ignore.map(findRule));
  const model = readModel(readTexts(texts));
  const selected = rules.filter((rule) => !ignored.has(rule));
  const comments = new Map(texts.map(({ file, text }) => [file, ignoreComments(text)]));
  const findings = [
    ...lint(model, selected).map(placed),
    ...[...comments].flatMap(([file, ofFile]) =>
      ineffective(ofFile, selected).map((problem) => inFile(model.objects.all, file, problem)),
    ),
  ];
  return {
    findings: findings
      .filter((finding) => !isIgnored(finding, comments.get(finding.file) ?? []))
      .sort(byPlace)
      .map(({ order: _, ...finding }) => finding),
    objects: model.objects.all,
  };
}

/** How many findings of a severity there are. */
export function count({ findings }: LintReport, severity: Severity): number {
  return findings.filter((finding) => finding.severity === severity).length;
}

/** Whether manifests may be applied: nothing at error level, and no more warnings than are allowed. */
export function passes(report: LintReport, maxWarnings = Number.POSITIVE_INFINITY): boolean {
  return count(report, 'error') === 0 && count(report, 'warning') <= maxWarnings;
}

function readTexts(texts: readonly ManifestText[]): ManifestObject[] {
  const problems: string[] = [];
  const manifests = texts.flatMap(({ file, text }) => {
    try {
      return parseYaml(text, file).map((origin) => ({ value: origin.value, origin }));
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
      return [];
    }
  });
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return manifests;
}

/** A finding that keeps the place of its object in the order of application. */
interface Placed extends ReportedFinding {
  readonly order: number;
}

function placed({ rule, severity, message, fix, object, path, ...rest }: LintFinding): Placed {
  const position = locate({ object, path, ...rest }) ?? { line: 1, column: 1 };
  return {
    rule,
    severity,
    message,
    ...(fix === undefined ? {} : { fix }),
    object: identity(object),
    path: pathText(path),
    file: object.origin?.file ?? '',
    ...position,
    order: object.order,
  };
}

function identity({ apiVersion, kind, namespace, name }: KubeObject): ObjectIdentity {
  return { apiVersion, kind, namespace, name };
}

function byPlace(a: Placed, b: Placed): number {
  return (
    a.order - b.order ||
    a.line - b.line ||
    a.column - b.column ||
    (a.rule.id < b.rule.id ? -1 : Number(a.rule.id > b.rule.id))
  );
}

function isIgnored({ rule, line }: Placed, comments: readonly IgnoreComment[]): boolean {
  return comments.some(
    ({ target, ignores }) =>
      target === line && ignores.some(({ ruleId, reason }) => ruleId === rule.id && reason !== ''),
  );
}

type CommentProblem = Pick<Placed, 'rule' | 'severity' | 'message' | 'fix' | 'line' | 'column'>;

function ineffective(comments: readonly IgnoreComment[], selected: readonly Rule[]) {
  const rule = findRule('ignore/ineffective');
  if (!selected.includes(rule)) return [];
  const ids = rules.map(({ id }) => id);
  return comments.flatMap(({ ignores, line, column }): CommentProblem[] =>
    ignores.flatMap((ignore) => {
      const problem = ignoreProblem(ignore, ids);
      return problem ? [{ rule, severity: rule.severity, ...problem, line, column }] : [];
    }),
  );
}

/** The problem of a comment as a finding about the object that it stands in, or before. */
function inFile(objects: readonly KubeObject[], file: string, problem: CommentProblem): Placed {
  const ofFile = objects.filter(({ origin }) => origin?.file === file);
  const startOf = ({ origin, root }: KubeObject) => origin?.locate(root)?.line ?? 1;
  const object = ofFile.findLast((candidate) => startOf(candidate) <= problem.line) ?? ofFile[0];
  return {
    ...problem,
    object: object ? identity(object) : { apiVersion: '', kind: '', namespace: '', name: '' },
    path: '',
    file,
    order: object?.order ?? objects.length,
  };
}
