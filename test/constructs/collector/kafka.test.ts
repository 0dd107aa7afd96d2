import { Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { OtelCollector } from '../../../src/constructs/collector/instance.ts';
import type { KafkaTopic } from '../../../src/constructs/collector/kafka/topic.ts';
import type { OtelCollectorProps } from '../../../src/constructs/collector/props.ts';
import { readGraph } from '../../../src/graph/graph.ts';
import { modelOfObjects } from '../../objects-model.ts';
import { findings, jaeger, synth } from './synth.ts';

const brokers = ['kafka.example.com:9092'] as const;
const plain: KafkaTopic = { brokers };
const secured: KafkaTopic = {
  brokers,
  topic: 'spans',
  groupId: 'ingesters',
  secretName: 'kafka-user',
  caSecretName: 'kafka-ca',
};

/** A collector on each node that writes to a topic, and one that reads from it. */
function tiers(kafka: KafkaTopic, props: Partial<OtelCollectorProps> = {}) {
  const chart = Testing.chart();
  const namespace = 'tracing';
  new OtelCollector(chart, 'Agent', {
    namespace,
    name: 'agent',
    mode: 'daemonset',
    exportTo: [],
    exportToKafka: kafka,
    ...(props as object),
  });
  new OtelCollector(chart, 'Ingester', {
    namespace,
    name: 'ingester',
    exportTo: [jaeger],
    receiveFromKafka: kafka,
    ...(props as object),
  });
  const objects = Testing.synth(chart);
  const [agent, ingester] = objects;
  return { objects, agent, ingester };
}

const backoff = {
  enabled: true,
  initial_interval: '5s',
  randomization_factor: 0.5,
  multiplier: 1.5,
  max_interval: '30s',
  max_elapsed_time: '0s',
};

test('both ends are told of a topic by one value', () => {
  const { agent, ingester } = tiers(plain);
  const { config } = agent.spec;
  expect(config.exporters).toEqual({
    kafka: {
      brokers: ['kafka.example.com:9092'],
      traces: { topic: 'otlp_spans', encoding: 'otlp_proto' },
      producer: { required_acks: 'all' },
      sending_queue: {
        batch: { flush_timeout: '1s', min_size: 450_000, max_size: 900_000, sizer: 'bytes' },
      },
    },
  });
  expect(config.service.pipelines.traces.exporters).toEqual(['kafka']);
  const reading = ingester.spec.config;
  expect(reading.receivers.kafka).toEqual({
    brokers: ['kafka.example.com:9092'],
    traces: { topics: ['otlp_spans'], encoding: 'otlp_proto' },
    group_id: 'otel-collector',
    initial_offset: 'earliest',
    message_marking: { after: true },
    error_backoff: backoff,
  });
  expect(reading.service.pipelines.traces.receivers).toEqual(['otlp', 'kafka']);
  // core has both components
  expect(agent.spec.image).toBeUndefined();
});

const signals = { metrics: {}, logs: {} } as const;
const all: KafkaTopic = {
  brokers,
  metrics: { encoding: 'otlp_json' },
  logs: { topic: 'team-a-logs' },
};

test('metrics and logs go by topics of their own, each in its pipeline', () => {
  const { objects, agent, ingester } = tiers(all, { signals });
  const writing = agent.spec.config;
  expect(writing.exporters.kafka).toMatchObject({
    traces: { topic: 'otlp_spans', encoding: 'otlp_proto' },
    metrics: { topic: 'otlp_metrics', encoding: 'otlp_json' },
    logs: { topic: 'team-a-logs', encoding: 'otlp_proto' },
    partition_metrics_by_resource_attributes: true,
    sending_queue: { batch: { max_size: 300_000, sizer: 'bytes' } },
  });
  const reading = ingester.spec.config;
  expect(reading.receivers.kafka).toMatchObject({
    traces: { topics: ['otlp_spans'], encoding: 'otlp_proto' },
    metrics: { topics: ['otlp_metrics'], encoding: 'otlp_json' },
    logs: { topics: ['team-a-logs'], encoding: 'otlp_proto' },
  });
  for (const signal of ['traces', 'metrics', 'logs']) {
    expect(writing.service.pipelines[signal].exporters).toEqual(['kafka']);
    expect(reading.service.pipelines[signal].receivers).toEqual(['otlp', 'kafka']);
  }
  expect(findings(objects)).toEqual([]);
});

test('a signal that no topic is for stays where it went', () => {
  const [collector] = synth({ exportToKafka: { brokers, logs: {} }, signals });
  const { pipelines } = collector.spec.config.service;
  expect(pipelines.metrics.exporters).toEqual(['otlp_grpc']);
  expect(pipelines.logs.exporters).toEqual(['otlp_grpc', 'kafka']);
});

// a queue or a batch in memory takes a message that Kafka then forgets, and loses it with the pod
test('a reader keeps nothing in memory, unless it is told to', () => {
  const exporters = {
    load_balancing: { protocol: { otlp: {} }, resolver: { dns: { hostname: 'a' } } },
  };
  const config = (props: Partial<OtelCollectorProps>) =>
    synth({ receiveFromKafka: plain, exporters, ...props })[0].spec.config;
  const { exporters: direct, service } = config({});
  expect(direct.otlp_grpc.sending_queue).toEqual({ enabled: false });
  expect(direct.load_balancing.protocol.otlp).toEqual({
    sending_queue: { enabled: false },
    retry_on_failure: { enabled: false },
  });
  expect(direct.load_balancing.retry_on_failure).toMatchObject({ enabled: true });
  expect(service.pipelines.traces.processors).toEqual(['memory_limiter']);
  const batched = config({ batch: { timeout: '1s' } });
  expect(batched.exporters.otlp_grpc.sending_queue).toBeUndefined();
  expect(batched.service.pipelines.traces.processors).toEqual(['memory_limiter', 'batch']);
  const queue = config({ persistentQueue: { size: '1Gi' } }).exporters.otlp_grpc.sending_queue;
  expect(queue).toMatchObject({ enabled: true, storage: 'file_storage/queue' });
  const own = { otlp_http: { endpoint: 'http://b', sending_queue: { wait_for_result: true } } };
  expect(config({ exporters: own }).exporters.otlp_http).toEqual(own.otlp_http);
});

test('brokers may be addresses of IPv6', () => {
  const kafka = { brokers: ['[2001:db8::1]:9092'] } as const;
  const written = synth({ exportTo: [], exportToKafka: kafka });
  expect(written[0].spec.config.exporters.kafka.brokers).toEqual(kafka.brokers);
  expect(findings(written)).toEqual([]);
  expect(findings(synth({ receiveFromKafka: kafka }))).toEqual([]);
});

test('a reader gives messages up only where it is told to', () => {
  const { kafka } = synth({
    receiveFromKafka: {
      brokers,
      messageMarking: { onError: true, onPermanentError: true },
      errorBackoff: { initialInterval: '1s', maxInterval: '10s', maxElapsedTime: '1h' },
    },
  })[0].spec.config.receivers;
  expect(kafka.message_marking).toEqual({ after: true, on_error: true, on_permanent_error: true });
  expect(kafka.error_backoff).toEqual({
    ...backoff,
    initial_interval: '1s',
    max_interval: '10s',
    max_elapsed_time: '1h',
  });
});

test('spans of a trace are in one partition where readers need them together', () => {
  const { kafka } = tiers({ brokers, partitionTracesById: true }).agent.spec.config.exporters;
  expect(kafka.partition_traces_by_id).toBe(true);
});

test('user, password and CA are those of Secrets', () => {
  for (const { spec } of [tiers(secured).agent, tiers(secured).ingester]) {
    const { kafka } = { ...spec.config.exporters, ...spec.config.receivers };
    expect(kafka).toMatchObject({
      tls: { ca_file: '/etc/jaeger/kafka/ca.crt' },
      auth: { sasl: { username: `\${env:KAFKA_USERNAME}`, mechanism: 'SCRAM-SHA-512' } },
    });
    expect(spec.env.map(({ name }: { name: string }) => name)).toEqual([
      'KAFKA_USERNAME',
      'KAFKA_PASSWORD',
    ]);
    expect(spec.volumes).toEqual([{ name: 'kafka-ca', secret: { secretName: 'kafka-ca' } }]);
  }
});

test.each<[string, KafkaTopic, Partial<OtelCollectorProps>]>([
  ['as they are', plain, {}],
  ['with TLS and a password', secured, {}],
  ['of a release with one topic', plain, { version: '0.139.0' }],
  ['beside a queue on a volume', secured, { persistentQueue: { size: '1Gi', volume: 'emptyDir' } }],
])('both ends have no findings %s, and an arrow to the brokers', (_, kafka, props) => {
  const { objects } = tiers(kafka, props);
  expect(findings(objects)).toEqual([]);
  const model = modelOfObjects(objects);
  const ends = readGraph(model, []).edges.map(({ from, to }) => `${from} ${to}`);
  expect(ends.filter((end) => end.includes('kafka.example.com:9092'))).toHaveLength(2);
});

test.each<[Partial<OtelCollectorProps>, string]>([
  [{ exportToKafka: { brokers: ['http://kafka:9092'] } }, 'exportToKafka.brokers must be'],
  [
    { receiveFromKafka: { brokers, topic: 'a b' } },
    "receiveFromKafka.topic must be letters, digits, '.', '_' and '-', at most 249 of them, got 'a b'",
  ],
  [
    { receiveFromKafka: { brokers, groupId: '$GROUP' } },
    "receiveFromKafka.groupId must be a string without '$', got '$GROUP'",
  ],
  [
    { exportToKafka: plain, receiveFromKafka: plain },
    'exportToKafka must not be set with receiveFromKafka: what is read would be written again',
  ],
  [
    { exportToKafka: { brokers, logs: {} }, signals: { metrics: {} } },
    'exportToKafka.logs needs signals.logs, which takes logs, got none',
  ],
  [
    { receiveFromKafka: { brokers, topic: 'all', logs: { topic: 'all' } }, signals },
    "receiveFromKafka.logs.topic must be another one than that of traces, got 'all' for both",
  ],
  [
    { exportToKafka: { brokers, encoding: 'zipkin_thrift' } },
    "exportToKafka.encoding must be one of otlp_proto, otlp_json, jaeger_proto, jaeger_json, zipkin_proto, zipkin_json, got 'zipkin_thrift'",
  ],
  [
    { exportToKafka: { brokers, encoding: 'jaeger_proto', partitionTracesById: true } },
    'exportToKafka.partitionTracesById must not be set for encoding jaeger_proto, whose messages have one span and the partition of its trace anyway',
  ],
  [
    { receiveFromKafka: { brokers, errorBackoff: { maxElapsedTime: '10s' } } },
    "receiveFromKafka.errorBackoff.maxElapsedTime must be 0s or at least maxInterval, 30s, got '10s'",
  ],
  [
    { receiveFromKafka: { brokers, errorBackoff: { initialInterval: '0s' } } },
    "receiveFromKafka.errorBackoff.initialInterval must be at least 1ms, got '0s'",
  ],
  [
    { receiveFromKafka: { brokers, messageMarking: { onError: true } } },
    'receiveFromKafka.messageMarking.onError needs receiveFromKafka.errorBackoff.maxElapsedTime, after which messages are given up, got none',
  ],
  [
    { receiveFromKafka: { brokers, logs: {} }, signals: { logs: { receivers: { kafka: {} } } } },
    'signals.logs.receivers must not set kafka; use the prop receiveFromKafka',
  ],
  [
    { exportToKafka: plain, version: '0.120.0' },
    'exportToKafka needs collectors of 0.139.0 or newer, got 0.120.0',
  ],
  [
    { exportToKafka: plain, exporters: { kafka: {} } },
    'exporters must not set kafka; use the prop exportToKafka',
  ],
  [
    { exportToKafka: secured, mode: 'sidecar' },
    'exportToKafka must name no Secret for mode sidecar, whose pods are in other namespaces; send to another collector',
  ],
])('%j is refused', (props, message) => {
  expect(() => synth(props)).toThrow(`test/Collector: ${message}`);
});
