import { Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { elasticsearch } from '../../src/constructs/elasticsearch.ts';
import { Jaeger, type JaegerProps } from '../../src/constructs/jaeger.ts';

const storage = elasticsearch({ serverUrls: ['http://elastic.centre.com:9201'] });

function synth(props: Partial<JaegerProps> = {}) {
  const chart = Testing.chart();
  const jaeger = new Jaeger(chart, 'Jaeger', { namespace: 'tracing', storage, ...props });
  return { jaeger, manifest: Testing.synth(chart)[0] };
}

test('is a production Jaeger without an Ingress from its required props alone', () => {
  expect(synth().manifest).toEqual({
    apiVersion: 'jaegertracing.io/v1',
    kind: 'Jaeger',
    metadata: { name: 'jaeger', namespace: 'tracing' },
    spec: {
      strategy: 'production',
      ingress: { enabled: false },
      storage: {
        type: 'elasticsearch',
        options: { es: { 'server-urls': 'http://elastic.centre.com:9201' } },
        dependencies: { enabled: false },
      },
    },
  });
});

const every: Required<JaegerProps> = {
  namespace: 'observability',
  name: 'traces',
  storage: elasticsearch({
    serverUrls: ['https://es-0.example.com:9200', 'https://es-1.example.com:9200'],
    indexPrefix: 'team-a',
    shards: 3,
    replicas: 0,
    retentionDays: 14,
    secretName: 'elasticsearch-credentials',
    caSecretName: 'elasticsearch-ca',
  }),
  ingress: {
    hosts: ['jaeger.example.com'],
    ingressClassName: 'nginx',
    tlsSecretName: 'jaeger-tls',
  },
  dependencies: 'off',
  collectorReplicas: 2,
  queryReplicas: 3,
  collectorOptions: { 'collector.queue-size': 5000 },
  queryOptions: { 'query.base-path': '/jaeger' },
  clusterDomain: 'k8s.example',
};

test('renders every prop', () => {
  const { manifest, jaeger } = synth(every);
  expect(manifest.metadata).toEqual({ name: 'traces', namespace: 'observability' });
  expect(manifest.spec).toEqual({
    strategy: 'production',
    ingress: {
      enabled: true,
      hosts: ['jaeger.example.com'],
      ingressClassName: 'nginx',
      tls: [{ hosts: ['jaeger.example.com'], secretName: 'jaeger-tls' }],
    },
    collector: { replicas: 2, options: { 'collector.queue-size': 5000 } },
    query: { replicas: 3, options: { 'query.base-path': '/jaeger' } },
    storage: {
      type: 'elasticsearch',
      secretName: 'elasticsearch-credentials',
      options: {
        es: {
          'server-urls': 'https://es-0.example.com:9200,https://es-1.example.com:9200',
          'index-prefix': 'team-a',
          'num-shards': 3,
          'num-replicas': 0,
          'max-span-age': '336h',
          tls: { enabled: true, ca: '/etc/jaeger/elasticsearch/ca.crt' },
        },
      },
      esIndexCleaner: { enabled: true, numberOfDays: 14 },
      dependencies: { enabled: false },
    },
    volumes: [{ name: 'elasticsearch-ca', secret: { secretName: 'elasticsearch-ca' } }],
    volumeMounts: [
      { name: 'elasticsearch-ca', mountPath: '/etc/jaeger/elasticsearch', readOnly: true },
    ],
  });
  expect(jaeger.query.url('grafana')).toBe(
    'http://traces-query.observability.svc.k8s.example:16686',
  );
});

test('hands out an endpoint for each protocol that spans and queries use', () => {
  const { jaeger } = synth();
  expect(jaeger.otlpGrpc.address('tracing')).toBe('jaeger-collector:4317');
  expect(jaeger.otlpHttp.url('tracing')).toBe('http://jaeger-collector:4318');
  expect(jaeger.thriftHttp.tracesUrl('tekton-pipelines')).toBe(
    'http://jaeger-collector.tracing.svc.cluster.local:14268/api/traces',
  );
  expect(jaeger.query.url('monitoring')).toBe(
    'http://jaeger-query.tracing.svc.cluster.local:16686',
  );
});

test('dependencies can be left to the operator, or run from a pinned image', () => {
  expect(synth({ dependencies: 'operator' }).manifest.spec.storage.dependencies).toBeUndefined();
  const image = 'ghcr.io/jaegertracing/spark-dependencies/spark-dependencies:v0.5.2';
  expect(synth({ dependencies: { image } }).manifest.spec.storage.dependencies).toEqual({
    enabled: true,
    image,
  });
});

test('strategy and memory storage are not expressible', () => {
  const props: JaegerProps = { namespace: 'tracing', storage };
  // @ts-expect-error the operator would rewrite any other strategy, so there is none to choose
  expect({ ...props, strategy: 'allInOne' } satisfies JaegerProps).toHaveProperty('strategy');
  // @ts-expect-error spans in memory are lost with the pod
  expect({ ...props, storage: { type: 'memory' } } satisfies JaegerProps).toHaveProperty('storage');
});
