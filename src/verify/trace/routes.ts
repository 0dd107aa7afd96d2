import type { Component, Pipeline } from '../../model/collector/config.ts';
import type { Collector } from '../../model/collector/instances.ts';
import { sendsSpans } from '../../model/edge/senders.ts';
import type { KubeObject } from '../../model/kubernetes/objects.ts';
import type { Model, UsedEdge } from '../../model/model.ts';
import type { Entrance } from './entrances.ts';

/** Where spans go from an entrance. */
export interface Route {
  /** Ways out of the collector to the next things that take spans. */
  readonly edges: readonly UsedEdge[];
  /** Collectors and Jaegers that spans come to next, in the order of the edges. */
  readonly next: readonly KubeObject[];
  /** Processors on the way through this collector. */
  readonly processors: readonly Component[];
  /** Exporters on the way out of it. */
  readonly exporters: readonly Component[];
  /** Whether spans are stored here: by a Jaeger v1, or a collector with Jaeger's storage. */
  readonly stores: boolean;
}

/** Where spans go from an entrance. */
export function routeFrom(model: Model, { collector, listener }: Entrance): Route {
  if (!collector?.config || !listener) {
    return { edges: [], next: [], processors: [], exporters: [], stores: true };
  }
  const pipelines = pipelinesFrom(collector, listener.component.id);
  const named = (kind: 'processors' | 'exporters') => {
    const ids = new Set(pipelines.flatMap((pipeline) => pipeline[kind].map(({ id }) => id)));
    return [...ids].flatMap((id) => collector.config?.component(kind, id) ?? []);
  };
  const exporters = named('exporters');
  const edges = model.usedEdges.filter(
    ({ sender }) =>
      sender.component !== undefined && exporters.includes(sender.component) && sendsSpans(sender),
  );
  return {
    edges,
    next: edges.flatMap((edge) => behind(edge) ?? []),
    processors: named('processors'),
    exporters,
    stores: exporters.some(({ type }) => type === 'jaeger_storage_exporter'),
  };
}

/** What takes spans behind an edge; undefined for what is not among the manifests. */
export function behind({ target }: UsedEdge): KubeObject | undefined {
  if (target.kind !== 'service') return undefined;
  return target.service.jaeger?.object ?? target.service.collector?.object;
}

/** Pipelines of traces that spans of a receiver go through, also by way of connectors. */
function pipelinesFrom({ config }: Collector, receiver: string): Pipeline[] {
  const traces = config?.pipelines.filter(({ signal }) => signal === 'traces') ?? [];
  const taking = (id: string) =>
    traces.filter((one) => one.receivers.some((from) => from.id === id));
  const found = new Set(taking(receiver));
  for (const pipeline of found) {
    for (const { id } of pipeline.exporters) {
      if (!config?.component('connectors', id)) continue;
      for (const next of taking(id)) found.add(next);
    }
  }
  return [...found];
}

/**
 * Collectors and Jaegers where spans that come in at an entrance are stored, wherever they pass.
 *
 * @returns what stores them, and whether some go where the manifests do not follow, such as to Kafka or out of the cluster
 */
export function storesBehind(
  model: Model,
  entrances: readonly Entrance[],
  entrance: Entrance,
): { readonly stores: ReadonlySet<KubeObject>; readonly outside: readonly UsedEdge[] } {
  const stores = new Set<KubeObject>();
  const outside: UsedEdge[] = [];
  const ways = new Set([entrance]);
  for (const way of ways) {
    const route = routeFrom(model, way);
    if (route.stores) stores.add(way.owner);
    for (const edge of route.edges) {
      const owner = behind(edge);
      if (!owner) outside.push(edge);
      for (const next of entrances) if (next.owner === owner) ways.add(next);
    }
  }
  return { stores, outside };
}
