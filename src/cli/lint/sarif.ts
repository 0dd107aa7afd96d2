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
import { jsonText } from '../json-text.ts';
import { linterPageUrl, rulePage, rulePageUrl } from './rule-page.ts';

// what GitHub sorts its list of alerts by
const problems = { error: 'error', warning: 'warning', info: 'recommendation' } as const;
const levels = { error: 'error', warning: 'warning', info: 'note' } as const;

/** Findings as SARIF 2.1.0, which code scanning services take; files that cannot be read are notifications of the tool. */
export function sarifReport(
  { findings, unreadable }: Findings,
  texts: readonly ManifestText[],
): string {
  const edits = editsByFinding(findings, texts);
  const sarif = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: packageJson.name,
            semanticVersion: packageJson.version,
            informationUri: linterPageUrl(),
            rules: rules.map(descriptor),
          },
        },
        invocations: unreadable.length === 0 ? undefined : [failed(unreadable)],
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => result(finding, edits.get(finding))),
      },
    ],
  };
  return jsonText(sarif);
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
    helpUri: rulePageUrl(rule),
    defaultConfiguration: { level: levels[severity] },
    properties: { 'problem.severity': problems[severity], tags: [area(id)] },
  };
}

function area(id: Rule['id']): string {
  return id.slice(0, id.indexOf('/'));
}

function result(
  { rule, severity, message, fix, object, path: inner, ...place }: PlacedFinding,
  edit: TextEdit | undefined,
) {
  const name = shortened(objectName(object));
  return {
    ruleId: rule.id,
    ruleIndex: rules.indexOf(rule),
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

function physicalLocation({ file, line, column }: Omit<UnreadableFile, 'message'>) {
  return {
    artifactLocation: { uri: uriOf(file) },
    region: line === undefined ? undefined : { startLine: line, startColumn: column },
  };
}

function uriOf(file: string): string {
  if (path.isAbsolute(file)) return pathToFileURL(file).href;
  return file.split(path.sep).map(encodeURIComponent).join('/');
}
