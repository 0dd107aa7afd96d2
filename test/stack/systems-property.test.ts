import { App, Chart } from 'cdk8s';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { objectsInOrder, render } from '../../src/guard/objects.ts';
import {
  badger,
  cassandra,
  clickhouse,
  Endpoint,
  elasticsearch,
  flux,
  jaeger,
  jaegerV2,
  memory,
  oneIn,
  opensearch,
  otlp,
  remoteStorage,
  TracingNamespace,
} from '../../src/index.ts';
import { lint } from '../../src/lint/lint.ts';
import { readModel } from '../../src/model/model.ts';
import type { AnyStackProps } from '../../src/stack/props.ts';
import { TracingStack } from '../../src/stack.ts';
import { rounds } from '../seed.ts';

/** A prop that is set at times, to what is taken or, rarely, to what is not. */
function maybe<T>(good: readonly T[], bad: readonly T[] = []): fc.Arbitrary<T | undefined> {
  return fc.oneof(
    { weight: 12, arbitrary: fc.constant(undefined) },
    { weight: 6, arbitrary: fc.constantFrom(...good) },
    ...(bad.length === 0 ? [] : [{ weight: 1, arbitrary: fc.constantFrom(...bad) }]),
  );
}

const servers = { serverUrls: ['https://es.example.com:9200'], retentionDays: 7 } as const;
const vendor = new Endpoint('otlp-http', {
  host: 'otlp.example.com',
  port: 443,
  tls: true,
  basePath: '/ingest',
  caSecretName: 'vendor-ca',
  clientCertificateSecretName: 'vendor-client',
  headers: { authorization: { secretName: 'vendor', key: 'token', prefix: 'Bearer ' } },
});
const tempo = new Endpoint('otlp-grpc', { host: 'tempo', namespace: 'tempo' });
const loki = new Endpoint('otlp-http', { host: 'loki.example.com', signals: ['logs'] });
const query = new Endpoint('jaeger-query', { host: 'jaeger-query', namespace: 'tracing' });

const storages = {
  elasticsearch: () => elasticsearch(servers),
  rolled: () => elasticsearch({ ...servers, rotation: { manualRollover: {} }, archive: {} }),
  opensearch: () => opensearch({ ...servers, secretName: 'search', caSecretName: 'search-ca' }),
  cassandra: () => cassandra({ servers: ['cassandra.db.svc'], datacenter: 'dc1' }),
  clickhouse: () => clickhouse({ addresses: ['clickhouse.example.com:9000'] }),
  remote: () => remoteStorage({ endpoint: 'storage.db.svc:17271' }),
  badger: () => badger({ volumeSize: '10Gi', retentionDays: 3 }),
  memory: () => memory(),
};
const storage = fc.constantFrom(...Object.values(storages));
const shared = {
  kafka: maybe([{ brokers: ['kafka.example.com:9092'] as const }]),
  receiverTls: maybe([{ issuer: { name: 'ca' } }], [{}]),
  ingress: maybe([{ hosts: ['jaeger.example.com'] as const, ingressClassName: 'nginx' }]),
  gateway: maybe([
    { parentRefs: [{ name: 'public', namespace: 'gateways', sectionName: 'https' }] as const },
  ]),
  basePath: maybe(['/jaeger'], ['/jaeger/']),
  sampling: maybe([
    { strategies: { default_strategy: { type: 'probabilistic' as const, param: 0.1 } } },
  ]),
  labels: maybe([{ team: 'a' }], [{ team: 'a b' }]),
};
const operator = maybe<AnyStackProps['otelOperator']>(
  [
    { replicas: 2, podDisruptionBudget: { minAvailable: 1 } },
    { watchNamespaces: ['tracing', 'team-a', 'observability'] },
    { webhooks: { failurePolicy: 'Ignore' }, leaderElection: false },
    { certificate: { secretName: 'webhook', caBundle: 'Y2E=' } },
    { resources: { requests: { cpu: '1' } }, labels: { team: 'a' } },
  ],
  [{ watchNamespaces: ['shop'] }, { replicas: 0 }],
);

/** Makes a backend when it is asked, since it throws for what does not go together. */
const backend = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .record({ storage, ...shared, installOperator: maybe([false, true]), operator })
      .map(
        ({ storage, ...props }) =>
          () =>
            jaeger({ ...props, storage: storage() } as never),
      ),
  },
  {
    weight: 3,
    arbitrary: fc
      .record({
        storage,
        ...shared,
        layout: maybe(['one' as const, 'split' as const]),
        version: maybe(['2.21.0', '2.13.0'], ['1.65.0']),
        metrics: maybe([{ prometheusUrl: 'http://prometheus.monitoring.svc:9090' }]),
      })
      .map(
        ({ storage, ...props }) =>
          () =>
            jaegerV2({ ...props, storage: storage() } as never),
      ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      () => otlp(vendor),
      () => otlp(tempo),
      () => otlp(tempo, vendor),
      () => otlp(loki as never),
      () => otlp(query as never),
    ),
  },
);

const drawn = fc.record({
  backend,
  namespace: maybe(['observability', 'tracing'], ['Observability', '']),
  createNamespace: maybe([true, false]),
  clusterDomain: maybe(['k8s.example'], ['k8s.example.']),
  installOtelOperator: maybe([false, true]),
  otelOperator: fc.oneof(
    { weight: 3, arbitrary: operator },
    {
      weight: 1,
      arbitrary: fc.constantFrom<AnyStackProps['otelOperator']>(
        { version: '0.148.0' },
        { version: '0.88.0' as '0.148.0' },
        { enableGoInstrumentation: true, featureGates: ['operator.golang.flags'] },
        { collectorImage: 'registry.example.com/otel/collector:0.158.0' },
      ),
    },
  ),
  backends: maybe<AnyStackProps['backends']>([[tempo], [vendor], [tempo, vendor], []], [[loki]]),
  instrumentation: maybe<AnyStackProps['instrumentation']>(
    [
      {},
      { name: 'agents', propagators: ['tracecontext', 'b3'] },
      { sampler: { type: 'parentbased_traceidratio', ...oneIn(4) } },
      { languages: { python: { image: 'registry.example.com/python:0.60b1' } } },
      { env: { OTEL_LOG_LEVEL: 'debug' }, resourceAttributes: { 'deployment.environment': 'dev' } },
    ],
    [{ env: { HOME: '/' } }, { sampler: { type: 'traceidratio', ratio: 2 } }, { propagators: [] }],
  ),
  thanos: maybe<AnyStackProps['thanos']>(
    [
      [
        {
          manifest: 'manifests/thanos-query.yaml',
          serviceName: 'thanos-query',
          sampling: oneIn(16),
        },
      ],
      [
        { manifest: 'manifests/thanos-query.yaml', serviceName: 'a', labels: { team: 'a' } },
        { manifest: 'manifests/thanos-store.yaml', serviceName: 'b' },
      ],
      [],
    ],
    [[{ manifest: 'manifests/thanos-query.yaml', serviceName: ' ' }]],
  ),
  tekton: maybe<AnyStackProps['tekton']>(
    [
      { version: '1.15.0' },
      { version: '1.15.0', operatorVersion: '0.81.1' },
      { version: '1.15.0', credentialsSecret: 'login' },
    ],
    [{ version: '0.57.0' }, { version: '0.30.0' }],
  ),
  grafana: maybe<AnyStackProps['grafana']>(
    [
      { namespace: 'monitoring' },
      { namespace: 'monitoring', isDefault: true, labels: { grafana_datasource: '1' } },
      {
        namespace: 'monitoring',
        grafanaOperator: { instanceSelector: { matchLabels: { dashboards: 'grafana' } } },
      },
    ],
    [{ namespace: 'Monitoring' }],
  ),
  monitoring: maybe<AnyStackProps['monitoring']>(
    [{}, { alerts: false }, { interval: '30s', labels: { release: 'prometheus' }, name: 'a' }],
    [{ interval: 'often' }],
  ),
  networkPolicies: maybe<AnyStackProps['networkPolicies']>([
    true,
    { ingressController: [{ namespace: 'ingress' }], prometheus: [{ namespace: 'monitoring' }] },
  ]),
  podSecurity: maybe<AnyStackProps['podSecurity']>(['restricted', 'baseline', 'privileged']),
  sizing: maybe<AnyStackProps['sizing']>(
    [
      { spansPerSecond: 1000 },
      { spansPerSecond: 200_000, spanBytes: 1000 },
      { spansPerSecond: 50, retentionDays: 30 },
    ],
    [{ spansPerSecond: 0 }, { spansPerSecond: 1, retentionDays: 1.5 }],
  ),
  delivery: maybe<AnyStackProps['delivery']>(
    ['kubectl', 'argocd', 'flux', 'kustomize', 'helm', flux({ path: 'clusters/dev' })],
    ['ansible' as 'helm'],
  ),
  labels: maybe<AnyStackProps['labels']>(
    [{ 'app.kubernetes.io/part-of': 'tracing' }],
    [{ a: '!' }],
  ),
  annotations: maybe<AnyStackProps['annotations']>([{ 'example.com/owner': 'a' }], [{ '': 'a' }]),
  collector: maybe<AnyStackProps['collector']>([
    { memoryLimit: '1Gi', debug: 'basic' },
    { limitMemory: false, sendingQueue: { sizer: 'items', queue_size: 100_000 } },
    { mode: 'sidecar' },
    { extensions: { zpages: {} }, telemetry: { logs: { encoding: 'json' } } },
    { persistentQueue: { size: '1Gi' } },
  ]),
  // in a chart that has a namespace, or that makes one
  around: fc.constantFrom(...(['app', 'app', 'chart', 'made'] as const)),
});

/** Where the stack stands, and what namespace it is told. */
function around(where: 'app' | 'chart' | 'made', namespace: string | undefined) {
  const app = new App();
  if (where === 'app') return { app, scope: app, namespace };
  const scope = new Chart(app, '0-around', { namespace: 'observability' });
  if (where === 'chart') return { app, scope, namespace };
  const made = new TracingNamespace(scope, 'Own', { name: 'observability' });
  return { app, scope: app, namespace: made };
}

/** What is told of some of these, and rightly so. */
const told = [
  'edge/plain-login', // of Tekton with a login
  'collector/memory-limit', // without a limit
  'collector/size', // of a load that the settings do not bear
  'grafana/jaeger-release', // with a Jaeger that is too new for it
];

test('whatever is said of systems of a stack is refused by construct and prop, or has no findings', () => {
  let made = 0;
  fc.assert(
    fc.property(drawn, ({ backend, around: where, ...props }) => {
      const { app, scope, namespace } = around(where, props.namespace);
      try {
        const all = { ...props, namespace, backend: backend(), guard: 'off' };
        new TracingStack(scope, 'tracing', all as unknown as AnyStackProps);
      } catch (error) {
        expect(String(error)).toMatch(
          /^Error: (?:(?:0-around\/)?tracing(?:\/[\w-]+)*: [a-z]|endpoint of otlp )/,
        );
        expect(error).not.toBeInstanceOf(TypeError);
        return;
      }
      made += 1;
      const found = lint(readModel(render(objectsInOrder(app))));
      const odd = found.filter(({ rule }) => !told.includes(rule.id));
      expect(odd.map(({ rule, message }) => `${rule.id}: ${message}`)).toEqual([]);
    }),
    { numRuns: rounds(100) },
  );
  // not because most were refused
  expect(made).toBeGreaterThan(rounds(100) / 10);
}, 600_000);
