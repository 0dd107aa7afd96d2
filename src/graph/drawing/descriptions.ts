import { oneLine } from '../../upstream/values/shown.ts';
import type { Graph } from '../graph.ts';
import { type Arrow, protocolName } from '../label.ts';
import type { GraphNode } from '../nodes.ts';
import type { GraphProblem } from '../problems.ts';

/** What a picture shows, as text for screen readers. */
export function pictureDescription(graph: Graph): string {
  const names = new Map(graph.nodes.map(({ id, name }) => [id, name]));
  const sentences = new Set(
    graph.edges.map(({ from, to }) => `${names.get(from)} to ${names.get(to)}`),
  );
  return oneLine(`Who sends spans to whom: ${[...sentences].join('; ') || 'nobody'}.`);
}

/** What a node is, and whether something is wrong with it. */
export function nodeDescription({ what, name, namespace, problems, change }: GraphNode): string {
  const place = namespace === '' ? '' : ` in namespace ${namespace}`;
  return oneLine(
    [`${what} ${name}${place}`, change, countText(problems)].filter(Boolean).join(', '),
  );
}

/** Who talks to whom, how, and whether something is wrong with it. */
export function arrowDescription({ from, to, edges, change }: Arrow): string {
  const [edge] = edges;
  const { service, port, tls } = edge ?? {};
  const address = [service, port].filter(Boolean).join(':');
  const speaks = edge && protocolName(edge);
  const parts = [
    `${from} to ${to}`,
    address && `by ${address}`,
    speaks && `speaks ${speaks}`,
    tls === true ? 'with TLS' : undefined,
    tls === false ? 'without TLS' : undefined,
    change,
    countText(edges.flatMap(({ problems }) => problems)),
  ];
  return oneLine(parts.filter(Boolean).join(', '));
}

function countText(problems: readonly GraphProblem[]): string {
  const counted = (severity: GraphProblem['severity'], name: string) => {
    const count = problems.filter((problem) => problem.severity === severity).length;
    return count === 0 ? '' : `${count} ${name}${count === 1 ? '' : 's'}`;
  };
  return [counted('error', 'error'), counted('warning', 'warning')].filter(Boolean).join(' and ');
}
