import { expect, test } from 'vitest';
import { listOf, oneOf, section } from '../../../src/upstream/values/setting.ts';
import { settingProblems } from '../../../src/upstream/values/setting-problems.ts';

const setting = section({
  names: listOf('text'),
  waits: listOf('duration'),
  mode: oneOf('strict', 'regexp'),
  label: 'text',
  rules: listOf(section({ name: 'text', count: 'number' })),
  open: section({ size: 'number' }, true),
});

function problems(settings: object, strict: boolean | undefined = true): string[] {
  return settingProblems(setting, settings, { strict }).map(
    ({ path = [], message: problem, fix }) =>
      `${path.join('.')}: ${problem}${fix === undefined ? '' : `; ${fix}`}`,
  );
}

test.each([
  { names: ['a', 'b'], waits: ['1s', '250ms'], mode: 'REGEXP', rules: [{ name: 'a', count: 1 }] },
  // a text is taken for a list of one
  { names: 'a', mode: '', open: { size: 1, anything: 2 } },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the collector
  { mode: '${env:MODE}', rules: '${file:rules.yaml}' },
])('%j passes', (settings) => {
  expect(problems(settings)).toEqual([]);
});

test.each([
  [{ names: { a: 1 } }, 'names: names must be a list of strings, got a mapping'],
  [{ names: [{ a: 1 }] }, 'names: names must be a list of strings, got a list'],
  [{ waits: { a: 1 } }, 'waits: waits must be a list of durations, got a mapping'],
  [{ mode: 'glob' }, "mode: mode must be one of strict, regexp, got 'glob'"],
  [{ mode: ['strict'] }, 'mode: mode must be one of strict, regexp, got a list'],
  [{ rules: { name: 'a' } }, 'rules: rules must be a list, got a mapping'],
  [{ rules: ['a'] }, "rules.0: rules[0] must be a mapping of name, count …, got 'a'"],
  [{ rules: [{ naem: 'a' }] }, "rules.0.naem: 'naem' is not a setting of rules[0]; name"],
  [{ rules: [{}, { count: 'x' }] }, "rules.1.count: count must be a number, got 'x'"],
  [{ open: { sizes: 1 } }, "open.sizes: 'sizes' is not a setting of open; size"],
  [{ label: 7 }, "label: label must be a string in quotes, got '7'; '7'"],
])('%j does not', (settings, problem) => {
  expect(problems(settings)).toEqual([problem]);
});

test('durations are looked at one by one', () => {
  const [found] = problems({ waits: ['1s', 'soon'] });
  expect(found).toMatch(/^waits\.1: waits\[1\] must be .*'soon'/);
});

test('releases that convert types take a number for a text', () => {
  expect(problems({ label: 7 }, false)).toEqual([]);
});
