import type { ClusterReport } from '../lint/clusters.ts';
import { type Graph, readGraph } from './graph.ts';
import type { GraphNode } from './nodes.ts';

/**
 * Draws clusters beside each other. What is outside of all, such as an Elasticsearch that several of them write to, is drawn once.
 */
export function readClustersGraph(clusters: readonly ClusterReport[]): Graph {
  const graphs = clusters.map(({ folder, model, findings }) =>
    inCluster(folder, readGraph(model, findings)),
  );
  const nodes = new Map<string, GraphNode>();
  for (const node of graphs.flatMap((graph) => graph.nodes)) {
    if (!nodes.has(node.id)) nodes.set(node.id, node);
  }
  return {
    nodes: [...nodes.values()],
    edges: graphs.flatMap(({ edges }) => edges),
    problems: graphs.flatMap(({ problems }) => problems),
  };
}

/** A picture whose nodes have ids of their own among all clusters. */
function inCluster(cluster: string, graph: Graph): Graph {
  if (cluster === '') return graph;
  const { nodes, edges, problems } = graph;
  const ids = new Map(
    nodes.map(({ id, namespace }) => [id, namespace === '' ? id : `${cluster}: ${id}`]),
  );
  const idOf = (id: string) => ids.get(id) ?? id;
  return {
    nodes: nodes.map((node) => ({
      ...node,
      id: idOf(node.id),
      cluster: node.namespace === '' ? undefined : cluster,
    })),
    edges: edges.map((edge) => ({ ...edge, from: idOf(edge.from), to: idOf(edge.to) })),
    problems,
  };
}
