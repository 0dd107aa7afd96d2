import type { KubeObject } from '../model/kubernetes/objects.ts';
import type { Edge, Sender, Service } from '../model/model.ts';
import type { Protocol } from '../upstream/edge/protocols.ts';

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

/** A part of the stack, or something that it talks to. */
export interface GraphNode {
  /** `Kind/namespace/name` of the object, or the address. */
  readonly id: string;
  readonly kind: NodeKind;
  /** What to call it. */
  readonly name: string;
  /** What it is, for people: `Thanos`, `OpenTelemetry collector`. */
  readonly what: string;
  /** Namespace; empty for what is outside of the cluster. */
  readonly namespace: string;
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
export function byKind(a: GraphNode, b: GraphNode): number {
  return kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || byText(a.id, b.id);
}

/** Order of texts by their code units, the same on every machine. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Node of a collector; Jaeger v2 is one, and is drawn as what it is. */
export function collectorNode(object: KubeObject, distribution: string | undefined): GraphNode {
  return distribution === 'jaeger'
    ? objectNode(object, 'backend', 'Jaeger v2')
    : objectNode(object, 'collector', 'OpenTelemetry collector');
}

/** Node of a Jaeger v1. */
export function jaegerNode(object: KubeObject): GraphNode {
  return objectNode(object, 'backend', 'Jaeger');
}

/** Node of who connects. */
export function senderNode({ kind, client }: Sender): GraphNode {
  switch (kind) {
    case 'collector':
      return objectNode(client, 'collector', 'OpenTelemetry collector');
    case 'thanos':
      return objectNode(client, 'sender', 'Thanos');
    case 'tekton':
      return objectNode(client, 'sender', 'Tekton Pipelines');
    case 'instrumentation':
      return objectNode(client, 'sender', 'instrumented applications');
    case 'grafana':
      return objectNode(client, 'viewer', 'Grafana');
    case 'jaeger':
      return jaegerNode(client);
    case 'index-job':
    case 'workload':
      return objectNode(client, 'sender', client.kind);
  }
}

/** Node of what an address leads to. */
export function targetNode({ sender, address, port, target }: Edge): GraphNode {
  const authority = [address?.host || sender.address, port].filter(Boolean).join(':');
  switch (target.kind) {
    case 'service':
      return serviceNode(target.service, sender.protocol);
    case 'missing': {
      const { name, namespace } = target;
      return {
        id: `missing ${namespace}/${name}`,
        kind: 'missing',
        name,
        what: 'no such Service',
        namespace,
      };
    }
    case 'loopback': {
      const { namespace } = sender;
      const id = `${[sender.client.kind, namespace, sender.client.name].join('/')} ${authority}`;
      return { id, kind: 'external', name: authority, what: 'its own pod', namespace };
    }
    case 'external':
    case 'unreadable':
      return { id: authority, ...outside(sender.protocol), name: authority, namespace: '' };
  }
}

function outside(protocol: Protocol | undefined): Pick<GraphNode, 'kind' | 'what'> {
  const what = storageNames.get(protocol);
  return what === undefined
    ? { kind: 'external', what: 'not in these manifests' }
    : { kind: 'storage', what };
}

const storageNames: ReadonlyMap<Protocol | undefined, string> = new Map([
  ['elasticsearch', 'Elasticsearch'],
  ['kafka', 'Kafka'],
]);

function serviceNode(
  { collector, jaeger, workload, object }: Service,
  protocol: Protocol | undefined,
): GraphNode {
  if (collector) return collectorNode(collector.object, collector.distribution);
  if (jaeger) return jaegerNode(jaeger.object);
  const owner = workload?.object ?? object;
  const storage = storageNames.get(protocol);
  return storage === undefined
    ? objectNode(owner, 'receiver', owner.kind)
    : objectNode(owner, 'storage', storage);
}

function objectNode(object: KubeObject, kind: NodeKind, what: string): GraphNode {
  const { name, namespace } = object;
  return { id: [object.kind, namespace, name].join('/'), kind, name, what, namespace };
}
