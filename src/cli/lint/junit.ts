import type { Findings, PlacedFinding, UnreadableFile } from '../../lint/manifests.ts';
import { objectName, pathText } from '../../model/kubernetes/objects.ts';
import { oneLine } from '../../upstream/values/shown.ts';
import { xmlAttributes, xmlText } from '../xml.ts';

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
    `<testsuites${xmlAttributes({ name: 'tracing lint' })}>`,
    ...[...byFile].flatMap(([file, cases]) => suite(file, cases)),
    '</testsuites>',
    '',
  ].join('\n');
}

interface Case {
  readonly name: string;
  readonly result: 'failure' | 'error' | 'system-out';
  readonly message: string;
  readonly details: readonly string[];
}

function findingCase(finding: PlacedFinding): Case {
  const { rule, severity, message, fix, object, path, file, line, column } = finding;
  return {
    name: `${rule.id} at ${line}:${column}`,
    result: severity === 'error' ? 'failure' : 'system-out',
    message: `${severity}: ${message}`,
    details: [
      `${file}:${line}:${column}: ${severity}: ${message}`,
      ...(fix === undefined ? [] : [`should be: ${fix}`]),
      `because ${rule.rationale}`,
      `in ${objectName(object)} ${pathText(path)}`,
    ],
  };
}

function unreadableCase({ file, message, line, column }: UnreadableFile): Case {
  const place = line === undefined ? file : `${file}:${line}:${column}`;
  return { name: 'can be read', result: 'error', message, details: [`${place}: ${message}`] };
}

function suite(file: string, cases: readonly Case[]): string[] {
  const counted = (result: Case['result']) => cases.filter((one) => one.result === result).length;
  const attributes = xmlAttributes({
    name: oneLine(file),
    tests: Math.max(1, cases.length),
    failures: counted('failure'),
    errors: counted('error'),
  });
  const empty = `    <testcase${xmlAttributes({ classname: oneLine(file), name: 'no findings' })}/>`;
  return [
    `  <testsuite${attributes}>`,
    ...(cases.length === 0 ? [empty] : cases.flatMap((one) => caseLines(file, one))),
    '  </testsuite>',
  ];
}

function caseLines(file: string, { name, result, message, details }: Case): string[] {
  const attributes = xmlAttributes({ classname: oneLine(file), name });
  const told = result === 'system-out' ? '' : xmlAttributes({ message: oneLine(message) });
  const text = details.map(oneLine).map(xmlText).join('\n');
  return [
    `    <testcase${attributes}>`,
    `      <${result}${told}>${text}</${result}>`,
    '    </testcase>',
  ];
}
