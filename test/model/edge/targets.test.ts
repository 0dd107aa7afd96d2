import { expect, test } from 'vitest';
import { edgesOf, modelOf } from '../model-of.ts';

const backend = `apiVersion: jaegertracing.io/v1
kind: Jaeger
metadata: {name: jaeger, namespace: tracing}
spec: {strategy: production, storage: {type: cassandra}}`;

const front = `apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: {name: otel, namespace: tracing}
spec:
  config:
    receivers: {otlp: {protocols: {grpc: {endpoint: "0.0.0.0:4317"}}}}
    service: {pipelines: {traces: {receivers: [otlp], exporters: [debug]}}}`;

function resolve(address: string, namespace = 'tracing', ...more: string[]): string {
  const sender = `{kind: Deployment, metadata: {name: app, namespace: ${namespace}}, spec: {template: {spec: {containers: [
    {name: app, env: [{name: OTEL_EXPORTER_OTLP_ENDPOINT, value: "${address}"}]}]}}}}`;
  const [edge] = edgesOf(modelOf(backend, front, sender, ...more));
  return edge?.split(' -> ')[1] ?? 'no edge';
}

test.each([
  ['http://otel-collector:4317', 'tracing/otel-collector:4317 otlp-grpc'],
  ['http://otel-collector.tracing:4317', 'tracing/otel-collector:4317 otlp-grpc'],
  ['http://otel-collector.tracing.svc.cluster.local:4317', 'tracing/otel-collector:4317 otlp-grpc'],
  ['http://otel-collector-headless:4317', 'tracing/otel-collector-headless:4317 otlp-grpc'],
  ['http://jaeger-collector:14268', 'tracing/jaeger-collector:14268 jaeger-thrift-http'],
  ['http://jaeger-collector:14267', 'tracing/jaeger-collector:14267 dead'],
  ['http://otel-collector:4318', 'tracing/otel-collector:4318 no such port'],
  ['http://otel-collector', 'tracing/otel-collector:80 no such port'],
])('%s leads to %s', (address, target) => {
  expect(resolve(address)).toBe(target);
});

test.each([
  [
    'http://otel:4317',
    'missing custom-resource-name: otel-collector otel-collector-headless otel-collector-monitoring',
  ],
  [
    'http://jaeger-agent:6831',
    'missing not-created: jaeger-collector jaeger-collector-headless jaeger-query',
  ],
  ['http://otel-colector:4317', 'missing misspelt: otel-collector'],
])('%s leads nowhere: %s', (address, target) => {
  expect(resolve(address)).toBe(target);
});

test('a short name is looked up in the own namespace', () => {
  expect(resolve('http://otel-collector:4317', 'shop')).toBe(
    'missing other-namespace: otel-collector',
  );
  expect(resolve('http://otel-collector.shop.svc:4317', 'shop')).toBe(
    'missing other-namespace: otel-collector',
  );
});

test.each([
  'http://tempo:4317',
  'http://tempo.another.svc:4317',
  'http://elastic.centre.com:9201',
  'http://10.0.0.7:4317',
  'https://otlp.example.com',
])('%s is external', (address) => {
  expect(resolve(address)).toBe('external');
});

test.each([
  ['http://otel-collector.another.svc:4317', 'missing unknown-namespace: otel-collector'],
  ['http://tracing.otel-collector.svc:4317', 'missing swapped: otel-collector'],
  ['http://otel.shop:4317', 'missing custom-resource-name: otel-collector'],
  ['http://jaeger-colector:4317', 'missing misspelt: jaeger-collector'],
])('%s from another namespace leads nowhere: %s', (address, target) => {
  expect(resolve(address, 'shop')).toContain(target);
});

test('a namespace that nearly is one of the manifests is told', () => {
  expect(resolve('http://otel-collector.tracng.svc:4317')).toBe('missing misspelt: otel-collector');
});

test('the own pod, variables and nonsense are told apart', () => {
  expect(resolve('http://localhost:4317')).toBe('loopback');
  expect(resolve('http://$(HOST_IP):4317')).toBe('unreadable');
  expect(resolve('a b')).toBe('unreadable');
});

test('an ExternalName Service leads outside', () => {
  const service =
    '{apiVersion: v1, kind: Service, metadata: {name: out, namespace: tracing}, spec: {type: ExternalName, externalName: e.example.com}}';
  expect(resolve('http://out:4317', 'tracing', service)).toBe('external');
});

const alias = (name: string, of: string) =>
  `{apiVersion: v1, kind: Service, metadata: {name: ${name}, namespace: tracing}, spec: {type: ExternalName, externalName: ${of}}}`;

test.each([
  ['jaeger-collector.tracing.svc.cluster.local', 'tracing/jaeger-collector:4317 otlp-grpc'],
  ['jaeger-collector.tracing.svc.cluster.local.', 'tracing/jaeger-collector:4317 otlp-grpc'],
  // DNS adds nothing to what it answers with
  ['jaeger-collector.tracing.svc', 'external'],
  ['jaeger-collector.tracing', 'external'],
  ['nobody.tracing.svc.cluster.local', 'external'],
])('an ExternalName Service for %s leads to %s', (of, target) => {
  expect(resolve('http://out:4317', 'tracing', alias('out', of))).toBe(target);
});

test('ExternalName Services that lead to each other end somewhere', () => {
  const round = `${alias('a', 'b.tracing.svc.cluster.local')}\n---\n${alias('b', 'a.tracing.svc.cluster.local')}`;
  expect(resolve('http://a:4317', 'tracing', round)).toBe('external');
});

test('a headless Service is reached at the port of its pods', () => {
  const service = `{apiVersion: v1, kind: Service, metadata: {name: pods, namespace: tracing}, spec: {clusterIP: None,
    selector: {app.kubernetes.io/instance: tracing.otel}, ports: [{port: 80, targetPort: 4317}]}}`;
  expect(resolve('http://pods:4317', 'tracing', service)).toBe('tracing/pods:4317 otlp-grpc');
  expect(resolve('http://pods:80', 'tracing', service)).toBe('tracing/pods:80 otlp-grpc');
});

const headless = `{apiVersion: v1, kind: Service, metadata: {name: tail, namespace: tracing}, spec: {clusterIP: None,
    selector: {app.kubernetes.io/instance: tracing.otel}, ports: [{port: 4317}]}}`;

test.each([
  ['http://tail-1.tail.tracing:4317', 'tracing/tail:4317 otlp-grpc'],
  ['http://tail-1.tail:4317', 'tracing/tail:4317 otlp-grpc'],
  ['http://tail-1.tail.tracing:4318', 'tracing/tail:4318 no such port'],
  ['http://tail-1.tail.shop:4317', 'external'],
  ['http://tail.tail.tracing:4317', 'external'],
  // what is not headless has no names of pods
  ['http://tail-1.otel-collector.tracing:4317', 'external'],
])('a pod of a headless Service at %s is %s', (address, target) => {
  expect(resolve(address, 'tracing', headless)).toBe(target);
});

test('a sender without a namespace finds Services of any', () => {
  expect(resolve('http://otel-collector:4317', '""')).toBe('tracing/otel-collector:4317 otlp-grpc');
});
