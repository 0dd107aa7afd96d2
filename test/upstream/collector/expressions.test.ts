import { expect, test } from 'vitest';
import { regularExpressionProblems } from '../../../src/upstream/collector/expressions/settings.ts';
import { expressionSamples, readable, unreadable } from '../../cluster/fixtures/expressions.ts';

const release = '0.158.0';

test.each(expressionSamples)('$kind/$type $path', ({ kind, type, settings, path }) => {
  const told = (expression: string) =>
    regularExpressionProblems(kind, type, settings(expression), release);
  expect(told(readable)).toEqual([]);
  expect(told(`\${env:EXPRESSION}(?=a)`)).toEqual([]);
  expect(told(unreadable)).toMatchObject([
    { path, message: expect.stringMatching(/^a regular expression must be one that Go supports/) },
  ]);
});

test('what is no regular expression is not read as one', () => {
  const told = (type: string, settings: object) =>
    regularExpressionProblems('processors', type, settings, release);
  const properties = { match_type: 'strict', services: [unreadable] };
  expect(told('attributes', { actions: [], include: properties })).toEqual([]);
  const text = { key: 'a', values: [unreadable] };
  const plain = { name: 'a', type: 'string_attribute', string_attribute: text };
  expect(told('tail_sampling', { policies: [plain] })).toEqual([]);
  const matching = { ...text, enabled_regex_matching: true };
  const other = { name: 'a', type: 'always_sample', string_attribute: matching };
  expect(told('tail_sampling', { policies: [other] })).toEqual([]);
});

test('former ids have the same settings, and an unknown component has none that are known', () => {
  const settings = { exclude: { pods: [{ name: unreadable }] } };
  expect(
    regularExpressionProblems('processors', 'k8sattributes', settings, undefined),
  ).toHaveLength(1);
  expect(regularExpressionProblems('processors', 'mine', settings, release)).toEqual([]);
});
