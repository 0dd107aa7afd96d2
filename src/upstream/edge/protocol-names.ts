import type { Protocol } from './protocols.ts';

/** What a protocol is called in messages and pictures. */
export const protocolNames: Readonly<Record<Protocol, string>> = {
  'otlp-grpc': 'OTLP over gRPC',
  'otlp-http': 'OTLP over HTTP',
  'jaeger-grpc': "Jaeger's own gRPC",
  'jaeger-thrift-http': 'Jaeger thrift over HTTP',
  'jaeger-thrift-compact': 'Jaeger thrift compact over UDP',
  'jaeger-thrift-binary': 'Jaeger thrift binary over UDP',
  zipkin: 'Zipkin over HTTP',
  'jaeger-query': 'Jaeger query over HTTP',
  'jaeger-query-grpc': 'Jaeger query over gRPC',
  admin: 'health and metrics of Jaeger',
  health: 'health checks',
  metrics: 'metrics',
  elasticsearch: 'Elasticsearch',
  kafka: 'Kafka',
  cassandra: 'Cassandra',
  clickhouse: "ClickHouse's native protocol",
  'clickhouse-http': 'ClickHouse over HTTP',
  'jaeger-storage': "Jaeger's remote storage over gRPC",
  prometheus: 'queries of Prometheus',
  'tempo-query': 'queries of Tempo',
  dead: 'nothing',
  other: 'something else',
};
