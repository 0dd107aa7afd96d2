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
import { objectName, pathText } from '../../model/kubernetes/objects.ts';
import { own, text } from '../../upstream/values/unknown.ts';
import { jsonText } from '../json-text.ts';
import { inRepository } from '../layout/built-file.ts';
import { rulePage } from './rule-page.ts';

// the pages of rules are in the report itself: a link to those of this machine leads nowhere
const homepage = homepageOf(packageJson);

// what GitHub sorts its list of alerts by
const problems = { error: 'error', warning: 'warning', info: 'recommendation' } as const;
const levels = { error: 'error', warning: 'warning', info: 'note' } as const;

/** Findings as SARIF 2.1.0, which code scanning services take, with the rules that they are of; files that cannot be read are notifications of the tool. */
export function sarifReport(
  { findings, unreadable }: Findings,
  texts: readonly ManifestText[],
): string {
  const edits = editsByFinding(findings, texts);
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
        invocations: unreadable.length === 0 ? undefined : [failed(unreadable)],
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) =>
          result(finding, told.indexOf(finding.rule), edits.get(finding)),
        ),
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

function failed(unreadable: readonly UnreadableFile[]) {
  return {
    executionSuccessful: false,
    toolExecutionNotifications: unreadable.map((file) => ({
      level: 'error',
      message: { text: file.message },
      locations: [{ physicalLocation: physicalLocation(file) }],
    })),
  };
}

function descriptor(rule: Rule) {
  const { id, severity, rationale, ignoreWhen, source } = rule;
  return {
    id,
    shortDescription: { text: rationale },
    fullDescription: { text: `${rationale}. It is right to ignore it when ${ignoreWhen}.` },
    help: { text: `${rationale} (${source})`, markdown: rulePage(rule) },
    defaultConfiguration: { level: levels[severity] },
    properties: { 'problem.severity': problems[severity], tags: [area(id)] },
  };
}

function area(id: Rule['id']): string {
  return id.slice(0, id.indexOf('/'));
}

function result(
  { rule, severity, message, fix, object, path: inner, ...place }: PlacedFinding,
  ruleIndex: number,
  edit: TextEdit | undefined,
) {
  const name = shortened(objectName(object));
  return {
    ruleId: rule.id,
    ruleIndex,
    level: levels[severity],
    message: { text: fix === undefined ? message : `${message}; should be: ${fix}` },
    locations: [
      {
        physicalLocation: physicalLocation(place),
        logicalLocations: [
          { fullyQualifiedName: inner.length === 0 ? name : `${name}/${pathText(inner)}` },
        ],
      },
    ],
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

function physicalLocation(place: Omit<UnreadableFile, 'message'>) {
  const { file, line, column } = inRepository(place);
  return {
    artifactLocation: { uri: uriOf(file) },
    region: line === undefined ? undefined : { startLine: line, startColumn: column },
  };
}

function uriOf(file: string): string {
  const relative = path.relative('', file);
  // services know files by their place in the repository
  if (path.isAbsolute(file) && relative.startsWith('..')) return pathToFileURL(file).href;
  return relative.split(path.sep).map(encodeURIComponent).join('/');
}
