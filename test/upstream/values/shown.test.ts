import { expect, test } from 'vitest';
import { json, listed, oneLine, show } from '../../../src/upstream/values/shown.ts';

test('any value is shown, also one that JavaScript makes no text of', () => {
  const odd = JSON.parse('{"toString": 1}');
  expect(['a', 5, null, [odd], odd].map(show)).toEqual([
    "'a'",
    "'5'",
    "'null'",
    'a list',
    'a mapping',
  ]);
  expect([10n ** 18n, 'a', { a: 10n ** 17n }, undefined].map(json)).toEqual([
    '1000000000000000000',
    '"a"',
    '{"a":100000000000000000}',
    'undefined',
  ]);
});

test('a dozen names are listed, and the others counted', () => {
  expect(listed(['a', 'b'])).toBe('a, b');
  expect(listed(new Set(['a', 'b']), ' and ')).toBe('a and b');
  const many = Array.from({ length: 4000 }, (_, index) => index);
  expect(listed(many)).toBe('0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 3988 more');
});

test.each([
  ['a\nb', 'a b'],
  ['\u001b[2J\u009b1m', ' [2J 1m'],
  ['a\u202eb\u2066c', 'a b c'],
  ['##[error]a ##vso[task.x]b', '# #[error]a # #vso[task.x]b'],
  ['# a ## b', '# a ## b'],
  ['🦊 \ud83e a', '🦊   a'],
])('%j is shown as %j', (text, shown) => {
  expect(oneLine(text)).toBe(shown);
});
