import { expect, test } from 'vitest';
import { ignoreComments } from '../../src/lint/ignores.ts';

const ignores = [{ ruleId: 'a/b', reason: 'because' }];

test('a comment behind a value speaks of its own line', () => {
  expect(ignoreComments('x: 1\ny: 2 # tracing-lint-ignore a/b: because\n')).toEqual([
    { ignores, line: 2, column: 6, target: 2 },
  ]);
});

test('comments that stand alone speak of the first line behind them', () => {
  const text =
    '# tracing-lint-ignore a/b: because\n  # more\n#tracing-lint-ignore a/b: because\nx: 1\n';
  expect(ignoreComments(text)).toEqual([
    { ignores, line: 1, column: 1, target: 4 },
    { ignores, line: 3, column: 1, target: 4 },
  ]);
});

test('a comment may name several rules, and lines may end as they do on Windows', () => {
  const text = 'x: |\r\n  y: 1\r\n  # tracing-lint-ignore a/b: one: two; c/d: three\r\n  z: 2\r\n';
  expect(ignoreComments(text)).toEqual([
    {
      ignores: [
        { ruleId: 'a/b', reason: 'one: two' },
        { ruleId: 'c/d', reason: 'three' },
      ],
      line: 3,
      column: 3,
      target: 4,
    },
  ]);
});

test.each([
  ['# tracing-lint-ignore', [{ ruleId: '', reason: '' }]],
  ['# tracing-lint-ignore a/b', [{ ruleId: 'a/b', reason: '' }]],
  ['# tracing-lint-ignore a/b:  ', [{ ruleId: 'a/b', reason: '' }]],
])('%j says no reason', (text, expected) => {
  expect(ignoreComments(text)[0]?.ignores).toEqual(expected);
});

test('other comments are left alone', () => {
  expect(ignoreComments('# tracing-lint-ignored\n# see tracing-lint-ignore a/b: why\n')).toEqual(
    [],
  );
});
