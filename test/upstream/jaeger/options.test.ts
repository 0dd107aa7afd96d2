import { expect, test } from 'vitest';
import {
  flattenOptions,
  isStorageOption,
  optionMap,
} from '../../../src/upstream/jaeger/options.ts';

test('nested and dotted keys are the same flag, scalars become text, null vanishes', () => {
  const { options, undecodable } = flattenOptions({
    es: { 'server-urls': 'http://es:9200', 'num-shards': 5, tls: { enabled: true, ca: null } },
    'es.index-prefix': 'tracing',
  });
  expect(undecodable).toEqual([]);
  expect(options).toEqual([
    { key: 'es.server-urls', value: 'http://es:9200', path: ['es', 'server-urls'] },
    { key: 'es.num-shards', value: '5', path: ['es', 'num-shards'] },
    { key: 'es.tls.enabled', value: 'true', path: ['es', 'tls', 'enabled'] },
    { key: 'es.index-prefix', value: 'tracing', path: ['es.index-prefix'] },
  ]);
});

test('a list repeats a flag, and one with other elements than text cannot be decoded', () => {
  const { options, undecodable } = flattenOptions({ a: ['x', 'y'], b: ['x', 5] });
  expect(optionMap(options)).toEqual(new Map([['a', 'x,y']]));
  expect(undecodable).toEqual([['b', 1]]);
});

test('blocks of wrong types have no flags', () => {
  for (const block of [null, undefined, 'es', 7, ['es']])
    expect(flattenOptions(block).options).toEqual([]);
});

test.each([
  ['es.server-urls', true],
  ['es-archive.enabled', true],
  ['server-urls', false],
  ['elasticsearch.server-urls', false],
  ['esx.server-urls', false],
])('storage option %s reaches an elasticsearch Jaeger: %s', (key, kept) => {
  expect(isStorageOption(key, 'elasticsearch')).toBe(kept);
});
