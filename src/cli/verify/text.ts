import { oneLine } from '../../upstream/values/shown.ts';
import { groupNames, type Result, type Status } from '../../verify/check.ts';
import { countOf, nothingTold, type VerifyReport } from '../../verify/verify.ts';
import { type Colours, plain } from '../colours.ts';

const signs: Readonly<
  Record<Status, { readonly sign: string; readonly colour: keyof Colours; readonly word: string }>
> = {
  passed: { sign: '✓', colour: 'green', word: 'passed' },
  warned: { sign: '!', colour: 'yellow', word: 'to look at' },
  failed: { sign: '✗', colour: 'red', word: 'failed' },
  untested: { sign: '?', colour: 'cyan', word: 'not tested' },
};

/** From what is told first to what is told last. */
const order: readonly Status[] = ['failed', 'warned', 'untested', 'passed'];

/**
 * Results for people: a line for each group that is green, and for what is not, where on the way of a span it is, what it is judged by and
 * what to do.
 */
export function textReport(
  { cluster, results, limits }: VerifyReport,
  colours: Colours = plain,
): string {
  const groups = groupNames.flatMap((group) => {
    const ofGroup = results.filter((result) => result.group === group);
    return ofGroup.length === 0 ? [] : groupLines(group, ofGroup, colours);
  });
  return [
    `cluster ${oneLine(cluster)}`,
    ...groups,
    ...(limits.length === 0 ? [] : ['', 'not tested:', ...limits.map((limit) => `  ${limit}`)]),
    '',
    summary(results, colours),
    '',
  ].join('\n');
}

function groupLines(group: string, results: readonly Result[], colours: Colours): string[] {
  const worst = order.find((status) => countOf(results, status) > 0) ?? 'passed';
  const { sign, colour } = signs[worst];
  const bad = results.filter(({ status }) => status === 'failed' || status === 'warned');
  const timed = results.filter(({ status, times }) => status === 'passed' && times);
  return [
    `${colours[colour](sign)} ${group.padEnd(10)} ${countsOf(results, colours)}`,
    ...timed.map(timeLine),
    ...bad.flatMap((result) => badLines(result, colours)),
    ...untestedLines(results, colours),
  ];
}

function countsOf(results: readonly Result[], colours: Colours): string {
  const parts = order.flatMap((status) => {
    const count = countOf(results, status);
    const { colour, word } = signs[status];
    return status === 'passed' || count === 0 ? [] : [colours[colour](`${count} ${word}`)];
  });
  return [`${results.length} ${results.length === 1 ? 'check' : 'checks'}`, ...parts].join(', ');
}

function timeLine({ title, message, times = [] }: Result): string {
  const hops = times.map(({ hop, seconds }) => `${hop} ${seconds.toFixed(1)} s`);
  return `    ${oneLine(`${title}: ${message} (${hops.join(', ')})`)}`;
}

function badLines(result: Result, colours: Colours): string[] {
  const { status, title, message, hop, evidence = [], fix } = result;
  const { sign, colour } = signs[status];
  return [
    `  ${colours[colour](sign)} ${oneLine(title)}`,
    `      ${oneLine(message)}`,
    ...(hop === undefined ? [] : [`      hop: ${colours.bold(oneLine(hop))}`]),
    ...evidence.map((line) => `      ${colours.dim('|')} ${oneLine(line)}`),
    ...(fix === undefined ? [] : [`      do:  ${oneLine(fix)}`]),
  ];
}

/** What could not be told, once for each reason. */
function untestedLines(results: readonly Result[], colours: Colours): string[] {
  const untested = results.filter(({ status }) => status === 'untested');
  const reasons = new Map<string, Result[]>();
  for (const result of untested) {
    reasons.set(result.message, [...(reasons.get(result.message) ?? []), result]);
  }
  return [...reasons.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
    return badLines({ ...first, title: `${first.title}${more}` }, colours);
  });
}

function summary(results: readonly Result[], colours: Colours): string {
  const failures = results.filter(({ status }) => status === 'failed');
  if (failures.length > 0) {
    // checks run from what all others need to what needs all others
    const hop = failures.find((failure) => failure.hop !== undefined)?.hop;
    const where = hop === undefined ? '' : `; look first at ${oneLine(hop)}`;
    return colours.red(`${failures.length} of ${results.length} checks failed${where}`);
  }
  const reason = nothingTold(results);
  if (reason !== undefined) {
    return colours.red(`nothing of the stack could be checked: ${oneLine(reason)}`);
  }
  const [warned, untested] = [countOf(results, 'warned'), countOf(results, 'untested')];
  if (warned + untested > 0) {
    const parts = [
      ...(warned > 0 ? [`${warned} to look at`] : []),
      ...(untested > 0 ? [`${untested} not tested`] : []),
    ];
    return `nothing failed, ${parts.join(', ')}`;
  }
  const before = results.every(({ group }) => group === 'cluster');
  return colours.green(before ? 'the cluster is ready for it' : 'the stack works');
}
