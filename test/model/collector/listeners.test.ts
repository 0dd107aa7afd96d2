import { expect, test } from 'vitest';
import { modelOf } from '../model-of.ts';

const operator = (version: string) =>
  `{kind: Deployment, metadata: {name: o}, spec: {template: {spec: {containers: [{image: "x/opentelemetry-operator:${version}"}]}}}}`;

function listeners(settings: string, image: string, operatorVersion?: string): string[] {
  const { listeners: found } = modelOf(
    `{apiVersion: opentelemetry.io/v1beta1, kind: OpenTelemetryCollector, metadata: {name: c}, spec: {image: "${image}", config: {${settings}}}}`,
    ...(operatorVersion === undefined ? [] : [operator(operatorVersion)]),
  );
  return found.map(
    ({ protocol, host, port, tls, transport }) =>
      `${protocol} ${host ?? 'unknown'}:${port}/${transport}${tls ? ' tls' : ''}`,
  );
}

const otlp =
  'receivers: {otlp: {protocols: {grpc: null}}}, service: {pipelines: {traces: {receivers: [otlp]}}}';
const old = 'otel/opentelemetry-collector:0.103.1';
const current = 'otel/opentelemetry-collector:0.158.0';

test.each([
  [old, undefined, '0.0.0.0'],
  [old, '0.88.0', '0.0.0.0'],
  [current, '0.158.0', '0.0.0.0'],
  [current, '0.109.0', 'localhost'],
  [current, undefined, 'unknown'],
  ['our/collector:1.0', undefined, 'unknown'],
  ['our/collector:1.0', '0.158.0', '0.0.0.0'],
])('otlp of %s under operator %s listens on %s', (image, operatorVersion, host) => {
  expect(listeners(otlp, image, operatorVersion)).toEqual([`otlp-grpc ${host}:4317/TCP`]);
});

test('written addresses count, with their TLS', () => {
  const written = `receivers: {
    otlp: {protocols: {http: {endpoint: "localhost:5318", tls: {cert_file: /c}}}},
    jaeger: {protocols: {thrift_compact: {endpoint: ":6831"}}}, zipkin: {endpoint: "[::]:9411"}},
    service: {pipelines: {traces: {receivers: [otlp, jaeger, zipkin]}}}`;
  expect(listeners(written, current)).toEqual([
    'jaeger-thrift-compact :6831/UDP',
    'otlp-http localhost:5318/TCP tls',
    'zipkin [::]:9411/TCP',
  ]);
});

test('a protocol that is switched off does not listen', () => {
  const settings = (http: string) =>
    `receivers: {otlp: {protocols: {grpc: {enabled: true}, http: ${http}}}}, service: {pipelines: {t: {receivers: [otlp]}}}`;
  const off = settings('{enabled: false, endpoint: "0.0.0.0:4318"}');
  expect(listeners(off, current, '0.158.0')).toEqual(['otlp-grpc 0.0.0.0:4317/TCP']);
  expect(listeners(settings('{enabled: true}'), current, '0.158.0')).toHaveLength(2);
});

test('receivers that no pipeline names do not listen, scrapers neither', () => {
  const settings =
    'receivers: {otlp: {protocols: {grpc: {}}}, redis: {endpoint: "r:6379"}}, service: {pipelines: {m: {receivers: [redis]}}}';
  expect(listeners(settings, old)).toEqual([]);
});

test('extensions and the prometheus exporter listen', () => {
  const settings = `extensions: {health_check: {}, jaeger_query: {http: {endpoint: "0.0.0.0:16686"}}, zpages: {}},
    exporters: {prometheus: {endpoint: "0.0.0.0:8889"}},
    service: {extensions: [health_check, jaeger_query, zpages], pipelines: {metrics: {exporters: [prometheus]}}}`;
  expect(listeners(settings, old)).toEqual([
    'health 0.0.0.0:13133/TCP',
    'jaeger-query 0.0.0.0:16686/TCP',
    'jaeger-query-grpc unknown:16685/TCP',
    'metrics 0.0.0.0:8889/TCP',
  ]);
});

test('healthcheckv2 stays on localhost unless told otherwise', () => {
  const settings = 'extensions: {healthcheckv2: {}}, service: {extensions: [healthcheckv2]}';
  expect(listeners(settings, 'jaegertracing/jaeger:2.20.0', '0.158.0')).toEqual([
    'health localhost:13133/TCP',
  ]);
});
