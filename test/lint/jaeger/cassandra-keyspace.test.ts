import { expect, test } from 'vitest';
import { cassandraKeyspace } from '../../../src/lint/jaeger/cassandra-keyspace/rule.ts';
import { lint } from '../../../src/lint/lint.ts';
import { modelOf } from '../../model/model-of.ts';
import { check } from '../check.ts';
import { jaegerOf } from './jaeger-of.ts';

const variables = (env: Record<string, string>) =>
  Object.entries(env).map(([name, value]) => `{name: ${name}, value: "${value}"}`);

const job = (env: Record<string, string>, more = '') =>
  `{apiVersion: batch/v1, kind: Job, metadata: {name: schema, namespace: t}, spec: {template: {spec: {containers: [
    {name: schema, image: "jaegertracing/jaeger-cassandra-schema:1.53.0"${more}, env: [${variables({ CQLSH_HOST: 'cassandra.t', ...env })}]}]}}}}`;

const collector = (env: Record<string, string>, version = '1.53.0', name = 'c') =>
  `{apiVersion: apps/v1, kind: Deployment, metadata: {name: ${name}, namespace: t}, spec: {template: {spec: {containers: [
    {name: ${name}, image: "jaegertracing/jaeger-collector:${version}", env: [${variables({ SPAN_STORAGE_TYPE: 'cassandra', CASSANDRA_SERVERS: 'cassandra', ...env })}]}]}}}}`;

const service =
  '{apiVersion: v1, kind: Service, metadata: {name: cassandra, namespace: t}, spec: {clusterIP: None, ports: [{port: 9042}]}}';

const found = (...yaml: string[]) => check([...yaml, service].join('\n---\n'), cassandraKeyspace);

const keyspacePlace =
  'Deployment/t/c spec.template.spec.containers[0].env[2].value: cassandra.keyspace of container c must be ';

test.each([
  [
    { KEYSPACE: 'jaeger_v1_prod', DATACENTER: 'dc1' },
    { CASSANDRA_KEYSPACE: 'jaeger_v1_dc1' },
    `${keyspacePlace}jaeger_v1_prod, which Job schema creates, got jaeger_v1_dc1`,
  ],
  [
    { DATACENTER: 'dc2' },
    { CASSANDRA_KEYSPACE: 'jaeger_v1_dc1' },
    `${keyspacePlace}jaeger_v1_dc2, which Job schema creates, got jaeger_v1_dc1`,
  ],
])('a job with %j and a collector with %j do not meet', (made, used, message) => {
  expect(found(job(made), collector(used))).toEqual([message]);
});

test.each([
  ['1.53.0', 'jaeger_v1_test'],
  ['1.63.0', 'jaeger_v1_test'],
  ['1.64.0', 'jaeger_dc1'],
])('release %s uses %s where none is set', (version, keyspace) => {
  expect(found(job({ KEYSPACE: keyspace }), collector({}, version))).toEqual([]);
  expect(found(job({}), collector({}, version))).toEqual([
    `Deployment/t/c spec.template.spec.containers[0].env: cassandra.keyspace of container c must be jaeger_v1_dc1, which Job schema creates, got ${keyspace}`,
  ]);
});

test.each([
  [job({ KEYSPACE: 'a' }), collector({ CASSANDRA_KEYSPACE: 'a' })],
  // another Cassandra
  [job({ KEYSPACE: 'a', CQLSH_HOST: 'other' }), collector({ CASSANDRA_KEYSPACE: 'b' })],
  // the keyspace of somebody else
  [
    job({ KEYSPACE: 'a' }),
    collector({ CASSANDRA_KEYSPACE: 'a' }, '1.53.0', 'd'),
    collector({ CASSANDRA_KEYSPACE: 'b' }),
  ],
  // what makes it is not known
  [job({ KEYSPACE: '$(ELSEWHERE)' }), collector({ CASSANDRA_KEYSPACE: 'b' })],
  [job({ KEYSPACE: 'a' }, ', command: [sh, -c, "make"]'), collector({ CASSANDRA_KEYSPACE: 'b' })],
  [collector({ CASSANDRA_KEYSPACE: 'b' })],
  // the default of a release that is not known
  [job({ KEYSPACE: 'jaeger_dc1' }), collector({}, 'latest')],
])('%j is let be', (...yaml) => {
  expect(found(...yaml)).toEqual([]);
});

const operated = (version: string, more = '') =>
  jaegerOf(
    `{strategy: production, collector: {image: "jaegertracing/jaeger-collector:${version}"}, query: {image: "jaegertracing/jaeger-query:${version}"},
    storage: {type: cassandra, options: {cassandra.servers: cassandra${more}}, cassandraCreateSchema: {datacenter: dc1}}}`,
  );

test('the operator makes a keyspace that later releases do not use unless told', () => {
  expect(found(operated('1.65.0'))).toEqual(
    ['collector', 'query'].map(
      (role) =>
        `Jaeger/t/j spec.storage.options.cassandra.keyspace: cassandra.keyspace of ${role} of Jaeger j must be jaeger_v1_test, which the schema job of Jaeger j creates, got jaeger_dc1`,
    ),
  );
  expect(found(operated('1.63.0'))).toEqual([]);
  expect(found(operated('1.65.0', ', cassandra.keyspace: a'))).toEqual([]);
});

const second = (schema: string, connection = '') =>
  `{apiVersion: opentelemetry.io/v1beta1, kind: OpenTelemetryCollector, metadata: {name: v2, namespace: t}, spec: {image: "jaegertracing/jaeger:2.20.0", config: {
    extensions: {jaeger_query: {storage: {traces: c}}, jaeger_storage: {backends: {c: {cassandra: {schema: {${schema}}, connection: {servers: [cassandra]${connection}}}}}}},
    receivers: {otlp: {protocols: {grpc: {}}}}, exporters: {jaeger_storage_exporter: {trace_storage: c}},
    service: {extensions: [jaeger_storage, jaeger_query], pipelines: {traces: {receivers: [otlp], exporters: [jaeger_storage_exporter]}}}}}}`;

test('Jaeger v2 uses a keyspace that a job makes, or that it makes itself', () => {
  const made = job({ KEYSPACE: 'a' });
  expect(found(made, second('keyspace: b'))).toEqual([
    'OpenTelemetryCollector/t/v2 spec.config.extensions.jaeger_storage.backends.c.cassandra.schema.keyspace: schema.keyspace of jaeger_storage of OpenTelemetryCollector v2 must be a, which Job schema creates, got b',
  ]);
  expect(found(made, second(''))).toHaveLength(1);
  expect(found(made, second('keyspace: a'))).toEqual([]);
  expect(found(made, second('keyspace: b, create: true'))).toEqual([]);
  expect(
    found(made, second('keyspace: b, create: true'), collector({ CASSANDRA_KEYSPACE: 'b' })),
  ).toEqual([]);
});

test('a datacenter without copies is told, where they are asked for', () => {
  const made = job({ KEYSPACE: 'a', MODE: 'prod', DATACENTER: 'dc2' });
  const yaml = [made, second('keyspace: a', ', local_dc: dc1'), service].join('\n---\n');
  expect(check(yaml, cassandraKeyspace)).toEqual([
    'OpenTelemetryCollector/t/v2 spec.config.extensions.jaeger_storage.backends.c.cassandra.connection.local_dc: jaeger_storage of OpenTelemetryCollector v2 asks the nodes of datacenter dc1, but Job schema creates copies in dc2 alone',
  ]);
  expect(lint(modelOf(yaml), [cassandraKeyspace])[0]?.severity).toBe('warning');
  const client = (more: Record<string, string>) =>
    collector({ CASSANDRA_KEYSPACE: 'a', CASSANDRA_LOCAL_DC: 'dc1', ...more });
  expect(found(made, client({}))).toHaveLength(1);
  expect(found(made, client({ CASSANDRA_CONSISTENCY: 'ONE' }))).toEqual([]);
  expect(found(job({ KEYSPACE: 'a', DATACENTER: 'dc2' }), client({}))).toEqual([]);
});

test('a mode that the script does not know is told', () => {
  expect(found(job({ MODE: 'production' }))).toEqual([
    "Job/t/schema spec.template.spec.containers[0].env[1].value: mode must be prod or test, got 'production'",
  ]);
});
