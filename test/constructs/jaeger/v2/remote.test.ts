import { App, Chart, Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { type CassandraProps, cassandra } from '../../../../src/constructs/cassandra/storage.ts';
import { type ClickHouseProps, clickhouse } from '../../../../src/constructs/clickhouse/storage.ts';
import type { JaegerV2Storage } from '../../../../src/constructs/jaeger/local-storage.ts';
import { JaegerV2 } from '../../../../src/constructs/jaeger/v2/instance.ts';
import type { JaegerV2Props } from '../../../../src/constructs/jaeger/v2/props.ts';
import {
  type RemoteStorageProps,
  remoteStorage,
} from '../../../../src/constructs/jaeger/v2/remote-storage.ts';
import { lint } from '../../../../src/lint/lint.ts';
import { at } from '../../../../src/upstream/values/unknown.ts';
import { modelOfObjects } from '../../../objects-model.ts';

const everyCassandra: Required<CassandraProps> = {
  servers: ['cassandra-0.cassandra.db.svc', '10.1.2.3'],
  port: 9043,
  datacenter: 'eu-west',
  keyspace: 'traces',
  createSchema: true,
  replicationFactor: 3,
  retentionDays: 7,
  secretName: 'cassandra-login',
  tls: true,
  caSecretName: 'cassandra-ca',
  caSecretKey: 'tls.crt',
};

const everyClickHouse: Required<ClickHouseProps> = {
  addresses: ['clickhouse.db.svc:8123'],
  protocol: 'http',
  database: 'traces',
  createSchema: true,
  retentionDays: 7,
  secretName: 'clickhouse-login',
  tls: true,
  caSecretName: 'clickhouse-ca',
  caSecretKey: 'tls.crt',
};

const everyRemote: Required<RemoteStorageProps> = {
  endpoint: 'storage.db.svc:17271',
  tls: true,
  caSecretName: 'storage-ca',
  caSecretKey: 'tls.crt',
};

const servers = ['cassandra.db.svc'] as const;
const addresses = ['clickhouse.db.svc:9000'] as const;
const endpoint = 'storage.db.svc:17271';

function synth(storage: JaegerV2Storage, props: Partial<JaegerV2Props> = {}) {
  const chart = new Chart(new App(), 'test');
  new JaegerV2(chart, 'Jaeger', { namespace: 'tracing', storage, ...props });
  const manifests: unknown[] = Testing.synth(chart);
  const spec = (name: string) =>
    at(
      manifests.find((one) => at(one, 'metadata', 'name') === name),
      'spec',
    );
  const backend = (name: string) =>
    at(
      spec(name),
      ...['config', 'extensions', 'jaeger_storage', 'backends', 'primary', storage.type],
    );
  return { manifests, spec, backend };
}

test('what collects makes the tables of Cassandra, what queries uses them', () => {
  const { backend } = synth(cassandra({ servers, datacenter: 'dc-1' }));
  const connection = { servers, local_dc: 'dc-1', tls: { insecure: true } };
  expect(backend('jaeger')).toEqual({
    schema: { keyspace: 'jaeger_v1_dc_1', create: true, datacenter: 'dc-1' },
    connection,
  });
  expect(backend('jaeger-query')).toEqual({ schema: { keyspace: 'jaeger_v1_dc_1' }, connection });
});

// texts of the collector's own variables
const variable = (name: string) => ['$', `{env:${name}}`].join('');

test('Cassandra with every prop', () => {
  const { backend, spec } = synth(cassandra(everyCassandra));
  expect(backend('jaeger')).toEqual({
    schema: {
      keyspace: 'traces',
      create: true,
      datacenter: 'eu-west',
      replication_factor: 3,
      trace_ttl: '168h',
      dependencies_ttl: '168h',
      compaction_window: '4h',
    },
    connection: {
      servers: everyCassandra.servers,
      port: 9043,
      local_dc: 'eu-west',
      auth: {
        basic: {
          username: variable('CASSANDRA_USERNAME'),
          password: variable('CASSANDRA_PASSWORD'),
        },
      },
      tls: { ca_file: '/etc/jaeger/cassandra/tls.crt' },
    },
  });
  expect(spec('jaeger-query')).toMatchObject({
    env: [
      {
        name: 'CASSANDRA_USERNAME',
        valueFrom: { secretKeyRef: { name: 'cassandra-login', key: 'CASSANDRA_USERNAME' } },
      },
      { name: 'CASSANDRA_PASSWORD' },
      { name: 'OTEL_TRACES_SAMPLER' },
    ],
    volumes: [{ name: 'cassandra-ca', secret: { secretName: 'cassandra-ca' } }, {}],
    volumeMounts: [{ mountPath: '/etc/jaeger/cassandra', readOnly: true }, {}],
  });
});

test('a job computes the service graph out of Cassandra', () => {
  const storage = cassandra({ servers, datacenter: 'dc1', secretName: 'login' });
  const { manifests } = synth(storage, { dependenciesImage: 'spark-dependencies:v0.5.2' });
  const job = manifests.find((one) => at(one, 'kind') === 'CronJob');
  expect(at(job, 'spec', 'jobTemplate', 'spec', 'template', 'spec', 'containers')).toMatchObject([
    {
      image: 'spark-dependencies:v0.5.2',
      env: [
        { name: 'STORAGE', value: 'cassandra' },
        { name: 'CASSANDRA_CONTACT_POINTS', value: 'cassandra.db.svc' },
        { name: 'CASSANDRA_KEYSPACE', value: 'jaeger_v1_dc1' },
        { name: 'CASSANDRA_LOCAL_DC', value: 'dc1' },
        { name: 'CASSANDRA_USERNAME' },
        { name: 'CASSANDRA_PASSWORD' },
      ],
    },
  ]);
});

test('ClickHouse with every prop, behind its gate while it has one', () => {
  const { backend, spec } = synth(clickhouse(everyClickHouse));
  const common = {
    addresses: everyClickHouse.addresses,
    protocol: 'http',
    database: 'traces',
    auth: {
      basic: {
        username: variable('CLICKHOUSE_USERNAME'),
        password: variable('CLICKHOUSE_PASSWORD'),
      },
    },
    tls: { ca_file: '/etc/jaeger/clickhouse/tls.crt' },
  };
  expect(backend('jaeger')).toEqual({ ...common, create_schema: true, ttl: '168h' });
  expect(backend('jaeger-query')).toEqual(common);
  for (const name of ['jaeger', 'jaeger-query']) {
    expect(at(spec(name), 'args')).toEqual({ 'feature-gates': 'storage.clickhouse' });
  }
  const newer = synth(clickhouse({ addresses }), { version: '2.21.0' });
  expect(at(newer.spec('jaeger'), 'args')).toBeUndefined();
  expect(newer.backend('jaeger')).toEqual({ addresses, create_schema: true });
});

test('behind Kafka, what stores nothing needs no gate', () => {
  const kafka = { brokers: ['kafka.kafka.svc:9092'] } as const;
  const { spec } = synth(clickhouse({ addresses }), { kafka });
  expect(at(spec('jaeger'), 'args')).toBeUndefined();
  expect(at(spec('jaeger-ingester'), 'args')).toEqual({ 'feature-gates': 'storage.clickhouse' });
});

test.each<[RemoteStorageProps, object]>([
  [{ endpoint }, { endpoint, tls: { insecure: true } }],
  [
    { endpoint, tls: true },
    { endpoint, tls: { insecure: false } },
  ],
  [everyRemote, { endpoint, tls: { ca_file: '/etc/jaeger/storage/tls.crt' } }],
])('remote storage %j', (props, settings) => {
  const { backend } = synth(remoteStorage(props));
  expect(backend('jaeger')).toEqual(settings);
  expect(backend('jaeger-query')).toEqual(settings);
});

test.each<[string, JaegerV2Storage]>([
  ['Cassandra', cassandra({ servers, datacenter: 'dc1' })],
  ['Cassandra with every prop', cassandra(everyCassandra)],
  ['ClickHouse', clickhouse({ addresses })],
  ['ClickHouse with every prop', clickhouse(everyClickHouse)],
  ['remote storage', remoteStorage({ endpoint })],
  ['remote storage with every prop', remoteStorage(everyRemote)],
])('the linter finds nothing in %s', (_, storage) => {
  for (const layout of ['split', 'one'] as const) {
    const { manifests } = synth(storage, { layout });
    const found = lint(modelOfObjects(manifests));
    expect(found.map(({ rule, message }) => `${rule.id}: ${message}`)).toEqual([]);
  }
});

test.each<[JaegerV2Storage, Partial<JaegerV2Props>, string]>([
  [
    cassandra({ servers: ['cassandra'], datacenter: 'dc1' }),
    {},
    "storage.servers must have a dot in them, or a port behind them, for Jaeger v2, such as cassandra.db.svc, got 'cassandra'",
  ],
  [
    clickhouse({ addresses }),
    { version: '2.19.0' },
    'storage clickhouse needs version 2.20.0 or newer, got 2.19.0',
  ],
  [
    remoteStorage({ endpoint }),
    { dependenciesImage: 'spark-dependencies:v0.5.2' },
    "dependenciesImage must not be set with storage grpc, which the spark job cannot read, got 'spark-dependencies:v0.5.2'",
  ],
  [
    remoteStorage({ endpoint }),
    { sampling: { adaptive: {} } },
    'sampling.adaptive needs storage that keeps what it computes, such as elasticsearch, got grpc',
  ],
])('refuses %j with %j', (storage, props, message) => {
  expect(() => synth(storage, props)).toThrow(new Error(`test/Jaeger: ${message}`));
});

test.each<[object, string]>([
  [{ servers: [] }, 'servers must be a list of host names, got an empty one'],
  [{ servers: undefined }, 'servers must be set, got nothing'],
  [
    { servers: ['a:9042'] },
    "servers must be host names without port, such as cassandra.db.svc, got 'a:9042'",
  ],
  [{ port: 0 }, 'port must be a whole number from 1 to 65535, got 0'],
  [{ datacenter: 'a b' }, "datacenter must be letters, digits, '_', '-' and '.', got 'a b'"],
  [{ keyspace: 'a-b' }, "keyspace must be letters, digits and '_', at most 48 of them, got 'a-b'"],
  [{ replicationFactor: 0 }, 'replicationFactor must be a whole number of at least 1, got 0'],
  [
    { createSchema: false },
    'replicationFactor must not be set with createSchema false, where Jaeger makes no tables, got 3',
  ],
  [{ tls: false }, "caSecretName needs tls, got 'cassandra-ca' with tls false"],
  [{ hosts: [] }, 'hosts must be a prop that is known'],
])('Cassandra refuses %j', (wrong, message) => {
  expect(() => cassandra({ ...everyCassandra, ...wrong })).toThrow(`cassandra: ${message}`);
});

test.each<[object, string]>([
  [
    { addresses: ['clickhouse'] },
    "addresses must be host:port such as clickhouse.db.svc:9000, got 'clickhouse'",
  ],
  [
    { addresses: ['clickhouse:90000'] },
    'port of addresses must be a whole number from 1 to 65535, got 90000',
  ],
  [{ protocol: 'grpc' }, "protocol must be one of native, http, got 'grpc'"],
  [{ database: 'a-b' }, "database must be letters, digits and '_', got 'a-b'"],
  [
    { createSchema: false },
    'retentionDays must not be set with createSchema false, where Jaeger makes no tables, got 7',
  ],
])('ClickHouse refuses %j', (wrong, message) => {
  expect(() => clickhouse({ ...everyClickHouse, ...wrong })).toThrow(
    new Error(`clickhouse: ${message}`),
  );
});

test('remote storage refuses an address without a port', () => {
  expect(() => remoteStorage({ endpoint: 'storage' })).toThrow(
    new Error(
      "remoteStorage: endpoint must be host:port such as storage.db.svc:17271, got 'storage'",
    ),
  );
});
