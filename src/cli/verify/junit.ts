import { groupNames, type Result } from '../../verify/check.ts';
import { countOf, type VerifyReport } from '../../verify/verify.ts';

/** Results as JUnit has them, which CI systems show: a suite a group, a case a check; what could not be told is skipped. */
export function junitReport({ cluster, results, limits }: VerifyReport): string {
  const suites = groupNames.flatMap((group) => {
    const ofGroup = results.filter((result) => result.group === group);
    if (ofGroup.length === 0) return [];
    const attributes = attributesOf({
      name: group,
      tests: ofGroup.length,
      failures: countOf(ofGroup, 'failed'),
      skipped: countOf(ofGroup, 'untested'),
      time: ofGroup.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(3),
    });
    return [`  <testsuite${attributes}>`, ...ofGroup.map(caseOf), '  </testsuite>'];
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributesOf({ name: `tracing verify ${cluster}` })}>`,
    ...suites,
    ...limits.map((limit) => `  <!-- not tested: ${escaped(limit).replaceAll('--', '- -')} -->`),
    '</testsuites>',
    '',
  ].join('\n');
}

function caseOf(result: Result): string {
  const { group, title, seconds, status } = result;
  const attributes = attributesOf({ classname: group, name: title, time: seconds.toFixed(3) });
  const inner = {
    passed: undefined,
    failed: 'failure',
    untested: 'skipped',
    warned: 'system-out',
  }[status];
  if (inner === undefined) return `    <testcase${attributes}/>`;
  const message = inner === 'system-out' ? '' : attributesOf({ message: result.message });
  return [
    `    <testcase${attributes}>`,
    `      <${inner}${message}>${escaped(details(result))}</${inner}>`,
    '    </testcase>',
  ].join('\n');
}

function details({ message, hop, evidence = [], fix }: Result): string {
  return [
    message,
    ...(hop === undefined ? [] : [`hop: ${hop}`]),
    ...evidence,
    ...(fix === undefined ? [] : [`do: ${fix}`]),
  ].join('\n');
}

function attributesOf(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(`${value}`)}"`)
    .join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escaped(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no place for these
  const allowed = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, ' ');
  return allowed.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
