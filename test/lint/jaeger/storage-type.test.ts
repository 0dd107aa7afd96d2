import { expect, test } from 'vitest';
import { storageType } from '../../../src/lint/jaeger/storage-type/rule.ts';
import { check } from '../check.ts';
import { all, jaegerOf } from './jaeger-of.ts';

const operator =
  '{apiVersion: apps/v1, kind: Deployment, metadata: {name: o, namespace: t}, spec: {template: {spec: {containers: [{image: "quay.io/jaegertracing/jaeger-operator:1.65.0"}]}}}}';

test('Kafka is no storage, with any strategy', () => {
  for (const strategy of ['allInOne', 'production', 'streaming']) {
    expect(check(jaegerOf(`{strategy: ${strategy}, storage: {type: kafka}}`), storageType)).toEqual(
      [
        'Jaeger/t/j spec.storage.type: query fails to start with storage type kafka, which can only be written to: use strategy streaming, with the storage behind Kafka',
      ],
    );
  }
});

test('a plugin is told when the release has none', () => {
  const plugin = jaegerOf('{storage: {type: grpc-plugin, grpcPlugin: {image: a}}}');
  expect(check(all(plugin, operator), storageType)).toEqual([
    'Jaeger/t/j spec.storage.type: storage type grpc-plugin was removed in Jaeger 1.58.0, the release is 1.65.0',
  ]);
  expect(check(plugin, storageType)).toEqual([]);
});

test('other storage is let be', () => {
  expect(check(all(jaegerOf('{storage: {type: cassandra}}'), operator), storageType)).toEqual([]);
});
