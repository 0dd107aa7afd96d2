import { Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { elasticsearch } from '../../../../src/constructs/elasticsearch/storage.ts';
import type { KafkaProps } from '../../../../src/constructs/jaeger/kafka.ts';
import { badger, memory } from '../../../../src/constructs/jaeger/local-storage.ts';
import { Jaeger } from '../../../../src/constructs/jaeger/v1/instance.ts';
import type { JaegerProps } from '../../../../src/constructs/jaeger/v1/props.ts';
import { remoteStorage } from '../../../../src/constructs/jaeger/v2/remote-storage.ts';
import { lint } from '../../../../src/lint/lint.ts';
import { at } from '../../../../src/upstream/values/unknown.ts';
import { modelOfObjects } from '../../../objects-model.ts';
import { restricted } from '../../restricted.ts';

const serverUrls = ['https://es.example.com:9200'];
const storage = elasticsearch({ serverUrls, retentionDays: 7 });
const brokers: KafkaProps['brokers'] = ['kafka-0.example.com:9092', 'kafka-1.example.com:9092'];

function synth(props: Partial<JaegerProps>) {
  const chart = Testing.chart();
  const jaeger = new Jaeger(chart, 'Jaeger', { namespace: 'tracing', storage, ...props });
  const objects: unknown[] = Testing.synth(chart);
  return { jaeger, objects, spec: at(objects[0], 'spec') };
}

test('memory is one pod', () => {
  expect(synth({ storage: memory({ maxTraces: 50_000 }) }).spec).toEqual({
    strategy: 'allInOne',
    containerSecurityContext: restricted,
    ingress: { enabled: false },
    allInOne: {
      tracingEnabled: false,
      options: { 'collector.queue-size': 20_480 },
      resources: { requests: { cpu: '200m', memory: '512Mi' } },
    },
    resources: { requests: { cpu: '10m', memory: '64Mi' } },
    storage: { type: 'memory', options: { memory: { 'max-traces': 50_000 } } },
  });
});

test('Badger has a volume, which the operator would not make', () => {
  const props = { volumeSize: '10Gi', storageClassName: 'fast', retentionDays: 7 };
  const { objects, spec } = synth({ storage: badger(props), name: 'dev' });
  expect(spec).toMatchObject({
    strategy: 'allInOne',
    allInOne: {
      volumes: [{ name: 'badger', persistentVolumeClaim: { claimName: 'dev-badger' } }],
      volumeMounts: [{ name: 'badger', mountPath: '/badger' }],
      securityContext: { fsGroup: 10001 },
    },
    storage: {
      type: 'badger',
      options: {
        badger: {
          ephemeral: false,
          'directory-key': '/badger/key',
          'directory-value': '/badger/data',
          'span-store-ttl': '168h',
        },
      },
    },
  });
  expect(objects[1]).toEqual({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'dev-badger', namespace: 'tracing' },
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'fast',
      resources: { requests: { storage: '10Gi' } },
    },
  });
});

test('the volume of Badger stands beside what else its pod has', () => {
  const volumes = [{ name: 'more', emptyDir: {} }];
  const { spec } = synth({
    storage: badger({ volumeSize: '1Gi' }),
    pods: {
      all: { podSecurityContext: { runAsUser: 1000 } },
      allInOne: { volumes, podSecurityContext: { fsGroup: 2000 } },
    },
  });
  expect(at(spec, 'allInOne')).toMatchObject({
    volumes: [{ name: 'badger' }, { name: 'more' }],
    securityContext: { runAsUser: 1000, fsGroup: 2000 },
  });
});

test('options of collector and query are those of the one pod', () => {
  const { jaeger, spec } = synth({
    storage: memory(),
    basePath: '/jaeger',
    queueSize: 5000,
    collectorOptions: { 'log-level': 'debug' },
    queryOptions: { 'query.additional-headers': 'x-team: a', 'log-level': 'debug' },
    queryTracing: true,
  });
  expect(at(spec, 'allInOne')).toEqual({
    options: {
      'collector.queue-size': 5000,
      'log-level': 'debug',
      'query.base-path': '/jaeger',
      'query.additional-headers': 'x-team: a',
    },
    resources: { requests: { cpu: '200m', memory: '512Mi' } },
  });
  expect(jaeger.query.url('tracing')).toBe('http://jaeger-query:16686/jaeger');
});

test('Kafka stands between collector and ingester, which are told of it alike', () => {
  const { spec } = synth({ kafka: { brokers } });
  // brokers of Kafka 4 refuse a part of what ingesters ask by an older one
  const kafka = { brokers: brokers.join(','), 'protocol-version': '2.1.0' };
  expect(spec).toMatchObject({
    strategy: 'streaming',
    collector: {
      autoscale: false,
      options: { kafka: { producer: { ...kafka, 'required-acks': 'all' } } },
    },
    ingester: { autoscale: false, options: { kafka: { consumer: kafka } } },
    storage: { type: 'elasticsearch' },
  });
});

test('user and password of Kafka are variables out of a Secret', () => {
  const { spec } = synth({ kafka: { brokers, secretName: 'kafka' } });
  const login = { authentication: 'plaintext', plaintext: { mechanism: 'SCRAM-SHA-512' } };
  expect(spec).toMatchObject({
    collector: { kafkaSecretName: 'kafka', options: { kafka: { producer: login } } },
    ingester: { kafkaSecretName: 'kafka', options: { kafka: { consumer: login } } },
  });
});

test('a login over TLS needs images that know how', () => {
  const kafka: KafkaProps = { brokers, secretName: 'kafka', tls: true };
  expect(() => synth({ kafka })).toThrow(
    new Error(
      'test/Jaeger: kafka.secretName must not be set with TLS for Jaeger 1.65.0, which logs in without TLS then; set pods.collector.image to 1.72.0 or newer, or use jaegerV2',
    ),
  );
  const { spec, objects } = synth({
    kafka,
    pods: {
      collector: { image: 'docker.io/jaegertracing/jaeger-collector:1.76.0' },
      ingester: { image: 'docker.io/jaegertracing/jaeger-ingester:1.76.0' },
    },
  });
  expect(at(spec, 'ingester', 'options', 'kafka', 'consumer')).toMatchObject({
    authentication: 'plaintext',
    tls: { enabled: true },
  });
  expect(findings(objects)).toEqual([]);
});

test('strategies are those of senders, and the UI is what an object says', () => {
  const strategies = {
    default_strategy: { type: 'probabilistic', param: 0.1 },
    service_strategies: [{ service: 'shop', type: 'ratelimiting', param: 5 }],
  } as const;
  const uiConfig = { menu: [{ label: 'Runbook', url: 'https://runbook.example.com' }] };
  const { spec, jaeger } = synth({ sampling: { strategies }, uiConfig });
  expect(spec).toMatchObject({ sampling: { options: strategies }, ui: { options: uiConfig } });
  expect(jaeger.sampling.address('tracing')).toBe('jaeger-collector:14250');
});

test.each<[Partial<JaegerProps>, string]>([
  [
    { storage: memory(), kafka: { brokers } },
    'kafka needs storage that pods can share, such as elasticsearch, got memory',
  ],
  [
    { storage: memory(), collectorReplicas: 2 },
    'collectorReplicas must not be set with storage memory, which runs one pod for everything, got 2',
  ],
  [
    { storage: memory(), pods: { query: {} } },
    'pods.query must not be set with strategy allInOne, which has pods of allInOne',
  ],
  [
    { pods: { ingester: {} } },
    'pods.ingester must not be set with strategy production, which has pods of collector, query',
  ],
  [
    { extraSpec: { ingester: { livenessProbe: {} } } },
    'extraSpec.ingester must not be set with strategy production, which has pods of collector, query',
  ],
  [
    { ingesterOptions: { 'log-level': 'debug' } },
    'ingesterOptions must not be set without kafka, there is no ingester',
  ],
  [
    { kafka: { brokers }, collectorOptions: { 'es.bulk.workers': 2 } },
    'collectorOptions must not hold es.bulk.workers: the component has no options of es, and does not start',
  ],
  [
    { kafka: { brokers, protocolVersion: '3.3' } },
    "kafka.protocolVersion must be a release of Kafka such as 2.1.0, got '3.3'",
  ],
  [
    { kafka: { brokers }, ingesterOptions: { 'kafka.consumer.protocol-version': '3.3.0' } },
    'ingesterOptions must not set kafka.consumer.protocol-version; use the prop kafka.protocolVersion',
  ],
  [
    { kafka: { brokers }, ingesterOptions: { 'kafka.consumer.topic': 'mine' } },
    'ingesterOptions must not set kafka.consumer.topic; use the prop kafka.topic',
  ],
  [
    { collectorOptions: { 'kafka.producer.brokers': 'kafka:9092' } },
    'collectorOptions must not hold kafka.producer.brokers: the component has no options of kafka, and does not start',
  ],
  [
    {
      storage: memory(),
      collectorOptions: { 'log-level': 'debug' },
      queryOptions: { 'log-level': 'info' },
    },
    'collectorOptions and queryOptions must have the same log-level, got debug and info',
  ],
  [
    { storage: memory(), collectorOptions: { 'memory.max-traces': 5 } },
    'collectorOptions must not set memory.max-traces; use the prop storage.maxTraces',
  ],
  [
    { basePath: '/jaeger', queryOptions: { 'query.base-path': '/jaeger' } },
    'queryOptions must not set query.base-path; use the prop basePath',
  ],
  [
    { basePath: 'jaeger/' },
    "basePath must be an absolute path without a slash at its end, such as /jaeger, got 'jaeger/'",
  ],
  [
    { storage: badger({ volumeSize: '1Gi' }), dependenciesImage: 'a/b:1' },
    "dependenciesImage must not be set with storage badger, which the spark job cannot read, got 'a/b:1'",
  ],
  [
    { uiConfig: { linkPattern: [] } },
    'uiConfig.linkPattern must be a section that the UI knows; did you mean linkPatterns?',
  ],
  [
    { uiConfig: { menu: () => [] } },
    'uiConfig.menu must be something that YAML can hold, got a function',
  ],
])('refuses %j', (props, message) => {
  expect(() => synth(props)).toThrow(new Error(`test/Jaeger: ${message}`));
});

test('storage over gRPC and adaptive sampling are those of Jaeger v2', () => {
  const grpc = remoteStorage({ endpoint: 'storage.db.svc:17271' });
  // @ts-expect-error no storage of Jaeger v1
  expect(() => synth({ storage: grpc })).toThrow('test/Jaeger: storage grpc needs jaegerV2');
  // @ts-expect-error no source of Jaeger v1
  expect(() => synth({ sampling: { adaptive: {} } })).toThrow(
    'test/Jaeger: sampling.adaptive needs jaegerV2: the Jaeger operator has no field for it',
  );
});

test.each<[string, Partial<JaegerProps>]>([
  ['memory', { storage: memory() }],
  ['memory with a limit', { storage: memory({ maxTraces: 1000 }), basePath: '/jaeger' }],
  ['Badger', { storage: badger({ volumeSize: '1Gi', retentionDays: 3 }) }],
  ['Kafka', { kafka: { brokers } }],
  [
    'Kafka with a login',
    { kafka: { brokers: ['kafka.db.svc:9092'], secretName: 'kafka', saslMechanism: 'PLAIN' } },
  ],
  ['Kafka with TLS', { kafka: { brokers, tls: true, topic: 'spans' } }],
  ['Kafka with a CA', { kafka: { brokers, caSecretName: 'kafka-ca', groupId: 'writers' } }],
])('the linter finds nothing in %s', (_, props) => {
  expect(findings(synth(props).objects)).toEqual([]);
});

function findings(objects: readonly unknown[]): string[] {
  const found = lint(modelOfObjects(objects));
  return found.map(({ rule, message }) => `${rule.id}: ${message}`);
}
