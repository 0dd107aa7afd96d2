import type { Protocol } from '../upstream/edge/protocols.ts';
import type { Graph, GraphEdge } from './graph.ts';

const protocolNames: Readonly<Partial<Record<Protocol, string>>> = {
  'otlp-grpc': 'OTLP/gRPC',
  'otlp-http': 'OTLP/HTTP',
  'jaeger-grpc': 'Jaeger gRPC',
  'jaeger-thrift-http': 'Jaeger thrift/HTTP',
  'jaeger-thrift-compact': 'Jaeger thrift/UDP',
  'jaeger-thrift-binary': 'Jaeger thrift/UDP',
  'jaeger-query': 'HTTP',
  'jaeger-query-grpc': 'gRPC',
  zipkin: 'Zipkin',
  elasticsearch: 'HTTP',
  kafka: 'Kafka',
  cassandra: 'CQL',
  clickhouse: 'ClickHouse',
  'jaeger-storage': 'gRPC',
  prometheus: 'HTTP',
};

/** An arrow of the picture: all edges between the same two nodes that read alike. */
interface Arrow {
  readonly from: string;
  readonly to: string;
  /** Protocol and port: `OTLP/gRPC 4317`, `HTTP 9200 TLS`. */
  readonly label: string;
  /** Worst of its findings; unset when it is right. */
  readonly wrong?: 'error' | 'warning';
}

/** Arrows of a picture, in the order of its edges. */
export function arrows({ edges }: Graph): Arrow[] {
  const drawn = new Map<string, Arrow>();
  for (const edge of edges) {
    const { from, to } = edge;
    const label = labelOf(edge);
    const key = [from, to, label].join('\n');
    const found = [worst(edge), drawn.get(key)?.wrong];
    const wrong = found.find((severity) => severity === 'error') ?? found.find(Boolean);
    drawn.set(key, { from, to, label, wrong });
  }
  return [...drawn.values()];
}

function worst({ problems }: GraphEdge): Arrow['wrong'] {
  if (problems.some(({ severity }) => severity === 'error')) return 'error';
  return problems.length > 0 ? 'warning' : undefined;
}

function labelOf({ protocol, port, tls }: GraphEdge): string {
  const name = protocol === undefined ? '' : (protocolNames[protocol] ?? protocol);
  return [name, port, tls === true ? 'TLS' : ''].filter(Boolean).join(' ');
}
