import { xmlAttributes, xmlText } from '../../upstream/xml.ts';
import { groupNames, type Result } from '../../verify/check.ts';
import { countOf, type VerifyReport } from '../../verify/verify.ts';

/** Results as JUnit has them, which CI systems show: a suite a group, a case a check; what could not be told is skipped. */
export function junitReport({ cluster, results, limits }: VerifyReport): string {
  const suites = groupNames.flatMap((group) => {
    const ofGroup = results.filter((result) => result.group === group);
    if (ofGroup.length === 0) return [];
    const attributes = xmlAttributes({
      name: group,
      tests: ofGroup.length,
      failures: countOf(ofGroup, 'failed'),
      errors: 0,
      skipped: countOf(ofGroup, 'untested'),
      time: ofGroup.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(3),
    });
    return [`  <testsuite${attributes}>`, ...ofGroup.map(caseOf), '  </testsuite>'];
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${xmlAttributes({ name: `tracing verify ${cluster}` })}>`,
    ...suites,
    ...limits.map((limit) => `  <!-- not tested: ${xmlText(limit).replaceAll('--', '- -')} -->`),
    '</testsuites>',
    '',
  ].join('\n');
}

function caseOf(result: Result): string {
  const { group, title, seconds, status } = result;
  const attributes = xmlAttributes({ classname: group, name: title, time: seconds.toFixed(3) });
  const inner = {
    passed: undefined,
    failed: 'failure',
    untested: 'skipped',
    warned: 'system-out',
  }[status];
  if (inner === undefined) return `    <testcase${attributes}/>`;
  const message = inner === 'system-out' ? '' : xmlAttributes({ message: result.message });
  return [
    `    <testcase${attributes}>`,
    `      <${inner}${message}>${xmlText(details(result))}</${inner}>`,
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
