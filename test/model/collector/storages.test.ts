import { expect, test } from 'vitest';
import { modelOf } from '../model-of.ts';

const jaeger = (settings: string) => `apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: {name: jaeger, namespace: tracing}
spec:
  image: jaegertracing/jaeger:2.20.0
  config: {extensions: {jaeger_storage: ${settings}}, service: {extensions: [jaeger_storage]}}`;

function senders(settings: string): string[] {
  return modelOf(jaeger(settings)).edges.map(
    ({ sender: { kind, address, protocol, tls, path }, port }) =>
      `${kind} ${address}:${port ?? ''} ${protocol}${tls ? '+tls' : ''} ${path.slice(4).join('.')}`,
  );
}

test.each([
  [
    'opensearch: {server_urls: ["https://os:9200", "http://os2:9201"]}',
    'jaeger https://os:9200:9200 elasticsearch+tls backends.s.opensearch.server_urls.0',
    'jaeger http://os2:9201:9201 elasticsearch backends.s.opensearch.server_urls.1',
  ],
  [
    'elasticsearch: {server_urls: "http://es:9200"}',
    'jaeger http://es:9200:9200 elasticsearch backends.s.elasticsearch.server_urls',
  ],
  [
    'cassandra: {connection: {servers: [c-0.c.db.svc, c-1.c.db.svc], port: 9043, tls: {insecure: true}}}',
    'jaeger c-0.c.db.svc:9043 cassandra backends.s.cassandra.connection.servers.0',
    'jaeger c-1.c.db.svc:9043 cassandra backends.s.cassandra.connection.servers.1',
  ],
  [
    'cassandra: {connection: {servers: [c.db.svc]}}',
    'jaeger c.db.svc:9042 cassandra+tls backends.s.cassandra.connection.servers.0',
  ],
  [
    'grpc: {endpoint: "s:17271"}',
    'jaeger s:17271:17271 jaeger-storage+tls backends.s.grpc.endpoint',
  ],
  [
    'grpc: {endpoint: "s:17271", tls: {insecure: true}}',
    'jaeger s:17271:17271 jaeger-storage backends.s.grpc.endpoint',
  ],
  [
    'clickhouse: {addresses: ["c:9000"]}',
    'jaeger c:9000:9000 clickhouse backends.s.clickhouse.addresses.0',
  ],
  [
    'clickhouse: {addresses: ["c:9440"], tls: {ca_file: /ca.crt}}',
    'jaeger c:9440:9440 clickhouse+tls backends.s.clickhouse.addresses.0',
  ],
  ['memory: {max_traces: 1}'],
])('storage %s is connected to', (backend, ...sent) => {
  expect(senders(`{backends: {s: {${backend}}}}`)).toEqual(sent);
});

test('metrics are asked for where they are stored', () => {
  expect(senders('{metric_backends: {m: {prometheus: {endpoint: "http://p:9090"}}}}')).toEqual([
    'jaeger http://p:9090:9090 prometheus metric_backends.m.prometheus.endpoint',
  ]);
});
