import { expect, test } from 'vitest';
import { kafka } from '../../../src/lint/jaeger/kafka/rule.ts';
import { check } from '../check.ts';
import { all, jaegerOf } from './jaeger-of.ts';

const streaming = (producer: string, consumer: string, storage = '') =>
  jaegerOf(
    `{strategy: streaming, collector: {options: ${producer}}, ingester: {options: ${consumer}}, storage: {type: elasticsearch, options: {es.server-urls: "http://e:9200"${storage}}}}`,
  );

const workload = (image: string) =>
  `{apiVersion: apps/v1, kind: Deployment, metadata: {name: w, namespace: t}, spec: {template: {spec: {containers: [{image: "${image}"}]}}}}`;

const none =
  'Jaeger/t/j spec.collector.options.kafka.producer.brokers: strategy streaming must have kafka.producer.brokers (collector) and kafka.consumer.brokers (ingester), or Strimzi to provision Kafka';

test('one side without brokers is told', () => {
  expect(check(streaming('{kafka.producer.brokers: "k:9092"}', '{}'), kafka)).toEqual([
    "Jaeger/t/j spec.ingester.options.kafka.consumer.brokers: ingester option kafka.consumer.brokers must be set when the collector's kafka.producer.brokers is, or the ingester stays on 127.0.0.1:9092, did you mean k:9092?",
  ]);
  expect(
    check(streaming('{}', '{kafka: {consumer: {brokers: "k:9092", topic: x}}}'), kafka),
  ).toEqual([
    "Jaeger/t/j spec.collector.options.kafka.producer.brokers: collector option kafka.producer.brokers must be set when the ingester's kafka.consumer.brokers is, or the collector stays on 127.0.0.1:9092, did you mean k:9092?",
  ]);
});

test('no brokers are told when the cluster runs other things, but not Strimzi', () => {
  const jaeger = streaming('{}', '{}');
  expect(check(all(jaeger, workload('apache/kafka:3.7.1')), kafka)).toEqual([none]);
  expect(check(all(jaeger, workload('quay.io/strimzi/operator:0.40.0')), kafka)).toEqual([]);
  expect(
    check(
      all(
        jaeger,
        workload('a:1'),
        '{apiVersion: kafka.strimzi.io/v1beta2, kind: Kafka, metadata: {name: k}}',
      ),
      kafka,
    ),
  ).toEqual([]);
  expect(check(jaeger, kafka)).toEqual([]);
});

test('brokers in the options of the storage do not count', () => {
  const jaeger = streaming('{}', '{}', ', kafka.producer.brokers: "k:9092"');
  expect(check(all(jaeger, workload('a:1')), kafka)).toEqual([none]);
});

test.each([
  [
    '{kafka.producer: {brokers: "k:9092", topic: a}}',
    '{kafka.consumer: {brokers: "k:9092", topic: b}}',
    "spec.ingester.options[\"kafka.consumer\"].topic: kafka topic of collector and ingester must be the same, got 'a' and 'b'",
  ],
  [
    '{kafka.producer: {brokers: "k:9092", topic: a}}',
    '{kafka.consumer: {brokers: "k:9092"}}',
    "spec.collector.options[\"kafka.producer\"].topic: kafka topic of collector and ingester must be the same, got 'a' and 'jaeger-spans'",
  ],
  [
    '{kafka.producer: {brokers: "k:9092"}}',
    '{kafka.consumer: {brokers: "k:9092", encoding: json}}',
    "spec.ingester.options[\"kafka.consumer\"].encoding: kafka encoding of collector and ingester must be the same, got 'protobuf' and 'json'",
  ],
])('both sides must agree: %s %s', (producer, consumer, message) => {
  expect(check(streaming(producer, consumer), kafka)).toEqual([`Jaeger/t/j ${message}`]);
});

test.each([
  streaming('{kafka.producer.brokers: "k:9092"}', '{kafka.consumer.brokers: "k:9092"}'),
  streaming(
    '{kafka.producer: {brokers: "k:9092", topic: jaeger-spans}}',
    '{kafka.consumer: {brokers: "k:9092,l:9092"}}',
  ),
  jaegerOf(
    '{strategy: production, storage: {type: elasticsearch}, ingester: {options: {kafka.consumer.topic: x}}}',
  ),
])('%s is let be', (yaml) => {
  expect(check(yaml, kafka)).toEqual([]);
});
