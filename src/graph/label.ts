import { groupBy } from '../model/kubernetes/group.ts';
import type { Protocol } from '../upstream/edge/protocols.ts';
import type { Graph, GraphEdge } from './graph.ts';
import type { Change } from './nodes.ts';
import { worst } from './problems.ts';

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
  'clickhouse-http': 'HTTP',
  'jaeger-storage': 'gRPC',
  prometheus: 'HTTP',
};

/** An arrow of the picture: all edges between the same two nodes that read alike. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** Protocol and port: `OTLP/gRPC 4317`, `HTTP 9200 TLS`. */
  readonly label: string;
  readonly edges: readonly GraphEdge[];
  /** Worst of its findings; unset when it is right. */
  readonly wrong?: 'error' | 'warning';
  /** What has become of it; unset for what is as it was. */
  readonly change?: Change;
}

/**
 * Arrows of a picture, in the order of its edges.
 *
 * @param labelled what is written at an edge
 */
export function arrows({ edges }: Graph, labelled = labelOf): Arrow[] {
  const alike = groupBy(edges, (edge) =>
    [edge.from, edge.to, labelled(edge), edge.change ?? ''].join('\n'),
  );
  return [...alike.values()].flatMap((group) => {
    const [edge] = group;
    if (edge === undefined) return [];
    const { from, to, change } = edge;
    const wrong = worst(group.flatMap(({ problems }) => problems));
    return [{ from, to, label: labelled(edge), edges: group, wrong, change }];
  });
}

/** Protocol, port, TLS. */
function labelOf(edge: GraphEdge): string {
  return [protocolName(edge), edge.port, edge.tls === true ? 'TLS' : ''].filter(Boolean).join(' ');
}

/** What an edge speaks, as people call it; empty where the manifests do not tell. */
export function protocolName({ protocol }: GraphEdge): string {
  return protocol === undefined ? '' : (protocolNames[protocol] ?? protocol);
}
