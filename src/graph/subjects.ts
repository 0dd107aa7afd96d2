import type { Collector } from '../model/collector/instances.ts';
import type { KubeObject } from '../model/kubernetes/objects.ts';
import type { Model, Sender } from '../model/model.ts';
import type { Protocol } from '../upstream/edge/protocols.ts';
import type { Details } from './details.ts';
import { insideCollectors } from './inside/collector.ts';
import { insideInstrumentations } from './inside/instrumentation.ts';
import { insideJaegers } from './inside/jaeger.ts';
import { type Drawing, type NodeSketch, objectNode } from './nodes.ts';

/** Something that is drawn even without connections. */
interface LonelyNode {
  readonly sketch: NodeSketch;
  readonly object: KubeObject;
}

/** How a system is drawn: adding a system is listing it in `subjects`. */
interface GraphSubject {
  /**
   * Nodes that are drawn even without connections.
   *
   * @default - none
   */
  readonly nodes?: (model: Model) => readonly LonelyNode[];
  /**
   * What is inside of what is drawn.
   *
   * @default - nothing that is known
   */
  readonly inside?: (model: Model) => readonly Details[];
  /**
   * What its senders are drawn as.
   *
   * @default - senders of the kind of their object
   */
  readonly senders?: { readonly [K in Sender['kind']]?: Drawing };
  /**
   * What stores what is sent with a protocol.
   *
   * @default - nothing
   */
  readonly storages?: { readonly [K in Protocol]?: string };
}

const collector: Drawing = { kind: 'collector', what: 'OpenTelemetry collector' };
const jaeger: Drawing = { kind: 'backend', what: 'Jaeger' };
const jaegerV2: Drawing = { kind: 'backend', what: 'Jaeger v2' };

/** All that is drawn; a thing that is several is drawn as what comes first. */
const subjects: readonly GraphSubject[] = [
  {
    nodes: ({ collectors }) => collectors.map(collectorNode),
    inside: insideCollectors,
    senders: { collector },
  },
  {
    nodes: ({ jaegers }) =>
      jaegers.map(({ object }) => ({ sketch: objectNode(object, jaeger), object })),
    inside: insideJaegers,
    senders: { jaeger },
  },
  { senders: { thanos: { kind: 'sender', what: 'Thanos' } } },
  { senders: { tekton: { kind: 'sender', what: 'Tekton Pipelines' } } },
  { senders: { istio: { kind: 'sender', what: 'Istio' } } },
  { senders: { 'ingress-nginx': { kind: 'sender', what: 'Ingress NGINX' } } },
  { senders: { traefik: { kind: 'sender', what: 'Traefik' } } },
  {
    senders: {
      dapr: { kind: 'sender', what: 'Dapr' },
      knative: { kind: 'sender', what: 'Knative' },
      argocd: { kind: 'sender', what: 'Argo CD' },
      'envoy-gateway': { kind: 'sender', what: 'Envoy Gateway' },
      kong: { kind: 'sender', what: 'Kong' },
      keycloak: { kind: 'sender', what: 'Keycloak' },
    },
  },
  {
    inside: insideInstrumentations,
    senders: { instrumentation: { kind: 'sender', what: 'instrumented applications' } },
  },
  { senders: { grafana: { kind: 'viewer', what: 'Grafana' } } },
  { storages: { elasticsearch: 'Elasticsearch' } },
  { storages: { kafka: 'Kafka' } },
  { storages: { cassandra: 'Cassandra' } },
  { storages: { clickhouse: 'ClickHouse', 'clickhouse-http': 'ClickHouse' } },
  { storages: { 'jaeger-storage': 'remote storage' } },
  { storages: { prometheus: 'Prometheus' } },
];

function collectorNode({ object, distribution }: Collector): LonelyNode {
  const drawing = distribution === 'jaeger' ? jaegerV2 : collector;
  return { sketch: objectNode(object, drawing), object };
}

/** Nodes that are drawn even without connections. */
export function lonelyNodes(model: Model): LonelyNode[] {
  return subjects.flatMap(({ nodes }) => nodes?.(model) ?? []);
}

/** What is known of the inside of what is drawn. */
export function insides(model: Model): Details[] {
  return subjects.flatMap(({ inside }) => inside?.(model) ?? []);
}

/** Node of a sender. */
export function senderNode({ kind, client }: Sender): NodeSketch {
  const [drawing] = subjects.flatMap(({ senders }) => senders?.[kind] ?? []);
  return objectNode(client, drawing ?? { kind: 'sender', what: client.kind });
}

/** What stores what is sent with a protocol; undefined when nothing does. */
export function storageName(protocol: Protocol | undefined): string | undefined {
  const [name] = subjects.flatMap(({ storages }) => (protocol && storages?.[protocol]) ?? []);
  return name;
}
