import { Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { type CassandraProps, cassandra } from '../../../../src/constructs/cassandra/storage.ts';
import {
  type ElasticsearchProps,
  elasticsearch,
  opensearch,
} from '../../../../src/constructs/elasticsearch/storage.ts';
import { Jaeger } from '../../../../src/constructs/jaeger/v1/instance.ts';
import type { JaegerProps } from '../../../../src/constructs/jaeger/v1/props.ts';
import type { JaegerStorage } from '../../../../src/constructs/jaeger/v1/storage/spec.ts';
import { lint } from '../../../../src/lint/lint.ts';
import { at } from '../../../../src/upstream/values/unknown.ts';
import { modelOfObjects } from '../../../objects-model.ts';
import { restricted } from '../../restricted.ts';

const serverUrls = ['https://es.example.com:9200'];

function synth(storage: JaegerStorage, props: Partial<JaegerProps> = {}) {
  const chart = Testing.chart();
  new Jaeger(chart, 'Jaeger', { namespace: 'tracing', storage, ...props });
  const manifests: unknown[] = Testing.synth(chart);
  return { manifests, storage: at(manifests[0], 'spec', 'storage') };
}

const manual: Partial<ElasticsearchProps> = {
  rotation: { manualRollover: { conditions: { max_age: '1d' }, schedule: '0 3 * * *' } },
  retentionDays: 7,
};

test('OpenSearch is Elasticsearch 7 to Jaeger v1, which knows no OpenSearch 3', () => {
  expect(synth(opensearch({ serverUrls })).storage).toEqual({
    type: 'elasticsearch',
    options: { es: { 'server-urls': serverUrls[0], version: 7 } },
    esIndexCleaner: { containerSecurityContext: restricted },
    dependencies: { enabled: false },
  });
});

test('the operator rolls indices over, when it is asked to by options', () => {
  expect(synth(elasticsearch({ serverUrls, ...manual })).storage).toEqual({
    type: 'elasticsearch',
    options: {
      es: { 'server-urls': serverUrls[0], 'use-aliases': true, 'max-span-age': '168h' },
    },
    esIndexCleaner: {
      enabled: true,
      numberOfDays: 7,
      containerSecurityContext: restricted,
    },
    esRollover: { conditions: '{"max_age":"1d"}', readTTL: '168h', schedule: '0 3 * * *' },
    dependencies: { enabled: false },
  });
});

test('indices by the hour have their names', () => {
  const periodic = { rolloverFrequency: 'hour', dateSeparator: '.' } as const;
  const { storage } = synth(elasticsearch({ serverUrls, rotation: { periodic } }));
  expect(at(storage, 'options', 'es')).toEqual({
    'server-urls': serverUrls[0],
    'index-date-separator': '.',
    'index-rollover-frequency-spans': 'hour',
    'index-rollover-frequency-services': 'hour',
    'index-rollover-frequency-adaptive-sampling': 'hour',
  });
});

test('an archive is told what it does not take from the storage beside it', () => {
  const props = { serverUrls, indexPrefix: 'a', shards: 2, replicas: 0, caSecretName: 'es-ca' };
  const { storage } = synth(opensearch({ ...props, archive: {} }));
  const tls = { enabled: true, ca: '/etc/jaeger/elasticsearch/ca.crt' };
  const server = { 'server-urls': serverUrls[0], 'num-shards': 2, 'num-replicas': 0, tls };
  const shared = { ...server, version: 7, 'index-prefix': 'a' };
  expect(at(storage, 'options')).toEqual({
    es: shared,
    'es-archive': { enabled: true, ...shared },
  });
});

test('a client certificate is in reach of Jaeger and of the jobs that the operator makes', () => {
  const { storage, manifests } = synth(
    elasticsearch({ serverUrls, clientCertificateSecretName: 'es-client' }),
  );
  const [name, folder] = ['elasticsearch-certificate', '/etc/jaeger/elasticsearch-certificate'];
  expect(at(storage, 'options', 'es', 'tls')).toEqual({
    enabled: true,
    cert: `${folder}/tls.crt`,
    key: `${folder}/tls.key`,
  });
  // source: jaeger-operator v1.65.0, which gives the volumes of the spec to collector, query and index jobs
  expect(at(manifests[0], 'spec')).toMatchObject({
    volumes: [{ name, secret: { secretName: 'es-client' } }],
    volumeMounts: [{ name, mountPath: folder, readOnly: true }],
  });
});

test.each(['apiKeySecretName', 'tokenSecretName'] as const)('refuses %s', (login) => {
  expect(() => synth(elasticsearch({ serverUrls, [login]: 'es-login' }))).toThrow(
    new Error(
      `test/Jaeger: storage.${login} needs jaegerV2: the jobs of the Jaeger operator support user and password only`,
    ),
  );
});

test.each<[string, Partial<ElasticsearchProps>]>([
  ['daily indices', { retentionDays: 7 }],
  ['hourly indices', { rotation: { periodic: { rolloverFrequency: 'hour' } }, retentionDays: 7 }],
  ['rollover', manual],
  ['an archive', { archive: {}, retentionDays: 7 }],
  ['a CA', { archive: {}, caSecretName: 'es-ca', secretName: 'es' }],
  ['a client certificate', { clientCertificateSecretName: 'es-client', retentionDays: 7 }],
])('the linter finds nothing in %s', (_, props) => {
  for (const made of [elasticsearch, opensearch]) {
    const { manifests } = synth(made({ serverUrls, indexPrefix: 'a', ...props }));
    const found = lint(modelOfObjects(manifests));
    expect(found.map(({ rule, message }) => `${rule.id}: ${message}`)).toEqual([]);
  }
});

const nodes: CassandraProps = { servers: ['cassandra-0', 'cassandra-1'], datacenter: 'dc1' };

test('Cassandra has one keyspace for the job that makes it and for Jaeger', () => {
  expect(synth(cassandra(nodes)).storage).toEqual({
    type: 'cassandra',
    options: {
      cassandra: {
        servers: 'cassandra-0,cassandra-1',
        'local-dc': 'dc1',
        keyspace: 'jaeger_v1_dc1',
      },
    },
    cassandraCreateSchema: { datacenter: 'dc1', mode: 'prod' },
    dependencies: { enabled: false },
  });
});

test('Cassandra with all that Jaeger v1 can do', () => {
  const made = {
    ...nodes,
    replicationFactor: 1,
    retentionDays: 7,
    secretName: 'login',
    port: 9043,
  };
  expect(synth(cassandra({ ...made, keyspace: 'traces' })).storage).toMatchObject({
    options: { cassandra: { port: 9043, keyspace: 'traces' } },
    secretName: 'login',
    cassandraCreateSchema: { datacenter: 'dc1', mode: 'test', traceTTL: '168h' },
  });
  const given = cassandra({ ...nodes, createSchema: false, caSecretName: 'cassandra-ca' });
  const { storage, manifests } = synth(given);
  expect(storage).toMatchObject({
    options: { cassandra: { tls: { enabled: true, ca: '/etc/jaeger/cassandra/ca.crt' } } },
    cassandraCreateSchema: { enabled: false },
  });
  expect(at(manifests[0], 'spec')).toMatchObject({
    volumes: [{ name: 'cassandra-ca', secret: { secretName: 'cassandra-ca' } }],
    volumeMounts: [{ name: 'cassandra-ca', mountPath: '/etc/jaeger/cassandra' }],
  });
});

test.each([
  nodes,
  { ...nodes, retentionDays: 7, replicationFactor: 1, secretName: 'login' },
  { ...nodes, createSchema: false, tls: true },
  { ...nodes, createSchema: false, caSecretName: 'cassandra-ca' },
])('the linter finds nothing in Cassandra %j', (props) => {
  const { manifests } = synth(cassandra(props));
  const found = lint(modelOfObjects(manifests));
  expect(found.map(({ rule, message }) => `${rule.id}: ${message}`)).toEqual([]);
});

const owned = 'must not set es.use-aliases; use the prop storage.rotation';

test.each<[JaegerStorage, Partial<JaegerProps>, string]>([
  [
    cassandra({ ...nodes, tls: true }),
    {},
    "storage.createSchema must be false with TLS: the operator's job that makes the tables speaks none",
  ],
  [
    cassandra({ ...nodes, replicationFactor: 3 }),
    {},
    'storage.replicationFactor must be 1 or 2 for Jaeger v1, whose job makes no more copies, got 3',
  ],
  [
    cassandra(nodes),
    { queryOptions: { 'es.timeout': '5s' } },
    'queryOptions must not hold es.timeout: the component has no options of es, and does not start',
  ],
  [
    cassandra(nodes),
    { collectorOptions: { 'cassandra.keyspace': 'a' } },
    'collectorOptions must not set cassandra.keyspace; use the prop storage.keyspace',
  ],
  [
    cassandra({ ...nodes, createSchema: false, tls: true }),
    { dependenciesImage: 'spark-dependencies:v0.5.2' },
    "dependenciesImage must not be set with tls: the operator does not pass it to the spark job, got 'spark-dependencies:v0.5.2'",
  ],
  [
    elasticsearch({ serverUrls, rotation: { autoRollover: { policyName: 'p' } } }),
    {},
    'storage.rotation.autoRollover needs jaegerV2: Jaeger v1 may write spans before the aliases exist',
  ],
  [
    elasticsearch({ serverUrls, rotation: { periodic: { dateSeparator: '' } } }),
    {},
    "storage.rotation.periodic.dateSeparator must not be '' for Jaeger v1, whose index cleaner takes that for '-'; use jaegerV2",
  ],
  [
    elasticsearch({ serverUrls, ...manual, archive: {} }),
    {},
    'storage.archive must not be set with rotation.manualRollover: the operator does not roll over the archive; use jaegerV2',
  ],
  [
    opensearch({ serverUrls, ...manual, version: '3.0.0' }),
    {},
    'storage.version must go with the release of Jaeger: jaeger-es-rollover since 1.72.0 must be used with OpenSearch 3, got 1.65.0',
  ],
  [
    elasticsearch({ serverUrls, ...manual }),
    { collectorOptions: { 'es.use-aliases': true } },
    `collectorOptions ${owned}`,
  ],
  [
    elasticsearch({ serverUrls, ...manual }),
    { queryOptions: { 'es.use-aliases': true } },
    `queryOptions ${owned}`,
  ],
  [
    opensearch({ serverUrls }),
    { queryOptions: { 'es.version': 8 } },
    'queryOptions must not set es.version; use the prop storage',
  ],
  [
    elasticsearch({ serverUrls, archive: {} }),
    { queryOptions: { 'es-archive.num-shards': 1 } },
    'queryOptions must not set es-archive.num-shards; use the prop storage.archive',
  ],
  [
    elasticsearch({ serverUrls, archive: {} }),
    { queryOptions: { 'es-archive.enabled': true } },
    'queryOptions must not set es-archive.enabled; use the prop storage.archive',
  ],
  [
    elasticsearch({ serverUrls, version: '6.8.23' }),
    {},
    'storage.version must go with the release of Jaeger: Jaeger since 1.58.0 must be used with Elasticsearch 7 or newer, got Elasticsearch 6.8.23 and Jaeger 1.65.0',
  ],
])('refuses %j with %j', (storage, props, message) => {
  expect(() => synth(storage, props)).toThrow(new Error(`test/Jaeger: ${message}`));
});
