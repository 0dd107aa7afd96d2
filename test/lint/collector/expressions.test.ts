import { expect, test } from 'vitest';
import { regularExpression } from '../../../src/lint/collector/regular-expression/rule.ts';
import { check } from '../check.ts';
import { config } from './at.ts';
import { collectorExample } from './example.ts';

test.each([
  ['a(?!b)', ', which has no look-around, got invalid or unsupported Perl syntax: `(?!`'],
  ['(?<=a)b', ', which has no look-around, got invalid named capture: `(?<=a)b`'],
  ['(?>a)b', ', which has no atomic groups, got invalid or unsupported Perl syntax: `(?>`'],
  ['(a)\\1', ', which has no back-references, got invalid escape sequence: `\\1`'],
  ['a(b', ', got missing closing ): `a(b`'],
  ['[a', ', got missing closing ]: `[a`'],
])('what Go lacks is named where an expression has it: %s', (expression, problem) => {
  const yaml = collectorExample({
    processors: `redaction:\n  allow_all_keys: true\n  blocked_values: ['${expression}']`,
  });
  expect(check(yaml, regularExpression)).toEqual([
    `${config}processors.redaction.blocked_values[0]: redaction: a regular expression must be one that Go supports${problem}`,
  ]);
});
