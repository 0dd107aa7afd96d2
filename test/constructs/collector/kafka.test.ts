import { Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { OtelCollector } from '../../../src/constructs/collector/instance.ts';
import type { KafkaTopic } from '../../../src/constructs/collector/kafka.ts';
import type { OtelCollectorProps } from '../../../src/constructs/collector/props.ts';
import { readGraph } from '../../../src/graph/graph.ts';
import { readModel } from '../../../src/model/model.ts';
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

test('both ends are told of a topic by one value', () => {
  const { agent, ingester } = tiers(plain);
  const { config } = agent.spec;
  expect(config.exporters).toEqual({
    kafka: {
      brokers: ['kafka.example.com:9092'],
      traces: { topic: 'otlp_spans', encoding: 'otlp_proto' },
      partition_traces_by_id: true,
      producer: { required_acks: 'all' },
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
  });
  expect(reading.service.pipelines.traces.receivers).toEqual(['otlp', 'kafka']);
  // core has both components
  expect(agent.spec.image).toBeUndefined();
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
  const model = readModel(objects.map((value) => ({ value })));
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
    "receiveFromKafka.groupId must be a text without '$', got '$GROUP'",
  ],
  [
    { exportToKafka: plain, receiveFromKafka: plain },
    'exportToKafka must not be set with receiveFromKafka: what is read would be written again',
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
    'exportToKafka must need no Secret of a sidecar, whose pods are in namespaces of others; send to another collector',
  ],
])('%j is refused', (props, message) => {
  expect(() => synth(props)).toThrow(`test/Collector: ${message}`);
});
