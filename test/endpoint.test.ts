import { expect, test } from 'vitest';
import { Endpoint } from '../src/endpoint.ts';

const collector = new Endpoint('otlp-grpc', { host: 'jaeger-collector', namespace: 'tracing' });

test('is short inside its namespace and qualified outside', () => {
  expect(collector.address('tracing')).toBe('jaeger-collector:4317');
  expect(collector.address('monitoring')).toBe('jaeger-collector.tracing:4317');
  expect(collector.url('tracing')).toBe('http://jaeger-collector:4317');
  expect(collector.url('monitoring')).toBe(
    'http://jaeger-collector.tracing.svc.cluster.local:4317',
  );
  expect(collector.url()).toBe('http://jaeger-collector.tracing.svc.cluster.local:4317');
});

test('follows the cluster domain', () => {
  const query = new Endpoint('jaeger-query', {
    host: 'jaeger-query',
    namespace: 'tracing',
    clusterDomain: 'k8s.example',
  });
  expect(query.url('grafana')).toBe('http://jaeger-query.tracing.svc.k8s.example:16686');
});

test.each([
  ['otlp-http', 'http://jaeger-collector.tracing.svc.cluster.local:4318/v1/traces'],
  ['jaeger-thrift-http', 'http://jaeger-collector.tracing.svc.cluster.local:14268/api/traces'],
  ['zipkin', 'http://jaeger-collector.tracing.svc.cluster.local:9411/api/v2/spans'],
] as const)('%s spans are posted to the path of the protocol', (protocol, url) => {
  const endpoint = new Endpoint(protocol, { host: 'jaeger-collector', namespace: 'tracing' });
  expect(endpoint.tracesUrl('tekton-pipelines')).toBe(url);
});

test('outside of the cluster the host is written as it is', () => {
  const tempo = new Endpoint('otlp-http', { host: 'tempo.example.com', port: 443, tls: true });
  expect(tempo.address('tracing')).toBe('tempo.example.com:443');
  expect(tempo.url('tracing')).toBe('https://tempo.example.com:443');
});

test('a gRPC endpoint does not fit an HTTP-only sender', () => {
  const http = (endpoint: Endpoint<'otlp-http'>) => endpoint.protocol;
  // @ts-expect-error OTLP/gRPC is not OTLP/HTTP
  expect(http(collector)).toBe('otlp-grpc');
});

test.each([0, 65536, 4317.5, Number.NaN])('port %s is refused', (port) => {
  expect(() => new Endpoint('otlp-grpc', { host: 'otel', port })).toThrow(
    `endpoint port must be a whole number from 1 to 65535, got ${port}`,
  );
});

test.each(['http://otel', 'otel:4317', 'otel/v1', ''])('host %j is refused', (host) => {
  expect(() => new Endpoint('otlp-grpc', { host })).toThrow(
    `endpoint host must be a host name alone, without scheme, port or path, got '${host}'`,
  );
});
