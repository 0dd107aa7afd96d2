import { expect, test } from 'vitest';
import { kafkaProtocol } from '../../../src/lint/jaeger/kafka-protocol/rule.ts';
import { check } from '../check.ts';
import { jaegerOf } from './jaeger-of.ts';

const streaming = (options: string) =>
  jaegerOf(
    `{strategy: streaming, ingester: {options: {${options}}}, storage: {type: elasticsearch}}`,
  );
const workload = (args: string, more = '') => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ingester, namespace: t}
spec:
  template:
    spec:
      containers:
        - {name: ingester, image: "jaegertracing/jaeger-ingester:1.60.0", args: [${args}]${more}}`;

const reads = (release: string) =>
  `speaks the protocol of Kafka ${release}, in which it reads nothing from brokers of 4.0 or newer, should these be some`;

test.each([
  [
    'nothing is said',
    streaming('kafka.consumer.brokers: "kafka:9092"'),
    `Jaeger/t/j spec.ingester: ingester of Jaeger j ${reads('1.0.0')}`,
  ],
  [
    'an older one is said',
    streaming('kafka: {consumer: {protocol-version: 2.0.1}}'),
    `Jaeger/t/j spec.ingester.options.kafka.consumer.protocol-version: ingester of Jaeger j ${reads('2.0.1')}`,
  ],
  [
    'a workload is told nothing',
    workload('--kafka.consumer.brokers=kafka:9092'),
    `Deployment/t/ingester spec.template.spec.containers[0]: container ingester ${reads('1.0.0')}`,
  ],
])('is told where %s', (_, yaml, told) => {
  expect(check(yaml, kafkaProtocol)).toEqual([told]);
});

test.each([
  ['one of today', streaming('kafka.consumer.protocol-version: 2.1.0')],
  ['a newer one', streaming('kafka.consumer.protocol-version: 3.3.0')],
  [
    'something that is no release, which Jaeger refuses',
    streaming('kafka.consumer.protocol-version: new'),
  ],
  ['one by an argument', workload('--kafka.consumer.protocol-version=2.8.0')],
  [
    'one by a variable',
    workload('', ', env: [{name: KAFKA_CONSUMER_PROTOCOL_VERSION, value: 2.8.0}]'),
  ],
  [
    'one that the manifests do not tell',
    workload(
      '',
      ', env: [{name: KAFKA_CONSUMER_PROTOCOL_VERSION, valueFrom: {secretKeyRef: {name: kafka, key: version}}}]',
    ),
  ],
  ['what others tell', workload('', ', envFrom: [{configMapRef: {name: kafka}}]')],
  ['no ingester', jaegerOf('{strategy: production, storage: {type: elasticsearch}}')],
])('is silent about %s', (_, yaml) => {
  expect(check(yaml, kafkaProtocol)).toEqual([]);
});
