import type { PlacedFinding } from '../lint/manifests.ts';
import { shortened } from '../lint/shortened.ts';
import { groupBy } from '../model/kubernetes/group.ts';
import type { KubeObject, Location } from '../model/kubernetes/objects.ts';
import type { Model, Sender } from '../model/model.ts';
import type { Protocol } from '../upstream/edge/protocols.ts';
import type { DetailedPart, GraphPart } from './details.ts';
import {
  byKind,
  byText,
  type Change,
  type GraphNode,
  type GraphObject,
  type NodeSketch,
} from './nodes.ts';
import { type GraphProblem, Problems } from './problems.ts';
import { insides, lonelyNodes, senderNode } from './subjects.ts';
import { targetNode, targetObjects, targetReceiver, targetService } from './targets.ts';

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
  /** Service that it goes through; unset for addresses that are none of the cluster's. */
  readonly service?: string;
  /** Receiver of a collector that takes it; unset where nothing is known of what listens. */
  readonly receiver?: string;
  /** Port that it connects to; unset when the address has none. */
  readonly port?: number;
  /** Whether the client speaks TLS; unset when that is not known. */
  readonly tls?: boolean;
  /** Findings about it, errors and warnings; empty when it is right. */
  readonly problems: readonly GraphProblem[];
  /** What has become of it, in a picture of a difference; unset for what is as it was. */
  readonly change?: Change;
}

/** The stack as a picture. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Findings about what is not drawn, such as an operator or a CRD. */
  readonly problems: readonly GraphProblem[];
}

/** Draws a model: every sender in use, collector and backend, and what they talk to. Findings stand at what they are about. */
export function readGraph(model: Model, findings: readonly PlacedFinding[]): Graph {
  const problems = new Problems(findings);
  const nodes = new Nodes(model, problems);
  const edges = model.edges
    .filter(({ sender }) => sender.enabled)
    .map((edge): GraphEdge => {
      const { sender, port, target } = edge;
      return {
        from: nodes.add(senderNode(sender), [sender.client, sender.object]),
        to: nodes.add(targetNode(edge), targetObjects(edge)),
        via: sender.label,
        protocol:
          sender.protocol ?? (target.kind === 'service' ? target.port?.protocol : undefined),
        service: targetService(edge),
        receiver: targetReceiver(edge),
        port,
        tls: sender.tls,
        problems: problems.at(locationsOf(sender)).filter(({ severity }) => severity !== 'info'),
      };
    });
  const order = nodes.all();
  const place = new Map(order.map(({ id }, index) => [id, index]));
  const placeOf = (id: string) => place.get(id) ?? 0;
  return {
    nodes: order,
    edges: edges.sort(
      (a, b) =>
        placeOf(a.from) - placeOf(b.from) || placeOf(a.to) - placeOf(b.to) || byText(a.via, b.via),
    ),
    problems: problems.besides(nodes.drawn()),
  };
}

/** Where an edge is written: around the address, and where its sender is named. */
function locationsOf({ object, path, uses = [] }: Sender): Location[] {
  return [{ object, path: path.length < 2 ? path : path.slice(0, -1) }, ...uses];
}

/** Nodes of a picture. A thing that sends and receives is drawn once, as what it was first met as. */
class Nodes {
  private readonly sketches = new Map<string, NodeSketch>();
  private readonly objects = new Map<string, Set<KubeObject>>();
  private readonly details: ReadonlyMap<KubeObject, ReturnType<typeof insides>>;
  private readonly problems: Problems;

  constructor(model: Model, problems: Problems) {
    this.problems = problems;
    this.details = groupBy(insides(model), ({ object }) => object);
    for (const { sketch, object } of lonelyNodes(model)) this.add(sketch, [object]);
  }

  /** Adds a node for some objects, if there is none of its id; the result is the id. */
  add(sketch: NodeSketch, objects: readonly KubeObject[]): string {
    const { id } = sketch;
    if (!this.sketches.has(id)) this.sketches.set(id, sketch);
    this.objects.set(id, new Set([...(this.objects.get(id) ?? []), ...objects]));
    return id;
  }

  /** From senders to storage. */
  all(): GraphNode[] {
    return [...this.sketches.values()].sort(byKind).map((sketch) => {
      const own = this.objects.get(sketch.id) ?? new Set();
      const details = [...own].flatMap((object) => this.details.get(object) ?? []);
      return {
        ...sketch,
        facts: details.flatMap(({ facts }) => facts.map(shortened)),
        parts: details.flatMap(({ parts }) => parts.map((part) => this.part(part))),
        objects: [...own].sort((a, b) => a.order - b.order).map(graphObject),
        problems: this.problems.of(this.belonging(sketch.id)),
      };
    });
  }

  /** All objects that nodes are about. */
  drawn(): Set<KubeObject> {
    return new Set([...this.sketches.keys()].flatMap((id) => [...this.belonging(id)]));
  }

  private belonging(id: string): Set<KubeObject> {
    const own = [...(this.objects.get(id) ?? [])];
    const details = own.flatMap((object) => this.details.get(object) ?? []);
    return new Set([...own, ...details.flatMap(({ belonging }) => belonging)]);
  }

  private part({ title, columns }: DetailedPart): GraphPart {
    return {
      title: shortened(title),
      columns: columns.map((items) =>
        items.map(({ name, locations }) => ({
          name: shortened(name),
          problems: this.problems.at(locations),
        })),
      ),
    };
  }
}

function graphObject({ kind, namespace, name, order, origin }: KubeObject): GraphObject {
  return {
    kind: shortened(kind),
    namespace: shortened(namespace),
    name: shortened(name),
    order,
    file: origin?.file ?? '',
  };
}
