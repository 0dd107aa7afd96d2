import { App, Chart, Testing } from 'cdk8s';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Endpoint } from '../../../../src/constructs/edge/endpoint.ts';
import {
  badger,
  cassandra,
  type ElasticsearchProps,
  elasticsearch,
  type IndexRotation,
  Jaeger,
  type JaegerProps,
  memory,
  opensearch,
} from '../../../../src/index.ts';
import { lint } from '../../../../src/lint/lint.ts';
import { seldom } from '../../../cluster/fixtures/arbitrary.ts';
import { modelOfObjects } from '../../../objects-model.ts';
import { rounds } from '../../../seed.ts';

const namespace = 'generated-jaegers';
const days = seldom(fc.integer({ min: 1, max: 400 }));
const authority = seldom(fc.constant('storage-ca'));
const replicas = fc.integer({ min: 1, max: 3 });

const rotation = fc.constantFrom<(IndexRotation | undefined)[]>(
  undefined,
  undefined,
  { periodic: { rolloverFrequency: 'hour', dateSeparator: '.' } },
  { manualRollover: { conditions: { max_age: '1d' } } },
);

const indexed = fc
  .record({
    made: fc.constantFrom(elasticsearch, opensearch),
    indexPrefix: seldom(fc.constantFrom('tracing', 'team-a')),
    replicas: seldom(fc.integer({ min: 0, max: 2 })),
    rotation,
    archive: seldom(fc.constant({})),
    login: fc.constantFrom<Partial<ElasticsearchProps>[]>(
      {},
      {},
      { secretName: 'storage-login' },
      { apiKeySecretName: 'storage-login' },
    ),
    retentionDays: fc.integer({ min: 1, max: 400 }),
    caSecretName: authority,
  })
  .map(({ made, login, ...props }) =>
    made({ ...props, ...login, serverUrls: ['https://search-0.example.com:9200'] }),
  );

const nodes = fc
  .record({ retentionDays: days, replicationFactor: seldom(fc.integer({ min: 1, max: 3 })) })
  .map((props) => cassandra({ ...props, servers: ['cassandra.db.svc'], datacenter: 'dc1' }));

const local = fc.oneof(
  seldom(fc.integer({ min: 1, max: 10_000 })).map((maxTraces) => memory({ maxTraces })),
  days.map((retentionDays) => badger({ volumeSize: '10Gi', retentionDays })),
);

const kafka = fc
  .record({
    topic: seldom(fc.constant('spans')),
    groupId: seldom(fc.constant('writers')),
    ingesterReplicas: replicas,
    secretName: seldom(fc.constant('kafka-login')),
    saslMechanism: seldom(fc.constantFrom('PLAIN' as const, 'SCRAM-SHA-256' as const)),
    tls: seldom(fc.boolean()),
    protocolVersion: seldom(fc.constantFrom('2.1.0', '3.3.0')),
    caSecretName: seldom(fc.constant('kafka-ca')),
  })
  // inside of the cluster, where a login needs no TLS
  .map((props) => ({ ...props, brokers: ['kafka.db.svc:9092'] as const }));

const options = (...given: JaegerProps['queryOptions'][]) => fc.constantFrom(...given);

const pods = fc.constantFrom<JaegerProps['pods'][]>(
  { all: { tolerations: [{ key: 'infra', operator: 'Exists' }] } },
  { collector: { autoscaler: { minReplicas: 2, maxReplicas: 4 } } },
  { ingester: { autoscaler: { maxReplicas: 4 }, nodeSelector: { pool: 'infra' } } },
  { allInOne: { securityContext: { runAsUser: 1000 }, priorityClassName: 'platform' } },
);

const everyProp = fc.record({
  name: fc.stringMatching(/^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$/),
  sampling: fc.constant<JaegerProps['sampling']>({
    strategies: { default_strategy: { type: 'ratelimiting', param: 5 } },
  }),
  ingress: fc.constantFrom<JaegerProps['ingress'][]>(
    { hosts: ['jaeger.example.com'], tlsSecretName: 'jaeger-tls' },
    { hosts: ['*.example.com'], annotations: { 'example.com/owner': 'a' } },
  ),
  gateway: fc.constant<JaegerProps['gateway']>({ parentRefs: [{ name: 'public' }] }),
  basePath: fc.constantFrom('/jaeger', '/', '/a/b'),
  uiConfig: fc.constant({ menu: [] }),
  dependenciesImage: fc.constant('ghcr.io/jaegertracing/spark-dependencies:v0.5.2'),
  collectorReplicas: replicas,
  queryReplicas: replicas,
  pods,
  queryTracing: fc.boolean(),
  queueSize: fc.constantFrom(1, 2000, 100_000),
  collectorOptions: options({ 'collector.num-workers': 100 }, { 'es.bulk.workers': 2 }),
  queryOptions: options(
    { 'query.base-path': '/jaeger' },
    { 'query.max-clock-skew-adjustment': '1s' },
  ),
  ingesterOptions: options({ 'ingester.parallelism': '100' }, { 'es.bulk.workers': 2 }),
  restricted: fc.boolean(),
  operatorDependencies: fc.boolean(),
  receiverTls: fc.constantFrom<JaegerProps['receiverTls'][]>(
    { issuer: { name: 'ca', kind: 'ClusterIssuer' } },
    { serverSecretName: 'server', clientSecretName: 'client' },
  ),
  clusterDomain: fc.constantFrom('k8s.example', 'cluster.local'),
  labels: fc.constantFrom<Record<string, string>[]>({ team: 'a' }, {}),
  extraSpec: fc.constantFrom<JaegerProps['extraSpec'][]>(
    { query: { serviceType: 'NodePort' } } as never,
    { storage: { esIndexCleaner: { successfulJobsHistoryLimit: 1 } } } as never,
    { serviceAccount: 'jaeger' } as never,
    { agent: { strategy: 'DaemonSet' } } as never,
  ),
});

/** A storage, and some of the props: of all at once there is always one that does not go with another. */
const arbitraryProps: fc.Arbitrary<JaegerProps> = fc
  .tuple(
    fc.oneof(indexed, indexed, nodes, local, local),
    seldom(kafka),
    everyProp,
    fc.array(fc.nat(), { maxLength: 5 }),
  )
  .map(([storage, kafka, all, chosen]) => {
    const entries = Object.entries(all);
    const some = entries.filter((_, index) => chosen.some((one) => one % entries.length === index));
    return { ...Object.fromEntries(some), ...(kafka && { kafka }), namespace, storage };
  });

test('whatever the types allow is refused by construct and prop, or synthesized without findings', () => {
  const made = new Map<unknown, number>();
  fc.assert(
    fc.property(arbitraryProps, (props) => {
      const chart = new Chart(new App(), 'generated');
      const jaeger = attempt(() => new Jaeger(chart, 'Jaeger', props), props);
      if (jaeger === undefined) return;
      const objects: { readonly spec?: { readonly strategy?: string } }[] = Testing.synth(chart);
      const strategy = objects[0]?.spec?.strategy;
      made.set(strategy, (made.get(strategy) ?? 0) + 1);
      const model = modelOfObjects(objects);
      // the strategy is what the operator makes of it, too
      expect(model.jaegers[0]?.strategy.strategy).toBe(strategy);
      expect(lint(model).map(({ rule, message }) => `${rule.id}: ${message}`)).toEqual([]);
      const { query, otlpGrpc, otlpHttp, thriftHttp, sampling } = jaeger;
      for (const endpoint of [query, otlpGrpc, otlpHttp, thriftHttp, sampling] as Endpoint[]) {
        const service = model.services.find(namespace, endpoint.host);
        const port = service?.ports.find((one) => one.port === endpoint.port);
        expect(port?.protocol).toBe(endpoint.protocol);
      }
    }),
    { numRuns: rounds(750) },
  );
  // not because most were refused
  for (const strategy of ['allInOne', 'production', 'streaming']) {
    expect(made.get(strategy), strategy).toBeGreaterThan(10);
  }
}, 600_000);

/** What is made; undefined where the props are refused by construct and by one of them. */
function attempt(make: () => Jaeger, props: JaegerProps): Jaeger | undefined {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const [, word = ''] = /^generated\/Jaeger: (?:endpoint )?(\w+)/.exec(error.message) ?? [];
    const named = { ...props, ...props.storage, ...props.kafka };
    expect([error.message, Object.hasOwn(named, word)]).toEqual([error.message, true]);
    return undefined;
  }
}
