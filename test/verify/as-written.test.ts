import { expect, test } from 'vitest';
import { pathText } from '../../src/model/kubernetes/objects.ts';
import { differences, objectDifferences } from '../../src/verify/kubernetes/as-written.ts';

function told(written: unknown, live: unknown): string[] {
  return differences(written, live).map(({ path }) => pathText(path));
}

test.each([
  ['the same', { a: 1, b: ['x'] }, { a: 1, b: ['x'] }],
  ['what the cluster adds', { a: {} }, { a: { b: 1 }, c: 2 }],
  [
    'another spelling of a quantity',
    { cpu: 0.5, memory: '1Gi' },
    { cpu: '500m', memory: '1024Mi' },
  ],
  ['another spelling of a duration', { timeout: '60s' }, { timeout: '1m0s' }],
  ['what is empty and left out', { a: {}, b: [], c: '', d: 0, e: false, f: null }, {}],
  ['null, which asks for the default', { a: null }, { a: { endpoint: 'x' } }],
  ['what nobody wrote', undefined, { a: 'x' }],
  [
    'a configuration in text that was written anew',
    { spec: { config: 'b:\n  c:\n' } },
    { spec: { config: 'b: {c: {d: 1}}\ne: 2\n' } },
  ],
  [
    'named items in another order, and more of them',
    [{ name: 'a' }],
    [{ name: 'b' }, { name: 'a' }],
  ],
])('%s is no difference', (_, written, live) => {
  expect(told(written, live)).toEqual([]);
});

test.each([
  ['another value', { a: { b: 1 } }, { a: { b: 2 } }, ['a.b']],
  ['a missing one', { a: { b: 1 } }, { a: {} }, ['a.b']],
  ['a switch that is off and was turned on', { a: false }, { a: true }, ['a']],
  ['none of what there are several', { a: 0 }, { a: 3 }, ['a']],
  ['a shorter list', { args: ['a', 'b'] }, { args: ['a'] }, ['args']],
  ['an item of a name', [{ name: 'a', x: 1 }], [{ name: 'a', x: 2 }], ['[0].x']],
  ['a text that looks like another number', { a: '1' }, { a: '10' }, ['a']],
  ['a mapping in place of a text', { a: 'x' }, { a: {} }, ['a']],
  [
    'another value in a configuration in text',
    { spec: { config: 'b: 1\nc: 2' } },
    { spec: { config: 'b: 1\nc: 3' } },
    ['spec.config.c'],
  ],
  [
    'a configuration in text that cannot be read',
    { spec: { config: 'x: [' } },
    { spec: { config: 'x: ]' } },
    ['spec.config'],
  ],
  ['another text elsewhere', { a: 'b: 1\nc:' }, { a: 'b: 1\nc: 3' }, ['a']],
])('%s is a difference', (_, written, live, paths) => {
  expect(told(written, live)).toEqual(paths);
});

test('of metadata only labels and annotations count, and the status not at all', () => {
  const written = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'a', labels: { a: '1' }, creationTimestamp: 'x' },
    status: { ready: true },
    data: { a: 'b' },
  };
  const live = { metadata: { labels: { a: '2' } }, data: { a: 'c' } };
  const paths = objectDifferences(written, live).map(({ path }) => pathText(path));
  expect(paths).toEqual(['metadata.labels.a', 'data.a']);
});
