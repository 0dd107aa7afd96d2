import { expect, test } from 'vitest';
import { kafkaProtocol } from '../../../src/lint/jaeger/kafka-protocol/rule.ts';
import { notesOf } from '../../../src/lint/notes.ts';
import { modelOf } from '../../model/model-of.ts';
import { check } from '../check.ts';
import { jaegerOf } from './jaeger-of.ts';

const strimzi = (more: string, name = 'spans') => `
apiVersion: kafka.strimzi.io/v1beta2
kind: Kafka
metadata: {name: ${name}, namespace: kafka}
spec: {kafka: {${more}}}`;
const brokers = 'kafka.consumer.brokers: "spans-kafka-bootstrap.kafka:9092"';

const streaming = (options = brokers, kafka = strimzi('version: 4.1.0')) =>
  `${jaegerOf(`{strategy: streaming, ingester: {options: {${options}}}, storage: {type: elasticsearch}}`)}
---${kafka}`;
const workload = (args: string, more = '') => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ingester, namespace: kafka}
spec:
  template:
    spec:
      containers:
        - name: ingester
          image: jaegertracing/jaeger-ingester:1.60.0
          args: [--kafka.consumer.brokers=spans-kafka-brokers:9092${args}]${more}
---${strimzi('version: 4.0.0')}`;

const reads = (spoken: string, release = '4.1.0') =>
  `speaks the protocol of Kafka ${spoken}, which Kafka/kafka/spans of release ${release} rejects, so it reads nothing`;

test.each([
  [
    'nothing is said',
    streaming(),
    `Jaeger/t/j spec.ingester: ingester of Jaeger j ${reads('0.9.0')}`,
  ],
  [
    'an older one is said',
    streaming(`${brokers}, kafka.consumer.protocol-version: 0.10.2.0`),
    `Jaeger/t/j spec.ingester.options["kafka.consumer.protocol-version"]: ingester of Jaeger j ${reads('0.10.2.0')}`,
  ],
  [
    'a workload is told nothing',
    workload(''),
    `Deployment/kafka/ingester spec.template.spec.containers[0]: container ingester ${reads('0.9.0', '4.0.0')}`,
  ],
])('is told where %s', (_, yaml, told) => {
  expect(check(yaml, kafkaProtocol)).toEqual([told]);
});

test.each([
  ['a Kafka of another release', streaming(brokers, strimzi('version: 3.9.0')), 0],
  ['a Kafka that does not tell its release', streaming(brokers, strimzi('replicas: 1')), 1],
  ['another Kafka', streaming(brokers, strimzi('version: 4.1.0', 'others')), 1],
  ['brokers elsewhere', streaming('kafka.consumer.brokers: "kafka.example.com:9092"'), 1],
  [
    'brokers elsewhere, in a protocol of today',
    streaming(
      'kafka.consumer.brokers: "kafka.example.com:9092", kafka.consumer.protocol-version: 2.1.0',
    ),
    0,
  ],
])('is silent about %s, save in the summary', (_, yaml, notes) => {
  expect(check(yaml, kafkaProtocol)).toEqual([]);
  const told = notesOf({ model: modelOf(yaml), assumptions: [] }).filter((note) =>
    note.includes('release of the brokers'),
  );
  expect(told).toHaveLength(notes);
});

test.each([
  [
    'the first that today knows',
    streaming(`${brokers}, kafka.consumer.protocol-version: 0.11.0.0`),
  ],
  ['one of yesterday', streaming(`${brokers}, kafka.consumer.protocol-version: 1.0.0`)],
  ['one of today', streaming(`${brokers}, kafka.consumer.protocol-version: 2.1.0`)],
  ['a newer one', streaming(`${brokers}, kafka.consumer.protocol-version: 3.3.0`)],
  [
    'something that is no release, which Jaeger refuses',
    streaming(`${brokers}, kafka.consumer.protocol-version: new`),
  ],
  ['one by an argument', workload(', --kafka.consumer.protocol-version=2.8.0')],
  [
    'one by a variable',
    workload('', '\n          env: [{name: KAFKA_CONSUMER_PROTOCOL_VERSION, value: 2.8.0}]'),
  ],
  [
    'one that the manifests do not tell',
    workload(
      '',
      '\n          env: [{name: KAFKA_CONSUMER_PROTOCOL_VERSION, valueFrom: {secretKeyRef: {name: kafka, key: version}}}]',
    ),
  ],
  ['what a file may tell', streaming(`${brokers}, config-file: /etc/jaeger/ingester.yaml`)],
  ['what others tell', workload('', '\n          envFrom: [{configMapRef: {name: kafka}}]')],
  ['no ingester', jaegerOf('{strategy: production, storage: {type: elasticsearch}}')],
])('is silent about %s', (_, yaml) => {
  expect(check(yaml, kafkaProtocol)).toEqual([]);
});
