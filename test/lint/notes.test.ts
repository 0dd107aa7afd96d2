import { expect, test } from 'vitest';
import { lintManifests } from '../../src/lint/manifests.ts';
import { notesOf } from '../../src/lint/notes.ts';

function notes(text: string): string[] {
  return notesOf(lintManifests([{ file: 'a.yaml', text }]));
}

const collector = (exporter: string) => `apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: {name: otel, namespace: shop}
spec:
  image: otel/opentelemetry-collector-contrib:0.150.0
  config:
    receivers: {otlp: {protocols: {grpc: {endpoint: "0.0.0.0:4317"}}}}
    exporters: {${exporter}}
    service: {pipelines: {traces: {receivers: [otlp], exporters: [${exporter.split(':')[0]}]}}}
`;

test('manifests in which nothing was judged say so', () => {
  expect(notes('{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}')).toEqual([
    'judged: no collector, no Jaeger, no Instrumentation, no address',
  ]);
});

test('a destination outside is named with who sends to it, without its password', () => {
  expect(
    notes(collector('otlp_http: {endpoint: "https://me:sesame@tempo.example.com/otlp"}')),
  ).toEqual([
    'judged: 1 collector, no Jaeger, no Instrumentation, 1 address, 0 of them among the manifests',
    'not judged, because they are not among the manifests: https://…@tempo.example.com/otlp (otlp_http of OpenTelemetryCollector/shop/otel)',
  ]);
});

test('of many destinations the first are named', () => {
  const many = Array.from({ length: 12 }, (_, index) =>
    collector(`otlp_grpc: {endpoint: "store-${index}.example.com:4317"}`).replace(
      'otel,',
      `otel-${index},`,
    ),
  ).join('---\n');
  expect(notes(many).at(-1)).toMatch(/store-9\.example\.com\S* \([^)]*\), 2 more$/);
});

// otlp is called otlp_grpc since 0.144.0 (opentelemetry-collector CHANGELOG)
test('an id that upstream has renamed is told before it goes', () => {
  expect(notes(collector('otlp: {endpoint: "tempo.example.com:4317"}'))).toContain(
    'renamed upstream, and still accepted for some time: exporters otlp is called otlp_grpc since 0.144.0',
  );
});

test('a collector whose configuration is elsewhere is told', () => {
  const workload = `apiVersion: apps/v1
kind: Deployment
metadata: {name: gateway, namespace: shop}
spec: {template: {spec: {containers: [{name: c, image: "otel/opentelemetry-collector:0.150.0", args: [--config=/conf/a.yaml]}]}}}
`;
  expect(notes(workload)).toEqual([
    'judged: no collector, no Jaeger, no Instrumentation, no address',
    'not judged, because their configuration is not among the manifests: Deployment/shop/gateway',
  ]);
});

test('charts are left to those who render them, once', () => {
  const release = (name: string) =>
    `{apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, metadata: {name: ${name}, namespace: shop}}\n`;
  expect(notes(`${release('a')}---\n${release('b')}`).at(-1)).toBe(
    'not judged, because they are rendered elsewhere (helm template … | tracing lint -): HelmRelease/shop/a, HelmRelease/shop/b',
  );
});

test('policies of other systems are told of, since NetworkPolicies decide nothing beside them', () => {
  const policy = (apiVersion: string, kind: string) =>
    `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: deny, namespace: shop}, spec: {}}\n`;
  const own = policy('networking.k8s.io/v1', 'NetworkPolicy');
  expect(notes(own)).toHaveLength(1);
  expect(notes(`${own}---\n${policy('cilium.io/v2', 'CiliumNetworkPolicy')}`).at(-1)).toBe(
    'not judged, because other policies stand beside them: NetworkPolicies (CiliumNetworkPolicy/shop/deny)',
  );
});

test('what a file alone asks of others is told in one line', () => {
  const annotations =
    'sidecar.opentelemetry.io/inject: "true", instrumentation.opentelemetry.io/inject-java: platform/java';
  const pods = (namespace: string) =>
    `{apiVersion: apps/v1, kind: Deployment, metadata: {name: cart, namespace: ${namespace}}, spec: {template: {metadata: {annotations: {${annotations}}}, spec: {containers: [{name: a, image: "a:1"}]}}}}`;
  expect(notes(pods('shop'))).toEqual([
    'judged: no collector, no Jaeger, no Instrumentation, no address',
    "not judged, because what they ask for is not among the manifests: an Instrumentation 'platform/java' (Deployment/shop/cart), a sidecar 'true' (Deployment/shop/cart)",
  ]);
});
