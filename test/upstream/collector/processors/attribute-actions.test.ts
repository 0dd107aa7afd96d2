import { expect, test } from 'vitest';
import { attributeActionProblems } from '../../../../src/upstream/collector/processors/attribute-actions.ts';

const problems = (action: object) =>
  attributeActionProblems({ actions: [action] }, 'actions', true).map(
    ({ path = [], message: problem }) => `${path.join('.')}: ${problem}`,
  );

test.each([
  { key: 'a', action: 'insert', value: 'b' },
  { key: 'a', action: 'UPSERT', from_attribute: 'b' },
  { key: 'a', action: 'update', value: '' },
  { key: 'a', action: 'insert', default_value: 1 },
  { key: 'a', action: 'delete' },
  { pattern: '^a', action: 'hash' },
  { key: 'a', action: 'delete', from_context: 'metadata.x' },
  { key: 'a', action: 'extract', pattern: '(?P<b>.*)' },
  { key: 'a', action: 'convert', converted_type: 'int' },
  // another word is told by the table of settings
  { key: 'a', action: 'add', value: 'b' },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the collector
  { key: '${env:KEY}', action: 'extract' },
])('%j is an action', (action) => {
  expect(problems(action)).toEqual([]);
});

test.each([
  [
    { key: 'a', action: 'insert' },
    'insert must have a value, from_attribute or from_context, got none',
  ],
  [
    { key: 'a', action: 'insert', value: 'b', from_attribute: 'c' },
    'insert must have one source, got value and from_attribute',
  ],
  [{ action: 'update', value: 'b' }, 'update must have a key, got none'],
  [{ action: 'delete' }, 'delete must have a key or pattern, got none'],
  [{ key: 'a', action: 'extract' }, 'extract must have a pattern, got none'],
  [
    { key: 'a', action: 'convert', converted_type: 'bool' },
    "converted_type must be one of string, int, double, got 'bool'",
  ],
  [
    { key: 'a', value: 'b' },
    'action must be one of insert, update, upsert, delete, hash, extract, convert, got none',
  ],
])('%j is none: %s', (action, problem) => {
  expect(problems(action)).toEqual([`actions.0: ${problem}`]);
});

test.each([
  [{ key: 'a', action: 'delete', value: 'b' }, 'value', 'delete must have no value'],
  [
    { key: 'a', action: 'insert', value: 'b', pattern: 'c' },
    'pattern',
    'insert must have no pattern',
  ],
  [
    { key: 'a', action: 'upsert', value: '5', converted_type: 'int' },
    'converted_type',
    'upsert must have no converted_type',
  ],
])('%j has what it does not use', (action, key, problem) => {
  expect(problems(action)).toEqual([`actions.0.${key}: ${problem}`]);
});

test('there must be an action', () => {
  expect(attributeActionProblems({}, 'attributes', false)).toEqual([
    {
      path: ['attributes'],
      message: 'attributes must have at least one action, it has none',
    },
  ]);
});

test('the actions of a processor that no pipeline has are not read, and those of a file are not known', () => {
  const actions = [{ key: 'a', action: 'insert' }];
  expect(attributeActionProblems({ actions }, 'actions', false)).toEqual([]);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a file that the collector reads
  expect(attributeActionProblems({ actions: '${file:actions.yaml}' }, 'actions', true)).toEqual([]);
});
