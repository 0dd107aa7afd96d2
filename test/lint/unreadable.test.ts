import { expect, test } from 'vitest';
import { outcome } from './outcome.ts';

/** Each letter a list of nine times the one before. */
const bomb = [...'abcdefghi']
  .map((name, index, names) => {
    const inner = index === 0 ? 'x' : `*${names[index - 1]}`;
    return `${name}: &${name} [${Array(9).fill(inner).join(', ')}]\n`;
  })
  .join('');

test.each<[string, string, string]>([
  ['an anchor inside of itself', 'kind: &a [*a]', '1:11: anchor a contains itself'],
  ['two anchors around each other', 'a: &a {b: &b {a: *a}}', '1:18: anchor a contains itself'],
  ['a merge of itself', 'a: &a\n  <<: *a\n', '2:7: anchor a contains itself'],
  ['an unknown anchor', 'a: 1\nb: *c', '2:4: anchor c is not defined'],
  ['aliases that multiply', bomb, '4:20: aliases make the document too large'],
  ['10,000 lists', '['.repeat(10_000), '1:1000: nesting exceeded maxDepth (1000)'],
  ['10,000 items', '- '.repeat(10_000), '1:2001: nesting exceeded maxDepth (1000)'],
  ['10,000 maps', '{a: '.repeat(10_000), '1:3994: nesting exceeded maxDepth (1000)'],
  [
    '10,000 Lists',
    '{kind: List, items: ['.repeat(10_000),
    '1:10481: nesting exceeded maxDepth (1000)',
  ],
  ['two keys of one name', 'kind: Pod\n1: a\n"1": b\n', '3:1: duplicate key "1"'],
  ['a key that is a map', '{a: 1}: 2', '1:1: a list or a map cannot be a key'],
  ['NUL', 'kind: Pod\nmetadata: \0', '2:11: null byte is not allowed in input'],
  ['UTF-16', '\ufffd\ufffdk\0i\0n\0d\0', '1:4: null byte is not allowed in input'],
  ['tabs', 'spec:\n\tnodes: 1', '2:1: tab characters must not be used in indentation'],
  [
    'quotes that stay open',
    'a: "b',
    '1:6: unexpected end of the stream within a double quoted scalar',
  ],
  ['infinity', 'a: .inf', '1:4: .inf has no JSON form, so Kubernetes refuses it'],
])('%s is refused at its place', (_, text, message) => {
  expect(outcome(text)).toBe(`fuzz.yaml:${message}`);
});
