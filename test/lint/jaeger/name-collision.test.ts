import { expect, test } from 'vitest';
import { nameCollision } from '../../../src/lint/jaeger/name-collision.ts';
import { check } from '../check.ts';
import { all, jaegerOf, onElasticsearch } from './jaeger-of.ts';

const collector = (name: string, namespace: string, mode = 'deployment') =>
  `{apiVersion: opentelemetry.io/v1beta1, kind: OpenTelemetryCollector, metadata: {name: ${name}, namespace: ${namespace}}, spec: {mode: ${mode}, config: {}}}`;

test('a collector of the same name and namespace is told', () => {
  expect(check(all(jaegerOf('{}'), collector('j', 't')), nameCollision)).toEqual([
    'OpenTelemetryCollector/t/j metadata.name: OpenTelemetryCollector and Jaeger j both make a Service j-collector in namespace t',
  ]);
});

test('written objects with derived names are told', () => {
  const service = '{kind: Service, metadata: {name: j-query, namespace: t}}';
  const deployment = '{kind: Deployment, metadata: {name: j-collector, namespace: t}}';
  expect(check(all(onElasticsearch('{}'), service, deployment), nameCollision)).toEqual([
    'Service/t/j-query metadata.name: the operator makes a Service j-query for Jaeger t/j and overwrites this one',
    'Deployment/t/j-collector metadata.name: the operator makes a Deployment j-collector for Jaeger t/j and overwrites this one',
  ]);
});

test.each([
  collector('otel', 't'),
  collector('j', 'other'),
  collector('j', 't', 'sidecar'),
  '{kind: Service, metadata: {name: j-query, namespace: t, labels: {app.kubernetes.io/managed-by: jaeger-operator}}}',
  '{kind: Service, metadata: {name: j-otlp, namespace: t}}',
  '{kind: Deployment, metadata: {name: j-collector, namespace: t}}',
])('%s is let be beside an all-in-one', (yaml) => {
  expect(check(all(jaegerOf('{}'), yaml), nameCollision)).toEqual([]);
});
