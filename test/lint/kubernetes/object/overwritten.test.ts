import { expect, test } from 'vitest';
import { overwritten } from '../../../../src/lint/kubernetes/object/overwritten/rule.ts';
import { check } from '../../check.ts';
import { all, jaegerOf, onElasticsearch } from '../../jaeger/jaeger-of.ts';

const collector = (spec = '') =>
  `{apiVersion: opentelemetry.io/v1beta1, kind: OpenTelemetryCollector, metadata: {name: otel, namespace: t}, spec: {${spec} config: {receivers: {otlp: {protocols: {grpc: {}}}}, exporters: {debug: {}}, service: {pipelines: {traces: {receivers: [otlp], exporters: [debug]}}}}}}`;
const versions: Record<string, string> = {
  Deployment: 'apps/v1',
  DaemonSet: 'apps/v1',
  CronJob: 'batch/v1',
  Ingress: 'networking.k8s.io/v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
};
const object = (kind: string, name: string, metadata = '') =>
  `{apiVersion: ${versions[kind] ?? 'v1'}, kind: ${kind}, metadata: {name: ${name}, namespace: t${metadata}}}`;
const told = (kind: string, name: string, owner: string) =>
  `${kind}/t/${name} metadata.name: the operator creates a ${kind} ${name} for ${owner} and overwrites this one`;

test('what the Jaeger operator makes is not for others to write', () => {
  const yaml = all(
    onElasticsearch('{}'),
    object('Service', 'j-query'),
    object('Deployment', 'j-collector'),
    object('CronJob', 'j-es-index-cleaner'),
    object('Ingress', 'j-query'),
  );
  expect(check(yaml, overwritten)).toEqual([
    told('Service', 'j-query', 'Jaeger/t/j'),
    told('Deployment', 'j-collector', 'Jaeger/t/j'),
    told('CronJob', 'j-es-index-cleaner', 'Jaeger/t/j'),
    told('Ingress', 'j-query', 'Jaeger/t/j'),
  ]);
});

test.each([
  [collector(), 'Service', 'otel-collector'],
  [collector(), 'Service', 'otel-collector-monitoring'],
  [collector('mode: daemonset,'), 'DaemonSet', 'otel-collector'],
  [collector('autoscaler: {maxReplicas: 3},'), 'HorizontalPodAutoscaler', 'otel-collector'],
])('what the OpenTelemetry operator makes is neither', (resource, kind, name) => {
  expect(check(all(resource, object(kind, name)), overwritten)).toEqual([
    told(kind, name, 'OpenTelemetryCollector/t/otel'),
  ]);
});

test.each([
  all(
    jaegerOf('{}'),
    object('Service', 'j-query', ', labels: {app.kubernetes.io/managed-by: jaeger-operator}'),
  ),
  all(
    collector(),
    object('Service', 'otel-collector', ', ownerReferences: [{kind: OpenTelemetryCollector}]'),
  ),
  all(jaegerOf('{}'), object('Service', 'j-otlp'), object('Deployment', 'j-collector')),
  // both are read by the operator, and not written
  all(
    collector(),
    object('ServiceAccount', 'otel-collector'),
    object('ConfigMap', 'otel-collector'),
  ),
  all(collector('mode: sidecar,'), object('Service', 'otel-collector')),
  all(collector(), object('Deployment', 'otel')),
  all(jaegerOf('{}'), object('Service', 'j-query').replace('v1', 'serving.knative.dev/v1')),
])('an object of its own, or that the operator has made, is let be', (yaml) => {
  expect(check(yaml, overwritten)).toEqual([]);
});
