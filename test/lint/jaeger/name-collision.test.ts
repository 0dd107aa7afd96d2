import { expect, test } from 'vitest';
import { nameCollision } from '../../../src/lint/jaeger/name-collision/rule.ts';
import { check } from '../check.ts';
import { all, jaegerOf } from './jaeger-of.ts';

const collector = (name: string, namespace: string, mode = 'deployment') =>
  `{apiVersion: opentelemetry.io/v1beta1, kind: OpenTelemetryCollector, metadata: {name: ${name}, namespace: ${namespace}}, spec: {mode: ${mode}, config: {}}}`;

test('a collector of the same name and namespace is told', () => {
  expect(check(all(jaegerOf('{}'), collector('j', 't')), nameCollision)).toEqual([
    'OpenTelemetryCollector/t/j metadata.name: OpenTelemetryCollector and Jaeger j both get a Service j-collector in namespace t',
  ]);
});

test.each([collector('otel', 't'), collector('j', 'other'), collector('j', 't', 'sidecar')])(
  '%s is let be beside an all-in-one',
  (yaml) => {
    expect(check(all(jaegerOf('{}'), yaml), nameCollision)).toEqual([]);
  },
);
