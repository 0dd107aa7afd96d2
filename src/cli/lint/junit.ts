import type { Findings, PlacedFinding, UnreadableFile } from '../../lint/manifests.ts';
import { objectName, pathText } from '../../model/kubernetes/objects.ts';
import { oneLine } from '../../upstream/values/shown.ts';
import { xmlAttributes, xmlText } from '../../upstream/xml.ts';

/**
 * Findings as JUnit has them, which CI systems show: a suite a file, a case a finding. Errors are failures; warnings and infos are told
 * in cases that pass, since they fail no run; a file that cannot be read is an error of its suite. A file without findings is a case
 * that passes.
 *
 * @param files names of all files that were read
 */
export function junitReport({ findings, unreadable }: Findings, files: readonly string[]): string {
  const byFile = new Map<string, Case[]>(files.map((file) => [file, []]));
  const add = (file: string, one: Case) => {
    const cases = byFile.get(file);
    if (cases) cases.push(one);
    else byFile.set(file, [one]);
  };
  for (const file of unreadable) add(file.file, unreadableCase(file));
  for (const finding of findings) add(finding.file, findingCase(finding));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${xmlAttributes({ name: 'tracing lint', ...countsOf([...byFile.values()].flatMap(told)) })}>`,
    ...[...byFile].flatMap(([file, cases]) => suite(file, cases)),
    '</testsuites>',
    '',
  ].join('\n');
}

type Result = 'failure' | 'error' | 'system-out';

interface Case {
  readonly name: string;
  /** Unset for a case that passes without a word. */
  readonly outcome?: {
    readonly result: Result;
    /** What CI systems group by: the rule, or that a file cannot be read. */
    readonly type: string;
    readonly message: string;
    readonly details: readonly string[];
  };
}

function findingCase(finding: PlacedFinding): Case {
  const { rule, severity, message, fix, object, path, file, line, column } = finding;
  return {
    name: `${rule.id} at ${line}:${column}`,
    outcome: {
      result: severity === 'error' ? 'failure' : 'system-out',
      type: rule.id,
      message: `${severity}: ${message}`,
      details: [
        `${file}:${line}:${column}: ${severity}: ${message}`,
        ...(fix === undefined ? [] : [`should be: ${fix}`]),
        `because ${rule.rationale}`,
        `in ${objectName(object)} ${pathText(path)}`,
      ],
    },
  };
}

function unreadableCase({ file, message, line, column }: UnreadableFile): Case {
  const place = line === undefined ? file : `${file}:${line}:${column}`;
  const details = [`${place}: ${message}`];
  return {
    name: 'can be read',
    outcome: { result: 'error', type: 'unreadable', message, details },
  };
}

function suite(file: string, cases: readonly Case[]): string[] {
  const shown = told(cases);
  const attributes = xmlAttributes({ name: oneLine(file), ...countsOf(shown) });
  return [
    `  <testsuite${attributes}>`,
    ...shown.flatMap((one) => caseLines(file, one)),
    '  </testsuite>',
  ];
}

/** Cases of a file as they are told; a suite without any would be taken for one that did not run. */
function told(cases: readonly Case[]): readonly Case[] {
  return cases.length > 0 ? cases : [{ name: 'no findings' }];
}

function countsOf(cases: readonly Case[]) {
  const counted = (result: Result) =>
    cases.filter(({ outcome }) => outcome?.result === result).length;
  return { tests: cases.length, failures: counted('failure'), errors: counted('error') };
}

function caseLines(file: string, { name, outcome }: Case): string[] {
  const attributes = xmlAttributes({ classname: oneLine(file), name });
  if (!outcome) return [`    <testcase${attributes}/>`];
  const { result, type, message, details } = outcome;
  const told = result === 'system-out' ? '' : xmlAttributes({ type, message: oneLine(message) });
  const text = details.map(oneLine).map(xmlText).join('\n');
  return [
    `    <testcase${attributes}>`,
    `      <${result}${told}>${text}</${result}>`,
    '    </testcase>',
  ];
}
