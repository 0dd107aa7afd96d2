import { expect, test } from 'vitest';
import { unknownVersion } from '../../../../src/lint/kubernetes/crd/unknown-version/rule.ts';
import { check } from '../../check.ts';

const object = (apiVersion: string, kind: string) =>
  `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: x, namespace: t}}`;

const operator = (version: string) =>
  `\n---\n{apiVersion: apps/v1, kind: Deployment, metadata: {name: o, namespace: o}, spec: {template: {spec: {containers: [{image: "opentelemetry-operator:${version}"}]}}}}`;

test.each([
  [
    object('opentelemetry.io/v1beta1', 'Instrumentation'),
    "Instrumentation/t/x apiVersion: Instrumentation is served as opentelemetry.io/v1alpha1, got 'opentelemetry.io/v1beta1'",
  ],
  [
    object('jaegertracing.io/v1alpha1', 'Jaeger'),
    "Jaeger/t/x apiVersion: Jaeger is served as jaegertracing.io/v1, got 'jaegertracing.io/v1alpha1'",
  ],
  [
    object('opentelemetry.io/v1', 'OpenTelemetryCollector'),
    "OpenTelemetryCollector/t/x apiVersion: OpenTelemetryCollector is served as opentelemetry.io/v1beta1 and opentelemetry.io/v1alpha1, got 'opentelemetry.io/v1'",
  ],
  [
    object('opentelemetry.io/v1beta1', 'OpenTelemetryCollector') + operator('0.88.0'),
    'OpenTelemetryCollector/t/x apiVersion: OpenTelemetryCollector is served as opentelemetry.io/v1beta1 from operator 0.99.0 on, got operator 0.88.0',
  ],
  [
    object('opentelemetry.io/v1beta1', 'OpentelemetryCollector'),
    "OpentelemetryCollector/t/x kind: opentelemetry.io has no kind 'OpentelemetryCollector'",
  ],
  [
    object('jaegertracing.io/v1', 'Jaegers'),
    "Jaegers/t/x kind: jaegertracing.io has no kind 'Jaegers'",
  ],
  [
    object('opentelemtry.io/v1beta1', 'OpenTelemetryCollector'),
    "OpenTelemetryCollector/t/x apiVersion: OpenTelemetryCollector is a kind of the API group opentelemetry.io, got 'opentelemtry.io'",
  ],
])('%s is refused', (yaml, message) => {
  expect(check(yaml, unknownVersion)).toEqual([message]);
});

test.each([
  object('opentelemetry.io/v1beta1', 'OpenTelemetryCollector'),
  object('opentelemetry.io/v1beta1', 'OpenTelemetryCollector') + operator('0.99.0'),
  object('opentelemetry.io/v1alpha1', 'ClusterObservability'),
  object('tempo.grafana.com/v1alpha1', 'TempoStack'),
  object('example.com/v1', 'Instrumentation'),
])('%s is let be', (yaml) => {
  expect(check(yaml, unknownVersion)).toEqual([]);
});
