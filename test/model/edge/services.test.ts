import { expect, test } from 'vitest';
import { modelOf } from '../model-of.ts';

const collector = `apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: {name: otel, namespace: tracing}
spec:
  image: otel/opentelemetry-collector:0.158.0
  config:
    receivers:
      otlp: {protocols: {grpc: {endpoint: "0.0.0.0:4317"}, http: {endpoint: "0.0.0.0:4318", tls: {cert_file: /c}}}}
    service: {pipelines: {traces: {receivers: [otlp], exporters: [debug]}}}`;

const service = (selector: string, ports: string) => `apiVersion: v1
kind: Service
metadata: {name: alias, namespace: tracing}
spec: {selector: ${selector}, ports: ${ports}}`;

function ports(name: string, ...yaml: string[]): string[] {
  const { services } = modelOf(...yaml);
  const found = services.find('tracing', name);
  return (found?.ports ?? []).map(
    ({ port, targetPort, protocol, tls, transport }) =>
      `${port}->${targetPort ?? '?'}/${transport} ${protocol ?? 'unknown'}${tls === undefined ? '' : tls ? ' tls' : ' plain'}`,
  );
}

test('derived Services know what listens behind their ports', () => {
  expect(ports('otel-collector', collector)).toEqual([
    '4317->4317/TCP otlp-grpc plain',
    '4318->4318/TCP otlp-http tls',
  ]);
  expect(ports('otel-collector-monitoring', collector)).toEqual(['8888->8888/TCP metrics']);
});

test('a written Service of operated pods knows it too', () => {
  const selector =
    '{app.kubernetes.io/instance: tracing.otel, app.kubernetes.io/component: opentelemetry-collector}';
  const written = service(selector, '[{port: 80, targetPort: 4318}, {port: 4317}, {port: 9999}]');
  expect(ports('alias', collector, written)).toEqual([
    '80->4318/TCP otlp-http tls',
    '4317->4317/TCP otlp-grpc plain',
    '9999->9999/TCP unknown',
  ]);
});

test('ports of a Jaeger speak TLS when its flags say so', () => {
  const jaeger = `apiVersion: jaegertracing.io/v1
kind: Jaeger
metadata: {name: jaeger, namespace: tracing}
spec: {allInOne: {options: {collector.otlp.grpc.tls.enabled: true, query.http.tls.enabled: "true"}}}`;
  expect(ports('jaeger-query', jaeger)).toContain('16686->16686/TCP jaeger-query tls');
  expect(ports('jaeger-collector', jaeger)).toContain('4317->4317/TCP otlp-grpc tls');
  expect(ports('jaeger-collector', jaeger)).toContain('4318->4318/TCP otlp-http plain');
  const alias = service('{app.kubernetes.io/instance: jaeger}', '[{port: 16686}]');
  expect(ports('alias', jaeger, alias)).toEqual(['16686->16686/TCP jaeger-query tls']);
});

test('a written Service of a workload knows its image, and named ports', () => {
  const workload = `kind: Deployment
metadata: {name: j, namespace: tracing}
spec:
  template:
    metadata: {labels: {app: jaeger, tier: x}}
    spec:
      containers:
      - {image: "jaegertracing/all-in-one:1.57", env: [{name: COLLECTOR_ZIPKIN_HOST_PORT, value: ":9411"}], ports: [{name: ui, containerPort: 16686}]}`;
  const written = service(
    '{app: jaeger}',
    '[{port: 80, targetPort: ui}, {port: 4317}, {port: 9411}, {port: 81, targetPort: nope}]',
  );
  expect(ports('alias', workload, written)).toEqual([
    '80->16686/TCP jaeger-query plain',
    '4317->4317/TCP otlp-grpc plain',
    '9411->9411/TCP zipkin plain',
    '81->?/TCP unknown',
  ]);
});

test.each([
  ['all-in-one:1.57.0', '', 'otlp-grpc plain'],
  ['all-in-one:1.45.0', '', 'dead'],
  ['all-in-one:1.45.0', 'env: [{name: COLLECTOR_OTLP_ENABLED, value: "true"}]', 'otlp-grpc plain'],
  ['all-in-one:1.45.0', 'env: [{name: COLLECTOR_OTLP_ENABLED, valueFrom: {}}]', 'otlp-grpc plain'],
  ['jaeger-collector:1.45.0', 'args: [--collector.otlp.enabled]', 'otlp-grpc plain'],
  ['jaeger-collector:1.57.0', 'args: [--collector.otlp.enabled=false]', 'dead'],
  ['all-in-one:1.57.0', 'args: [--collector.otlp.grpc.tls.enabled=true]', 'otlp-grpc tls'],
  ['all-in-one:1.57.0', 'args: [--collector.otlp.grpc.tls.enabled, "true"]', 'otlp-grpc tls'],
  [
    'all-in-one:1.57.0',
    'env: [{name: COLLECTOR_OTLP_GRPC_TLS_ENABLED, value: "true"}]',
    'otlp-grpc tls',
  ],
  [
    'all-in-one:1.57.0',
    'env: [{name: COLLECTOR_OTLP_GRPC_TLS_ENABLED, valueFrom: {}}]',
    'otlp-grpc',
  ],
  ['all-in-one', '', 'otlp-grpc plain'],
])('a Deployment of %s with %s has on 4317: %s', (image, more, expected) => {
  const workload = `kind: Deployment
metadata: {name: j, namespace: tracing}
spec: {template: {metadata: {labels: {app: jaeger}}, spec: {containers: [{image: "jaegertracing/${image}", ${more}}]}}}`;
  const written = service('{app: jaeger}', '[{port: 4317}]');
  expect(ports('alias', workload, written)).toEqual([`4317->4317/TCP ${expected}`]);
});

test('a selector must match as a whole, in the namespace of the Service', () => {
  const workload = (namespace: string) =>
    `{kind: Deployment, metadata: {namespace: ${namespace}}, spec: {template: {metadata: {labels: {app: a}}, spec: {containers: [{image: grafana/tempo}]}}}}`;
  const port = '[{port: 4317}]';
  expect(ports('alias', workload('tracing'), service('{app: a}', port))).toEqual([
    '4317->4317/TCP otlp-grpc',
  ]);
  expect(ports('alias', workload('tracing'), service('{app: a, tier: b}', port))).toEqual([
    '4317->4317/TCP unknown',
  ]);
  expect(ports('alias', workload('other'), service('{app: a}', port))).toEqual([
    '4317->4317/TCP unknown',
  ]);
});

test('headless and external Services are told', () => {
  const { services } = modelOf(
    '{apiVersion: v1, kind: Service, metadata: {name: a, namespace: x}, spec: {clusterIP: None}}',
    '{apiVersion: v1, kind: Service, metadata: {name: b, namespace: x}, spec: {type: ExternalName, externalName: e.example.com}}',
  );
  expect(services.find('x', 'a')?.headless).toBe(true);
  expect(services.find('x', 'b')?.externalName).toBe('e.example.com');
  expect(services.find('y', 'a')).toBeUndefined();
});
