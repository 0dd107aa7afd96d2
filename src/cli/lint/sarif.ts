import path from 'node:path';
import { pathToFileURL } from 'node:url';
import packageJson from '../../../package.json' with { type: 'json' };
import type {
  Findings,
  ManifestText,
  PlacedFinding,
  UnreadableFile,
} from '../../lint/manifests.ts';
import type { TextEdit } from '../../lint/repair/edits.ts';
import { editsByFinding } from '../../lint/repair/write.ts';
import type { Rule } from '../../lint/rule.ts';
import { rules } from '../../lint/rules.ts';
import { shortened } from '../../lint/shortened.ts';
import { inRepository } from '../../model/kubernetes/built-file.ts';
import { objectName, pathText } from '../../model/kubernetes/objects.ts';
import { own, text } from '../../upstream/values/unknown.ts';
import { jsonText } from '../json-text.ts';
import { lineHashes } from './line-hash.ts';
import { rulePageAlone } from './rule-page.ts';

// the pages of rules are in the report itself: a link to those of this machine leads nowhere
const homepage = homepageOf(packageJson);

// what GitHub sorts its list of alerts by: an error is certain from the manifests, an info hangs on what they do not tell
const problems = { error: 'error', warning: 'warning', info: 'recommendation' } as const;
const precisions = { error: 'very-high', warning: 'high', info: 'medium' } as const;
const levels = { error: 'error', warning: 'warning', info: 'note' } as const;

/** Results above which GitHub refuses a run. Source: GitHub's documents on SARIF support for code scanning, as all that is required here. */
export const mostResults = 25_000;

/**
 * Findings as SARIF 2.1.0, which code scanning services take, with the rules that they are of; files that cannot be read are notifications
 * of the tool, and so is what is left out of more findings than they take, the least severe of them.
 */
export function sarifReport(
  { findings: found, unreadable }: Findings,
  texts: readonly ManifestText[],
): string {
  const findings = mostSevere(found);
  const notes = [...unreadable.map(unread), ...leftOut(found.length - findings.length)];
  const edits = editsByFinding(findings, texts);
  const files = new Map(texts.map(({ file, text }) => [file, sourceOf(text)]));
  const told = rules.filter((rule) => findings.some((finding) => finding.rule === rule));
  const sarif = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: packageJson.name,
            semanticVersion: packageJson.version,
            informationUri: homepage,
            rules: told.map(descriptor),
          },
        },
        invocations:
          notes.length === 0
            ? undefined
            : [
                {
                  executionSuccessful: unreadable.length === 0,
                  toolExecutionNotifications: notes,
                },
              ],
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => ({
          ruleIndex: told.indexOf(finding.rule),
          ...result(finding, edits.get(finding), files.get(inRepository(finding).file)),
        })),
      },
    ],
  };
  return jsonText(sarif);
}

/** Where a package is at home, as its package.json says: its home page, or else its repository; undefined where it names none. */
export function homepageOf(packageFile: unknown): string | undefined {
  const repository = own(packageFile, 'repository');
  const url = text(own(repository, 'url')) ?? text(repository);
  const named = text(own(packageFile, 'homepage')) ?? url?.replace(/^git\+/, '');
  return named !== undefined && /^https?:\/\//.test(named)
    ? named.replace(/\.git$/, '')
    : undefined;
}

function mostSevere(findings: readonly PlacedFinding[]): readonly PlacedFinding[] {
  if (findings.length <= mostResults) return findings;
  const order = Object.keys(levels);
  const sorted = findings.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  return sorted.slice(0, mostResults);
}

function unread(file: UnreadableFile) {
  return {
    level: 'error',
    message: { text: file.message },
    locations: [{ physicalLocation: physicalLocation(inRepository(file)) }],
  };
}

function leftOut(count: number) {
  const text = `${count} more findings are not in this report, which is refused with more than ${mostResults}`;
  return count === 0 ? [] : [{ level: 'warning', message: { text } }];
}

/** What results tell of a file: its lines, and what GitHub knows them again by. */
function sourceOf(text: string) {
  let hashes: ReturnType<typeof lineHashes> | undefined;
  return {
    lines: text.split(/\r\n|\n|\r/),
    hash(line: number) {
      hashes ??= lineHashes(text);
      return hashes(line);
    },
  };
}

type Source = ReturnType<typeof sourceOf>;

function descriptor(rule: Rule) {
  const { id, severity, rationale, ignoreWhen, source } = rule;
  return {
    id,
    shortDescription: { text: rationale },
    fullDescription: { text: `${rationale}. When it is right to ignore it: ${ignoreWhen}.` },
    help: { text: `${rationale} (${source})`, markdown: rulePageAlone(rule) },
    defaultConfiguration: { level: levels[severity] },
    properties: {
      'problem.severity': problems[severity],
      precision: precisions[severity],
      tags: [area(id)],
    },
  };
}

function area(id: Rule['id']): string {
  return id.slice(0, id.indexOf('/'));
}

function result(finding: PlacedFinding, edit: TextEdit | undefined, source: Source | undefined) {
  const { rule, severity, message, fix, object, path: inner } = finding;
  const place = inRepository(finding);
  const name = shortened(objectName(object));
  const lineHash = source?.hash(place.line);
  return {
    ruleId: rule.id,
    level: levels[severity],
    message: { text: fix === undefined ? message : `${message}; should be: ${fix}` },
    locations: [
      {
        physicalLocation: physicalLocation(place, source?.lines),
        logicalLocations: [
          { fullyQualifiedName: inner.length === 0 ? name : `${name}/${pathText(inner)}` },
        ],
      },
    ],
    partialFingerprints: lineHash && { primaryLocationLineHash: lineHash },
    fixes: edit && [repair(edit)],
  };
}

function repair({ file, line, column, endColumn, text }: TextEdit) {
  const deletedRegion = { startLine: line, startColumn: column, endLine: line, endColumn };
  return {
    description: { text: `write ${text}` },
    artifactChanges: [
      {
        artifactLocation: { uri: uriOf(file) },
        replacements: [{ deletedRegion, insertedContent: { text } }],
      },
    ],
  };
}

/** A place from its column to the end of its line. */
function physicalLocation(
  { file, line, column }: Omit<UnreadableFile, 'message'>,
  lines: readonly string[] | undefined = [],
) {
  const artifactLocation = { uri: uriOf(file) };
  if (line === undefined) return { artifactLocation };
  const length = lines[line - 1]?.length;
  const endColumn = length === undefined ? undefined : Math.max(length + 1, column ?? 1);
  return {
    artifactLocation,
    region: { startLine: line, startColumn: column, endLine: line, endColumn },
  };
}

function uriOf(file: string): string {
  const relative = path.relative('', file);
  // services know files by their place in the repository
  if (path.isAbsolute(file) && relative.startsWith('..')) return pathToFileURL(file).href;
  return relative.split(path.sep).map(encodeURIComponent).join('/');
}
