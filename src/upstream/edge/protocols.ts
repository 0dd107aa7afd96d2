/**
 * Protocols that tracing endpoints speak.
 *
 * - `otlp-grpc`: OTLP over gRPC, port 4317
 * - `otlp-http`: OTLP over HTTP (protobuf), port 4318, spans to `/v1/traces`
 * - `jaeger-grpc`: Jaeger's own api_v2 model over gRPC, port 14250; not OTLP
 * - `jaeger-thrift-http`: jaeger.thrift over HTTP, port 14268, spans to `/api/traces`
 * - `zipkin`: Zipkin v1 and v2 over HTTP, port 9411
 * - `jaeger-query`: Jaeger's UI and query API over HTTP, port 16686; takes no spans
 *
 * Source: opentelemetry-specification OTLP exporter; jaeger v1.51 ports/ports.go.
 */
export type EndpointProtocol =
  | 'otlp-grpc'
  | 'otlp-http'
  | 'jaeger-grpc'
  | 'jaeger-thrift-http'
  | 'zipkin'
  | 'jaeger-query';

/**
 * What a listening port speaks: the protocols that carry spans or answer queries, and what else tracing components listen
 * for. `clickhouse` is its native protocol; `jaeger-query-grpc` answers queries and takes no spans; `jaeger-storage` is Jaeger's remote storage API; `admin` is health and metrics of a Jaeger component; `dead` is
 * declared by an operator but nothing listens there.
 */
export type Protocol =
  | EndpointProtocol
  | 'jaeger-thrift-compact'
  | 'jaeger-thrift-binary'
  | 'jaeger-query-grpc'
  | 'admin'
  | 'health'
  | 'metrics'
  | 'elasticsearch'
  | 'kafka'
  | 'cassandra'
  | 'clickhouse'
  | 'clickhouse-http'
  | 'jaeger-storage'
  | 'prometheus'
  | 'tempo-query'
  | 'dead'
  | 'other';

/** What is fixed about a protocol: its usual port, and the path that spans are posted to (HTTP only). */
interface ProtocolFacts {
  /** Port that receivers listen on unless told otherwise. */
  readonly port: number;
  /** Path of the HTTP request that carries spans; none for gRPC and for query. */
  readonly tracesPath?: string;
}

/** Facts by protocol. */
export const protocols: Readonly<Record<EndpointProtocol, ProtocolFacts>> = {
  'otlp-grpc': { port: 4317 },
  'otlp-http': { port: 4318, tracesPath: '/v1/traces' },
  'jaeger-grpc': { port: 14250 },
  'jaeger-thrift-http': { port: 14268, tracesPath: '/api/traces' },
  zipkin: { port: 9411, tracesPath: '/api/v2/spans' },
  'jaeger-query': { port: 16686 },
};

/** Protocols of OTLP. */
export type OtlpProtocol = Extract<EndpointProtocol, 'otlp-grpc' | 'otlp-http'>;

/** Protocols of OTLP, for clients of which nothing tells which one they speak. */
export const otlpProtocols: readonly OtlpProtocol[] = ['otlp-grpc', 'otlp-http'];

/**
 * Path that a client posts to when it adds `/v1/traces` to the URL that it is told.
 *
 * Source: opentelemetry-specification protocol/exporter.md, opentelemetry-collector exporter/otlphttpexporter.
 */
export function tracesUnder(path: string | undefined): string {
  return `${(path ?? '').replace(/\/$/, '')}${protocols['otlp-http'].tracesPath}`;
}
