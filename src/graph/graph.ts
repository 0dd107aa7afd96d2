import type { LintFinding } from '../lint/lint.ts';
import { groupBy } from '../model/kubernetes/group.ts';
import type { Location } from '../model/kubernetes/objects.ts';
import type { Model, Sender } from '../model/model.ts';
import type { Protocol } from '../upstream/edge/protocols.ts';
import { byKind, byText, type GraphNode } from './nodes.ts';
import { lonelyNodes, senderNode } from './subjects.ts';
import { targetNode } from './targets.ts';

/** Who talks to whom. */
export interface GraphEdge {
  /** Id of the client's node. */
  readonly from: string;
  /** Id of the receiver's node. */
  readonly to: string;
  /** Exporter, language or the like within the client. */
  readonly via: string;
  /** What the client speaks, or else what the port takes; unset when the manifests tell neither. */
  readonly protocol?: Protocol;
  /** Port that it connects to; unset when the address has none. */
  readonly port?: number;
  /** Whether the client speaks TLS; unset when that is not known. */
  readonly tls?: boolean;
  /** Findings about it, errors and warnings; empty when it is right. */
  readonly problems: readonly GraphProblem[];
}

/** What is wrong with an edge. */
export interface GraphProblem {
  readonly ruleId: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

/** The stack as a picture. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** Draws a model: every sender in use, collector and backend, and what they talk to. Findings mark the edges that are wrong. */
export function readGraph(model: Model, findings: readonly LintFinding[]): Graph {
  const nodes = new Map<string, GraphNode>();
  const add = (node: GraphNode) => {
    // a thing that sends and receives is drawn once, as what it was first met as
    if (!nodes.has(node.id)) nodes.set(node.id, node);
    return node.id;
  };
  for (const node of lonelyNodes(model)) add(node);
  const found = groupBy(findings, ({ object }) => object);
  const edges = model.edges
    .filter(({ sender }) => sender.enabled)
    .map((edge) => {
      const { sender, port, target } = edge;
      const protocol =
        sender.protocol ?? (target.kind === 'service' ? target.port?.protocol : undefined);
      return {
        from: add(senderNode(sender)),
        to: add(targetNode(edge)),
        via: sender.label,
        protocol,
        port,
        tls: sender.tls,
        problems: locationsOf(sender).flatMap((location) =>
          problemsAt(location, found.get(location.object) ?? []),
        ),
      };
    });
  const order = [...nodes.values()].sort(byKind);
  const place = new Map(order.map(({ id }, index) => [id, index]));
  const placeOf = (id: string) => place.get(id) ?? 0;
  return {
    nodes: order,
    edges: edges.sort(
      (a, b) =>
        placeOf(a.from) - placeOf(b.from) || placeOf(a.to) - placeOf(b.to) || byText(a.via, b.via),
    ),
  };
}

/** Where an edge is written: around the address, and where its sender is named. */
function locationsOf({ object, path, uses = [] }: Sender): Location[] {
  return [{ object, path: path.length < 2 ? path : path.slice(0, -1) }, ...uses];
}

function problemsAt(location: Location, findings: readonly LintFinding[]): GraphProblem[] {
  return findings.flatMap(({ rule, severity, message, path }) =>
    severity !== 'info' && location.path.every((key, index) => path[index] === key)
      ? [{ ruleId: rule.id, severity, message }]
      : [],
  );
}
