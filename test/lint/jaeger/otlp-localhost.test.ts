import { expect, test } from 'vitest';
import { otlpLocalhost } from '../../../src/lint/jaeger/otlp-localhost/rule.ts';
import { check } from '../check.ts';
import { all, jaegerOf } from './jaeger-of.ts';

const operator = (version: string) =>
  `{apiVersion: apps/v1, kind: Deployment, metadata: {name: o, namespace: t}, spec: {template: {spec: {containers: [{image: "quay.io/jaegertracing/jaeger-operator:${version}"}]}}}}`;

const jaeger = (version: string, options: string) =>
  jaegerOf(`{allInOne: {image: "jaegertracing/all-in-one:${version}", options: ${options}}}`);

const message =
  'allInOne of Jaeger 1.59.0 listens for OTLP on localhost: set collector.otlp.grpc.host-port and collector.otlp.http.host-port, or use release 1.60.0';

test('Jaeger 1.59 is told when nobody gives it an address', () => {
  expect(check(jaeger('1.59.0', '{collector.otlp.enabled: true}'), otlpLocalhost)).toEqual([
    `Jaeger/t/j spec.allInOne.options["collector.otlp.enabled"]: ${message}`,
  ]);
  expect(check(all(operator('1.57.0'), jaeger('1.59.0', '{}')), otlpLocalhost)).toEqual([
    `Jaeger/t/j spec.allInOne.image: ${message}`,
  ]);
});

test.each([
  jaeger('1.59.0', '{}'),
  all(operator('1.59.0'), jaeger('1.59.0', '{}')),
  jaeger('1.60.0', '{collector.otlp.enabled: true}'),
  jaeger('1.59.0', '{collector.otlp.enabled: false}'),
  jaeger(
    '1.59.0',
    '{collector.otlp: {enabled: true, grpc.host-port: ":4317", http.host-port: ":4318"}}',
  ),
])('%s is let be', (yaml) => {
  expect(check(yaml, otlpLocalhost)).toEqual([]);
});
