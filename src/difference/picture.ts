import type { Graph, GraphEdge } from '../graph/graph.ts';
import { byKind, type GraphNode } from '../graph/nodes.ts';

/**
 * One picture of two: it marks what is new, gone or changed; the rest is as in the later one.
 *
 * @param isChanged whether a manifest that a node is drawn for has changed
 */
export function differencePicture(
  before: Graph,
  after: Graph,
  isChanged: (node: GraphNode) => boolean,
): Graph {
  const old = new Map(before.nodes.map((node) => [node.id, node]));
  const now = new Set(after.nodes.map(({ id }) => id));
  const kept = after.nodes.map((node): GraphNode => {
    if (!old.has(node.id)) return { ...node, change: 'added' };
    return isChanged(node) ? { ...node, change: 'changed' } : node;
  });
  const gone = before.nodes.filter(({ id }) => !now.has(id));
  const were = new Set(before.edges.map(edgeKey));
  const are = new Set(after.edges.map(edgeKey));
  return {
    nodes: [...kept, ...gone.map(removed)].sort(byKind),
    edges: [
      ...after.edges.map((edge): GraphEdge => {
        return were.has(edgeKey(edge)) ? edge : { ...edge, change: 'added' };
      }),
      ...before.edges
        .filter((edge) => !are.has(edgeKey(edge)))
        .map((edge): GraphEdge => ({ ...edge, problems: [], change: 'removed' })),
    ],
    problems: after.problems,
  };
}

/** A node that is gone, with which nothing is wrong any more. */
function removed(node: GraphNode): GraphNode {
  const parts = node.parts.map(({ title, columns }) => ({
    title,
    columns: columns.map((items) => items.map(({ name }) => ({ name, problems: [] }))),
  }));
  return { ...node, parts, problems: [], change: 'removed' };
}

function edgeKey({ from, to, via, service, protocol, port, tls }: GraphEdge): string {
  return JSON.stringify([from, to, via, service, protocol, port, tls]);
}
