import { expect, test } from 'vitest';
import { cassandra } from '../../../src/lint/jaeger/cassandra/rule.ts';
import { lint } from '../../../src/lint/lint.ts';
import { modelOf } from '../../model/model-of.ts';
import { check } from '../check.ts';
import { jaegerOf } from './jaeger-of.ts';

const jaeger = (storage: string) =>
  jaegerOf(`{strategy: production, storage: {type: cassandra, ${storage}}}`);

test.each([
  [
    'options: {}',
    'spec.storage.options.cassandra.servers: storage cassandra must have cassandra.servers, or Jaeger looks for it at 127.0.0.1',
    'error',
  ],
  [
    'options: {cassandra.servers: c, cassandra.keyspace: a-b}',
    "spec.storage.options[\"cassandra.keyspace\"]: cassandra.keyspace must be letters, digits and '_', got 'a-b'",
    'error',
  ],
  [
    'options: {cassandra.servers: c}, cassandraCreateSchema: {traceTTL: 2d}',
    "spec.storage.cassandraCreateSchema.traceTTL: traceTTL must be a Go duration such as 30s, 5m or 72h, got '2d', did you mean 48h?",
    'warning',
  ],
])('%s is told', (storage, message, severity) => {
  expect(check(jaeger(storage), cassandra)).toEqual([`Jaeger/t/j ${message}`]);
  expect(lint(modelOf(jaeger(storage)), [cassandra])[0]?.severity).toBe(severity);
});

test('a complete Cassandra and other storage are let be', () => {
  const storage =
    'options: {cassandra: {servers: c, keyspace: jaeger_v1_dc1}}, cassandraCreateSchema: {datacenter: dc1, mode: prod, traceTTL: 96h, timeout: 3m}';
  expect(check(jaeger(storage), cassandra)).toEqual([]);
  expect(check(jaegerOf('{storage: {type: badger}}'), cassandra)).toEqual([]);
  expect(
    check(
      jaegerOf(
        '{strategy: production, storage: {type: cassandra}, collector: {options: {cassandra.servers: c}}, query: {options: {cassandra.servers: c}}}',
      ),
      cassandra,
    ),
  ).toEqual([]);
});
