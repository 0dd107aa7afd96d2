import { expect, test } from 'vitest';
import {
  indexJobArgumentsProblem,
  indexJobOf,
  meantVariable,
  prefixVariable,
} from '../../../src/upstream/elasticsearch/index-jobs.ts';

test.each([
  ['jaegertracing/jaeger-es-index-cleaner', 'index-cleaner'],
  ['quay.io/jaegertracing/jaeger-es-rollover', 'rollover'],
  ['ghcr.io/jaegertracing/spark-dependencies/spark-dependencies', 'spark-dependencies'],
  ['example.com/my-jaeger-es-rollover', undefined],
])('%s runs %s', (repository, kind) => {
  expect(indexJobOf(repository)?.kind).toBe(kind);
});

test('only spark has ES_ before the prefix', () => {
  expect(prefixVariable('index-cleaner')).toBe('INDEX_PREFIX');
  expect(prefixVariable('spark-dependencies')).toBe('ES_INDEX_PREFIX');
});

test.each([
  ['index-cleaner', 'INDEX_PREFIX', undefined],
  ['index-cleaner', 'ES_INDEX_PREFIX', 'INDEX_PREFIX'],
  ['index-cleaner', 'es.username', 'ES_USERNAME'],
  ['index-cleaner', 'PASSWORD', 'ES_PASSWORD'],
  ['index-cleaner', 'TLS_CA', 'ES_TLS_CA'],
  ['index-cleaner', 'HTTPS_PROXY', undefined],
  ['rollover', 'ES_UNIT_COUNT', 'UNIT_COUNT'],
  ['rollover', 'ADAPTIVE_SAMPLING', undefined],
  ['rollover', 'PRIORITY_SPAN_TEMPLATE', undefined],
  ['index-cleaner', 'ES_API_KEY_FILE', undefined],
  ['rollover', 'CONDITION', 'CONDITIONS'],
  ['spark-dependencies', 'SPAN_STORAGE_TYPE', 'STORAGE'],
  ['spark-dependencies', 'ES_TLS_CA', undefined],
] as const)('for the %s %s means %s', (kind, name, meant) => {
  expect(meantVariable(kind, name)).toBe(meant);
});

test('jobs start with two arguments in their order', () => {
  expect(indexJobArgumentsProblem('index-cleaner', ['7', 'https://e:9200'])).toBe(undefined);
  expect(indexJobArgumentsProblem('rollover', ['init', 'http://e'])).toBe(undefined);
  expect(indexJobArgumentsProblem('spark-dependencies', [])).toBe(undefined);
  expect(indexJobArgumentsProblem('rollover', ['init', 'http://e', 'more'])).toEqual({
    index: 2,
    problem:
      "arguments must be action and URL, such as 'rollover' 'http://elasticsearch:9200', got 'init' 'http://e' 'more'",
  });
});
