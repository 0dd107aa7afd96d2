import type { Edge, UsedEdge } from '../../model/model.ts';
import type { Context } from '../context.ts';
import type { ServiceName } from './endpoints.ts';

/** A way between two things, as it is called: `otel-collector → jaeger-collector.tracing:4317`. */
export function hopOf({ sender, port, target, address }: Edge): string {
  const to =
    target.kind === 'service'
      ? [target.service.name, target.service.namespace].filter(Boolean).join('.')
      : address?.host || sender.address;
  return `${sender.client.name} → ${to}${port === undefined ? '' : `:${port}`}`;
}

/** A port of a Service, and all that connect to it. */
export interface Way {
  readonly service: ServiceName;
  /** Port of the Service. */
  readonly port: number;
  readonly edges: readonly [UsedEdge, ...UsedEdge[]];
}

/** Ports of Services that somebody connects to, over TCP. */
export function waysOf({ model, namespace }: Context): Way[] {
  const ways = new Map<string, Way>();
  for (const edge of model.usedEdges) {
    const way = wayOf(edge, namespace);
    if (!way) continue;
    const key = `${way.service.namespace}/${way.service.name}:${way.port}`;
    const known = ways.get(key);
    ways.set(key, known ? { ...known, edges: [...known.edges, edge] } : way);
  }
  return [...ways.values()];
}

function wayOf(edge: UsedEdge, usual: string): Way | undefined {
  const { target, sender } = edge;
  if (target.kind !== 'service' && target.kind !== 'missing') return undefined;
  // a Service that the manifests miss may be in the cluster all the same
  const named = target.kind === 'service' ? target.service : target;
  const found = target.kind === 'service' ? target.port : undefined;
  const port = found?.port ?? edge.port;
  if (port === undefined || found?.transport === 'UDP') return undefined;
  const namespace = named.namespace || sender.namespace || usual;
  return { service: { namespace, name: named.name }, port, edges: [edge] };
}
