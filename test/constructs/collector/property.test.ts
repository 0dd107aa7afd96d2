import { Testing } from 'cdk8s';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OtelCollector } from '../../../src/constructs/collector/instance.ts';
import type { KafkaTopic } from '../../../src/constructs/collector/kafka/topic.ts';
import type { OtelCollectorProps } from '../../../src/constructs/collector/props.ts';
import type { SignalProps } from '../../../src/constructs/collector/signals/props.ts';
import {
  TailSampling,
  type TailSamplingProps,
} from '../../../src/constructs/collector/tail-sampling.ts';
import { Endpoint } from '../../../src/constructs/edge/endpoint.ts';
import { guard } from '../../../src/guard.ts';
import { rounds } from '../../seed.ts';
import { findings, jaeger } from './synth.ts';

type Tier = NonNullable<TailSamplingProps['balancer']>;

/** A prop that is set at times, to what is taken or, rarely, to what is not. */
function maybe<T>(good: readonly T[], bad: readonly T[] = []): fc.Arbitrary<T | undefined> {
  return fc.oneof(
    { weight: 14, arbitrary: fc.constant(undefined) },
    { weight: 7, arbitrary: fc.constantFrom(...good) },
    ...(bad.length === 0 ? [] : [{ weight: 1, arbitrary: fc.constantFrom(...bad) }]),
  );
}

const size = '1Gi';

const loki = new Endpoint('otlp-http', {
  host: 'loki.example.com',
  port: 443,
  tls: true,
  signals: ['logs'],
});
const tempo = new Endpoint('otlp-grpc', { host: 'tempo.example.com', signals: ['traces'] });
const vendor = new Endpoint('otlp-http', {
  host: 'otlp.example.com',
  port: 443,
  tls: true,
  caSecretName: 'vendor-ca',
  headers: { 'x-api-key': { secretName: 'vendor', key: 'key' } },
});

/** A mapping as people write it. */
const mapping = <T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record<T>(fields, { noNullPrototype: true });

const signal = mapping({
  exportTo: maybe<SignalProps['exportTo']>([[jaeger], [vendor], [jaeger, vendor]], [[tempo], []]),
  receivers: maybe<SignalProps['receivers']>([
    { k8s_events: {} },
    { kubeletstats: { auth_type: 'serviceAccount' } },
  ]),
  connectors: maybe([['spanmetrics']]),
  processors: maybe<SignalProps['processors']>(
    [
      { k8sattributes: {} },
      { attributes: { actions: [{ key: 'password', action: 'delete' }] } },
      { attributes: { actions: [{ key: 'user', action: 'delete' }] } },
    ],
    [{ tail_sampling: {} }, { batch: {} }],
  ),
  exporters: maybe<SignalProps['exporters']>([{ 'debug/signal': {} }], [{ zipkin: {} }]),
});
const logs = fc.oneof(
  signal,
  fc.constant<SignalProps>({ exportTo: [loki] }),
  fc.constant<SignalProps>({ exportTo: [loki, vendor] }),
);

const brokers = ['kafka.example.com:9093'] as const;
const topic = maybe<KafkaTopic>(
  [
    { brokers },
    { brokers, topic: 'spans', groupId: 'ingesters' },
    { brokers, secretName: 'kafka', caSecretName: 'kafka-ca', saslMechanism: 'PLAIN' },
    { brokers, tls: true },
    { brokers, partitionTracesById: true, metrics: {}, logs: { topic: 'team-a-logs' } },
    { brokers, logs: { encoding: 'raw' } },
    { brokers, metrics: { encoding: 'otlp_json' } },
    { brokers, encoding: 'jaeger_proto', messageMarking: { onPermanentError: true } },
    { brokers, errorBackoff: { initialInterval: '100ms', maxElapsedTime: '1m' } },
  ],
  [
    { brokers: ['http://kafka:9092'] },
    { brokers, topic: '..' },
    { brokers, saslMechanism: 'PLAIN' },
    { brokers, groupId: '$GROUP' },
    { brokers, topic: 'logs', logs: { topic: 'logs' } },
    { brokers, errorBackoff: { maxElapsedTime: '1s' } },
    { brokers, logs: { encoding: 'text' } },
  ],
);

/** What a type allows of each prop, more than what is taken. */
const tier: fc.Arbitrary<Tier> = fc
  .record<Tier>({
    mode: maybe<Tier['mode']>(['deployment', 'daemonset', 'statefulset'], ['sidecar']),
    replicas: maybe([1, 3], [-1]),
    autoscaler: maybe([{ maxReplicas: 4 }], [{ minReplicas: 5, maxReplicas: 2 }]),
    distribution: maybe<Tier['distribution']>(['k8s', 'contrib'], ['core']),
    version: maybe(['0.158.0', '0.139.0', '0.120.0']),
    hostPort: maybe([false, true]),
    createRoles: maybe([true, false]),
    serviceAccountName: maybe(['collector'], ['Collector']),
    persistentQueue: maybe<Tier['persistentQueue']>(
      [
        { size },
        { size, volume: 'emptyDir' },
        { size, volume: 'hostPath', hostPath: '/data/queue' },
        { size, storageClassName: 'fast', queueSize: 500 },
      ],
      [
        { size: 'big' },
        { size, storageClassName: 'Fast' },
        { size, volume: 'hostPath', hostPath: '/../etc' },
        { size, queueSize: 1.5 },
      ],
    ),
    processors: maybe<Tier['processors']>([
      { k8sattributes: {} },
      { k8sattributes: { filter: { namespace: 'shop' } } },
      { k8sattributes: { filter: { node_from_env_var: 'KUBE_NODE_NAME' } } },
      { k8sattributes: { extract: { metadata: ['k8s.deployment.uid', 'k8s.cluster.uid'] } } },
      { k8sattributes: { extract: { labels: [{ from: 'deployment', key: 'a', tag_name: 'a' }] } } },
      { resourcedetection: { detectors: ['env', 'k8snode'] } },
      { resourcedetection: { detectors: ['kubeadm'] } },
    ]),
    debug: maybe<Tier['debug']>(['basic']),
    batch: maybe([{ timeout: '1s' }]),
    restricted: maybe([true, false]),
    signals: fc.oneof(
      { weight: 2, arbitrary: fc.constant(undefined) },
      {
        weight: 1,
        arbitrary: mapping({
          logs: fc.oneof(fc.constant(undefined), logs),
          metrics: fc.oneof(fc.constant(undefined), signal),
        }),
      },
    ),
    exportToKafka: topic,
    receiveFromKafka: topic,
  })
  // what no pipeline names is told of, and rightly so
  .map((props) => ({
    ...props,
    connectors: props.signals?.metrics?.connectors && { spanmetrics: {} },
  }));

/** What a collector alone is told of its components and its resource. */
const whole = fc.record<Partial<OtelCollectorProps>>({
  name: maybe(['spans'], ['Spans', 'a'.repeat(43)]),
  apiVersion: maybe<Tier['apiVersion']>(['v1alpha1', 'v1beta1']),
  protocols: maybe<Tier['protocols']>([
    ['otlp-grpc'],
    ['otlp-http', 'zipkin'],
    ['jaeger-grpc', 'jaeger-thrift-http'],
  ]),
  memoryLimit: maybe(['128Mi', '2Gi', '1.5Gi'], ['1m', '512']),
  memoryLimiter: maybe<Tier['memoryLimiter']>([
    { check_interval: '1s', limit_mib: 100 },
    { check_interval: '2s', limit_percentage: 70, spike_limit_percentage: 10 },
  ]),
  compression: maybe<Tier['compression']>(['none', 'zstd'], ['lz4' as never]),
  timeout: maybe(['0s', '10s'], ['10', '-1s']),
  retryOnFailure: maybe<Tier['retryOnFailure']>(
    [{ initialInterval: '1s', maxInterval: '1m' }, { maxElapsedTime: '0s' }],
    [{ maxInterval: '1d' }, { maxElapsedTime: '1s' }],
  ),
  sendingQueue: maybe<Tier['sendingQueue']>([{ queue_size: 100_000 }, { num_consumers: 20 }]),
  resources: maybe<Tier['resources']>(
    [{ requests: {} }, { requests: { cpu: '1' }, limits: { cpu: '2' } }],
    [{ limits: { memory: '1Gi' } }, { requests: { memory: '4Gi' } }],
  ),
  receivers: maybe<Tier['receivers']>([
    { 'otlp/second': { protocols: { http: { endpoint: '0.0.0.0:14318' } } } },
    { 'zipkin/second': { endpoint: '0.0.0.0:19411' } },
  ]),
  exporters: maybe<Tier['exporters']>([
    { 'debug/other': { verbosity: 'basic' } },
    { zipkin: { endpoint: 'http://zipkin.example.com:9411/api/v2/spans' } },
  ]),
  extensions: maybe<Tier['extensions']>([
    { zpages: {} },
    { pprof: { endpoint: 'localhost:1777' } },
    { health_check: { endpoint: '0.0.0.0:13133' } },
  ]),
  telemetry: maybe<Tier['telemetry']>([
    { logs: { encoding: 'json', level: 'warn' } },
    { metrics: { level: 'detailed' } },
    { metrics: { level: 'none' } },
  ]),
  extraSpec: maybe<Tier['extraSpec']>([
    { terminationGracePeriodSeconds: 60 },
    { managementState: 'unmanaged' as never },
    { upgradeStrategy: 'none' as never },
  ]),
  labels: maybe([{ team: 'a' }], [{ team: '-' }]),
  clusterDomain: maybe(['k8s.example'], ['-']),
});

/** Two topics between two tiers would be told of, and rightly so. */
const noKafka = { exportToKafka: undefined, receiveFromKafka: undefined };

const tiers: fc.Arbitrary<Omit<TailSamplingProps, 'namespace' | 'exportTo'>> = fc.record({
  name: maybe(['tail'], ['G', 'a'.repeat(40)]),
  policies: fc.record({
    errors: maybe([true, false]),
    slowerThan: maybe(['1s', '1.5s'], ['1', '10us']),
    rest: maybe([{ ratio: 0.1 }, { ratio: 1 }], [{ ratio: 0 }, { ratio: 5 }]),
  }),
  decisionWait: maybe(['10s'], ['soon']),
  numTraces: maybe([1000], [0]),
  resolver: maybe<TailSamplingProps['resolver']>(['dns', 'k8s']),
  balancer: tier.map((props) => ({ ...props, ...noKafka })),
  sampler: tier.map(
    ({ hostPort: _, signals: __, connectors: ___, ...rest }) =>
      ({ ...rest, ...noKafka }) as TailSamplingProps['sampler'],
  ),
});

/** Roles that nobody makes are what the linter misses, and rightly so. */
const lacksRoles = (finding: string) => finding.includes('collector/missing-access');

/** Objects of a construct, or undefined where it names itself and a prop in what it refuses. */
function made(add: (chart: ReturnType<typeof Testing.chart>) => void, id: string) {
  const chart = Testing.chart();
  guard(chart.node.root, 'off');
  try {
    add(chart);
  } catch (error) {
    expect(String(error)).toMatch(new RegExp(`^Error: test/${id}\\S*: \\S+`));
    expect(error).not.toBeInstanceOf(TypeError);
    return undefined;
  }
  return Testing.synth(chart);
}

test('whatever the types allow of a collector is refused by construct and prop, or has no findings', () => {
  let count = 0;
  fc.assert(
    fc.property(tier, fc.option(whole, { nil: {} }), (shared, more) => {
      const props = { ...shared, ...more };
      const objects = made(
        (chart) =>
          new OtelCollector(chart, 'Collector', {
            namespace: 'tracing',
            exportTo: [jaeger],
            ...props,
          }),
        'Collector',
      );
      if (objects === undefined) return;
      count += 1;
      const found = findings(objects);
      expect(props.createRoles === false ? found.filter((one) => !lacksRoles(one)) : found).toEqual(
        [],
      );
    }),
    { numRuns: rounds(150) },
  );
  // not because most were refused
  expect(count).toBeGreaterThan(20);
}, 120_000);

test('whatever the types allow of tiers is refused by construct and prop, or has no findings', () => {
  let count = 0;
  fc.assert(
    fc.property(tiers, (props) => {
      const objects = made(
        (chart) =>
          new TailSampling(chart, 'Gateway', {
            namespace: 'tracing',
            exportTo: [jaeger],
            ...props,
          }),
        'Gateway',
      );
      if (objects === undefined) return;
      count += 1;
      const bound = [props.balancer, props.sampler].every((one) => one?.createRoles !== false);
      const found = findings(objects);
      expect(bound ? found : found.filter((one) => !lacksRoles(one))).toEqual([]);
    }),
    { numRuns: rounds(300) },
  );
  expect(count).toBeGreaterThan(10);
}, 120_000);
