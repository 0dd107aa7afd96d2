import { shortened } from '../lint/shortened.ts';
import type { KubeObject } from '../model/kubernetes/objects.ts';
import type { GraphPart } from './details.ts';
import type { GraphProblem } from './problems.ts';

/**
 * What a node of the picture is.
 *
 * - `sender`: makes spans
 * - `collector`: an OpenTelemetry collector
 * - `backend`: a Jaeger, v1 or v2
 * - `viewer`: Grafana, which asks a backend
 * - `storage`: Elasticsearch, Kafka
 * - `receiver`: anything else that has a Service among the manifests
 * - `external`: an address that the manifests do not know, or the client's own pod
 * - `missing`: a Service that should be there and is not
 */
export type NodeKind =
  | 'sender'
  | 'collector'
  | 'backend'
  | 'viewer'
  | 'storage'
  | 'receiver'
  | 'external'
  | 'missing';

/** What something is drawn as. */
export interface Drawing {
  readonly kind: NodeKind;
  /** What it is, for people: `Thanos`, `OpenTelemetry collector`. */
  readonly what: string;
}

/** What is known of a node by what it is drawn for. */
export interface NodeSketch extends Drawing {
  /** `Kind/namespace/name` of the object, or the address. */
  readonly id: string;
  /** What to call it. */
  readonly name: string;
  /** Namespace; empty for what is outside of the cluster. */
  readonly namespace: string;
}

/** A manifest that a node is drawn for. */
export interface GraphObject {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Place in the order of application, from 0. */
  readonly order: number;
  /** File that it stands in; empty for an object that a program made. */
  readonly file: string;
}

/** What has become of something between two states of the manifests. */
export type Change = 'added' | 'removed' | 'changed';

/** A part of the stack, or something that it talks to. */
export interface GraphNode extends NodeSketch {
  /** What one asks first, each in a few characters: `daemonset`, `2 replicas`, `0.158.0`. */
  readonly facts: readonly string[];
  /** What is inside: pipelines, roles, workloads. */
  readonly parts: readonly GraphPart[];
  /** Manifests that it is drawn for; none for what is outside of them. */
  readonly objects: readonly GraphObject[];
  /** Findings about it, and about what leads out of it. */
  readonly problems: readonly GraphProblem[];
  /** What has become of it, in a picture of a difference; unset for what is as it was. */
  readonly change?: Change;
  /** Folder of the cluster that it is in; unset where the picture has one cluster only, and for what is outside of all. */
  readonly cluster?: string;
}

const kinds: readonly NodeKind[] = [
  'sender',
  'viewer',
  'collector',
  'backend',
  'receiver',
  'storage',
  'external',
  'missing',
];

/** Order of nodes in a picture: from senders to storage, then by id. */
export function byKind(a: NodeSketch, b: NodeSketch): number {
  return kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || byText(a.id, b.id);
}

/** Order of texts by their code units, the same on every machine. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Nodes that are drawn together: those of each namespace, in the order of their titles, and last, without a title, what is outside. */
export function groupsOf(nodes: readonly GraphNode[]): [title: string, nodes: GraphNode[]][] {
  const titleOf = ({ cluster, namespace }: GraphNode) =>
    namespace === '' || cluster === undefined ? namespace : `${cluster}: ${namespace}`;
  const titles = [...new Set(nodes.map(titleOf))].filter(Boolean).sort();
  return [...titles, ''].map((title) => [title, nodes.filter((node) => titleOf(node) === title)]);
}

/** What an object is drawn as. */
export function objectNode(object: KubeObject, { kind, what }: Drawing): NodeSketch {
  const { name, namespace } = object;
  const id = shortened([object.kind, namespace, name].join('/'));
  return { id, kind, name: shortened(name), what, namespace: shortened(namespace) };
}
