import path from 'node:path';
import { pathToFileURL } from 'node:url';
import packageJson from '../../../package.json' with { type: 'json' };
import type { LintReport, PlacedFinding } from '../../lint/manifests.ts';
import type { Rule } from '../../lint/rule.ts';
import { rules } from '../../lint/rules.ts';
import { objectName, pathText } from '../../model/kubernetes/objects.ts';
import { rulePage, rulePageUrl } from './rule-page.ts';

const levels = { error: 'error', warning: 'warning', info: 'note' } as const;

/** Findings as SARIF 2.1.0, which code scanning services take. */
export function sarifReport({ findings }: LintReport): string {
  const sarif = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: packageJson.name,
            semanticVersion: packageJson.version,
            rules: rules.map(descriptor),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map(result),
      },
    ],
  };
  return `${JSON.stringify(sarif, undefined, 2)}\n`;
}

function descriptor(rule: Rule) {
  const { id, severity, rationale, source } = rule;
  return {
    id,
    shortDescription: { text: rationale },
    help: { text: `${rationale} (${source})`, markdown: rulePage(rule) },
    helpUri: rulePageUrl(rule),
    defaultConfiguration: { level: levels[severity] },
  };
}

function result({ rule, severity, message, fix, object, path: inner, ...place }: PlacedFinding) {
  const name = objectName(object);
  return {
    ruleId: rule.id,
    ruleIndex: rules.indexOf(rule),
    level: levels[severity],
    message: { text: fix === undefined ? message : `${message}; should be: ${fix}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(place.file) },
          region: { startLine: place.line, startColumn: place.column },
        },
        logicalLocations: [
          { fullyQualifiedName: inner.length === 0 ? name : `${name}/${pathText(inner)}` },
        ],
      },
    ],
  };
}

function uriOf(file: string): string {
  if (path.isAbsolute(file)) return pathToFileURL(file).href;
  return file.split(path.sep).map(encodeURIComponent).join('/');
}
