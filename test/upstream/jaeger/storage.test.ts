import { expect, test } from 'vitest';
import { elasticsearchReleaseProblem } from '../../../src/upstream/elasticsearch/releases.ts';
import { cassandraProblems } from '../../../src/upstream/jaeger/cassandra.ts';
import { jaegerImageProblem } from '../../../src/upstream/jaeger/images.ts';
import { servicePortProblem } from '../../../src/upstream/jaeger/servers.ts';
import {
  storageReleaseProblem,
  storageSecretProblem,
} from '../../../src/upstream/jaeger/storage.ts';

test('Kafka cannot be read, and plugins are gone since 1.58.0', () => {
  expect(storageReleaseProblem('kafka', undefined)).toMatch(
    /^query fails to start with storage type kafka, which can only be written/,
  );
  expect(storageReleaseProblem('grpc-plugin', '1.58.0')).toBe(
    'storage type grpc-plugin was removed in Jaeger 1.58.0, the release is 1.58.0',
  );
  expect(storageReleaseProblem('grpc-plugin', '1.57.0')).toBe(undefined);
  expect(storageReleaseProblem('grpc-plugin', undefined)).toBe(undefined);
  expect(storageReleaseProblem('elasticsearch', '1.65.0')).toBe(undefined);
});

test.each([
  ['elasticsearch', ['ES_USERNAME', 'ES_PASSWORD'], [], undefined],
  ['elasticsearch', ['ES_PASSWORD'], ['es.username'], undefined],
  ['elasticsearch', ['ES_TOKEN_FILE'], [], undefined],
  ['elasticsearch', ['ES_USERNAME', 'ES_PASSWORD_FILE'], [], undefined],
  [
    'elasticsearch',
    ['username', 'password'],
    [],
    'must have the keys ES_USERNAME and ES_PASSWORD, got username, password',
  ],
  [
    'elasticsearch',
    ['ES_USERNAME', 'password'],
    [],
    'must have the keys ES_USERNAME and ES_PASSWORD, got ES_USERNAME, password',
  ],
  [
    'elasticsearch',
    ['ES_USER', 'ES_PASSWORD'],
    [],
    'must have the keys ES_USERNAME and ES_PASSWORD, got ES_USER, ES_PASSWORD',
  ],
  ['elasticsearch', ['ES_PASSWORD', 'other'], [], undefined],
  ['elasticsearch', ['tls.crt'], [], 'must have the keys ES_USERNAME and ES_PASSWORD, got tls.crt'],
  [
    'cassandra',
    ['ES_USERNAME', 'ES_PASSWORD'],
    [],
    'must have the keys CASSANDRA_USERNAME and CASSANDRA_PASSWORD, got ES_USERNAME, ES_PASSWORD',
  ],
  ['badger', ['a'], [], undefined],
] as const)('a Secret of %s with the keys %j', (storage, keys, options, problem) => {
  expect(storageSecretProblem(storage, keys, options)).toBe(problem);
});

test.each([
  [
    '8.0.0',
    '1.51.0',
    'Elasticsearch 8 must be used with Jaeger 1.52.0 or newer, got Elasticsearch 8.0.0 and Jaeger 1.51.0',
  ],
  [
    '6.8.0',
    '1.58.0',
    'Jaeger since 1.58.0 must be used with Elasticsearch 7 or newer, got Elasticsearch 6.8.0 and Jaeger 1.58.0',
  ],
  ['8.0.0', '1.52.0', undefined],
  ['7.17.9', '1.51.0', undefined],
  ['6.8.0', '1.57.0', undefined],
])('Elasticsearch %s with Jaeger %s', (elasticsearch, jaeger, problem) => {
  expect(elasticsearchReleaseProblem(elasticsearch, jaeger)).toBe(problem);
});

test.each([
  ['jaegertracing/jaeger-agent:1.62.0', true, undefined],
  [
    'jaegertracing/jaeger-agent:1.63.0',
    false,
    "image of jaeger-agent ended with release 1.62.0, got 'jaegertracing/jaeger-agent:1.63.0'",
  ],
  [
    'jaegertracing/jaeger-collector:2.0.0',
    true,
    "images of Jaeger v1 end with release 1.76.0, got 'jaegertracing/jaeger-collector:2.0.0'",
  ],
  [
    'jaegertracing/jaeger:2.0.0',
    true,
    "image must be of Jaeger v1, because the operator passes flags of v1, got 'jaegertracing/jaeger:2.0.0'",
  ],
  ['jaegertracing/jaeger:2.0.0', false, undefined],
  [
    'jaegertracing/jaeger:1.60.0',
    false,
    "image jaegertracing/jaeger begins with release 2.0.0, got 'jaegertracing/jaeger:1.60.0'",
  ],
  ['quay.io/jaegertracing/all-in-one:latest', true, undefined],
  ['registry.example.com/team/jaeger-collector:9.0.0', true, undefined],
] as const)('%s, run by the Jaeger operator: %s', (image, operated, problem) => {
  expect(jaegerImageProblem(image, operated)).toBe(problem);
});

test.each([
  [
    'collector.otlp.grpc.host-port',
    'localhost:4317',
    "collector.otlp.grpc.host-port must not be a loopback address, which its Service cannot reach, got 'localhost:4317'",
  ],
  [
    'query.http-server.host-port',
    '127.0.0.1:16686',
    "query.http-server.host-port must not be a loopback address, which its Service cannot reach, got '127.0.0.1:16686'",
  ],
  [
    'collector.http-server.host-port',
    ':14000',
    "collector.http-server.host-port must keep port 14268, which the Service leads to, got ':14000'",
  ],
  ['collector.http-server.host-port', '0.0.0.0:14268', undefined],
  ['collector.zipkin.host-port', ':9411', undefined],
  ['admin.http.host-port', ':1', undefined],
])('%s at %s', (key, value, problem) => {
  expect(servicePortProblem(key, value)).toBe(problem);
});

test('Cassandra needs servers, and a schema that the script can make', () => {
  const options = (...entries: [string, string][]) => new Map(entries);
  const servers: [string, string] = ['cassandra.servers', 'c'];
  expect(cassandraProblems({}, options())).toEqual([
    {
      path: ['options', 'cassandra', 'servers'],
      message: 'storage cassandra must have cassandra.servers, or Jaeger looks for it at 127.0.0.1',
    },
  ]);
  expect(cassandraProblems({}, options(servers))).toEqual([]);
  expect(
    cassandraProblems({ cassandraCreateSchema: { datacenter: 'dc1' } }, options(servers)),
  ).toEqual([]);
  expect(cassandraProblems({}, options(servers, ['cassandra.keyspace', 'a-b']))).toMatchObject([
    { message: "cassandra.keyspace must be letters, digits and '_', got 'a-b'" },
  ]);
  const schema = { mode: 'production', traceTTL: '7d', timeout: '1h' };
  expect(cassandraProblems({ cassandraCreateSchema: schema }, options(servers))).toEqual([
    {
      path: ['cassandraCreateSchema', 'mode'],
      message: "mode must be prod or test, got 'production'",
    },
    {
      path: ['cassandraCreateSchema', 'traceTTL'],
      message:
        "traceTTL must be a Go duration such as 30s, 5m or 72h, got '7d', did you mean 168h?",
      severity: 'warning',
    },
  ]);
  expect(
    cassandraProblems({ cassandraCreateSchema: { ...schema, enabled: false } }, options(servers)),
  ).toEqual([]);
});
