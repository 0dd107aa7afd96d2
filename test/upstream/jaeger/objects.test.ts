import { expect, test } from 'vitest';
import { derivedJaegerObjects } from '../../../src/upstream/jaeger/objects.ts';

const elasticsearch = {
  type: 'elasticsearch',
  options: { es: { 'server-urls': 'http://es:9200' } },
};

function names(spec: Readonly<Record<string, unknown>>, name = 'jaeger'): string[] {
  return derivedJaegerObjects(name, spec).map((object) => `${object.kind} ${object.name}`);
}

test('an empty spec becomes one Deployment with an agent Service and an Ingress', () => {
  expect(names({})).toEqual([
    'ServiceAccount jaeger',
    'ConfigMap jaeger-sampling-configuration',
    'Deployment jaeger',
    'Service jaeger-collector',
    'Service jaeger-collector-headless',
    'Service jaeger-query',
    'Service jaeger-agent',
    'Ingress jaeger-query',
  ]);
});

test('production on Elasticsearch has an autoscaler and the jobs that tend indices', () => {
  const spec = { strategy: 'production', storage: elasticsearch, ingress: { enabled: false } };
  expect(names(spec)).toEqual([
    'ServiceAccount jaeger',
    'ConfigMap jaeger-sampling-configuration',
    'Deployment jaeger-collector',
    'Deployment jaeger-query',
    'HorizontalPodAutoscaler jaeger-collector',
    'Service jaeger-collector',
    'Service jaeger-collector-headless',
    'Service jaeger-query',
    'CronJob jaeger-spark-dependencies',
    'CronJob jaeger-es-index-cleaner',
  ]);
});

test('streaming has ingesters, which scale by themselves', () => {
  const streaming = { strategy: 'streaming', storage: elasticsearch };
  expect(names(streaming)).toContain('HorizontalPodAutoscaler jaeger-ingester');
  expect(names({ ...streaming, ingester: { replicas: 2 } })).not.toContain(
    'HorizontalPodAutoscaler jaeger-ingester',
  );
  expect(names({ ...streaming, collector: { autoscale: false } })).not.toContain(
    'HorizontalPodAutoscaler jaeger-collector',
  );
});

test.each([
  ['the dependency graph is off', { dependencies: { enabled: false } }],
  [
    'spark cannot speak TLS',
    { options: { es: { 'server-urls': 'https://es', tls: { ca: '/ca' } } } },
  ],
  ['no server is named', { options: {} }],
])('the user interface is told when %s', (_, storage) => {
  const spec = { strategy: 'production', storage: { ...elasticsearch, ...storage } };
  expect(names(spec)).toContain('ConfigMap jaeger-ui-configuration');
  expect(names(spec)).not.toContain('CronJob jaeger-spark-dependencies');
});

test('aliases bring the jobs of a rollover', () => {
  const options = { es: { 'server-urls': 'http://es:9200', 'use-aliases': true } };
  const spec = { strategy: 'production', storage: { type: 'elasticsearch', options } };
  expect(names(spec)).toEqual(
    expect.arrayContaining([
      'CronJob jaeger-es-rollover',
      'CronJob jaeger-es-lookback',
      'Job jaeger-es-rollover-create-mapping',
    ]),
  );
});

test('Cassandra gets its schema from a job unless it is switched off', () => {
  const cassandra = { strategy: 'production', storage: { type: 'cassandra' } };
  expect(names(cassandra)).toContain('Job jaeger-cassandra-schema-job');
  const storage = { type: 'cassandra', cassandraCreateSchema: { enabled: false } };
  expect(names({ ...cassandra, storage })).not.toContain('Job jaeger-cassandra-schema-job');
});

test('agents run on every node on request', () => {
  expect(names({ agent: { strategy: 'DaemonSet' } })).toContain('DaemonSet jaeger-agent-daemonset');
});

test('sampling that the flags name needs no configuration', () => {
  const options = { 'sampling.strategies-file': '/etc/sampling.json' };
  expect(names({ allInOne: { options } })).not.toContain('ConfigMap jaeger-sampling-configuration');
});
