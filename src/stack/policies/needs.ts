import type { Connection } from '../../model/connections.ts';
import { readConnections } from '../../model/connections.ts';
import type { KubeObject } from '../../model/kubernetes/objects.ts';
import type { MadePods } from '../../model/kubernetes/pods.ts';
import type { Model } from '../../model/model.ts';
import { accessNeeds } from '../../upstream/collector/pod/rights.ts';
import { targetAllocatorPorts } from '../../upstream/otel-operator/target-allocator.ts';
import { at, textMap } from '../../upstream/values/unknown.ts';
import { outsideNeeds, outsideOf } from './outside.ts';
import { containerPorts, metricsPorts, uiPorts } from './ports.ts';
import type { NetworkPeer, NetworkPoliciesProps } from './props.ts';

/** Something that pods may do: to talk to peers on ports, or to be talked to. */
export interface Need {
  readonly direction: 'ingress' | 'egress';
  /** Nobody in particular, if there is none. */
  readonly peers: readonly NetworkPeer[];
  readonly ports: readonly { readonly port: number; readonly transport: 'TCP' | 'UDP' }[];
}

const tcp = (...ports: readonly number[]) =>
  ports.map((port) => ({ port, transport: 'TCP' as const }));

// pods of CoreDNS and of kube-dns alike carry it (Kubernetes v1.36 cluster/addons/dns)
const clusterDns: NetworkPeer = { namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' } };

// of an API server behind a load balancer, and of one that kubeadm sets up
const apiServerPorts = [443, 6443];

/** Port that both operators serve their webhooks on. */
const webhookPort = 9443;

/**
 * What pods need of the network: the edges that the model has of them, and what is no edge between programs of the stack: DNS, the API
 * server, scraping, the ingress controller.
 */
export function needsOf(model: Model, pods: MadePods, props: NetworkPoliciesProps): Need[] {
  const connections = readConnections(model);
  const sent = connections.filter(({ from }) => from?.includes(pods));
  const operates =
    pods.workload !== undefined &&
    model.operators.some(({ workload }) => workload === pods.workload);
  const asks = operates || pods.part === 'targetallocator' || readsCluster(model, pods.object);
  const needs: (Need | undefined)[] = [
    ...sent.flatMap((connection) => sending(model, connection, props)),
    ...allocating(model, pods),
    ...connections.filter(({ to }) => to?.includes(pods)).map(receiving),
    extraSenders(model, connections, pods, props),
    asks ? askingApiServer(props) : undefined,
    operates ? calledByApiServer(pods, props) : undefined,
    scraped(model, pods, props),
    shown(model, pods, props),
    ...(sent.length > 0 || asks ? resolving(props) : []),
  ];
  return needs.flatMap((need) => need ?? []);
}

function sending(model: Model, connection: Connection, props: NetworkPoliciesProps): Need[] {
  const { edge, to, port, transport } = connection;
  const outside = outsideOf(model, edge);
  if (outside) return outsideNeeds(model, outside, connection, props);
  const ports = port === undefined ? [] : [{ port, transport }];
  return to ? [{ direction: 'egress', peers: to.map(peerOf), ports }] : unknownPods(connection);
}

/** A Service of the manifests whose pods they do not tell. */
function unknownPods({ edge: { target } }: Connection): Need[] {
  return target.kind === 'service'
    ? [{ direction: 'egress', peers: [{ namespace: target.service.namespace }], ports: [] }]
    : [];
}

function receiving({ edge, from, port, transport }: Connection): Need {
  return {
    direction: 'ingress',
    // of Tekton and Grafana, their configuration is all that manifests have, and it lies beside them
    peers:
      from?.map(peerOf) ??
      (isAgents(edge.sender.kind) ? [nobody] : [{ namespace: edge.sender.namespace }]),
    ports: port === undefined ? [] : [{ port, transport }],
  };
}

/** A collector asks its target allocator for targets. */
function allocating({ pods: all }: Model, { object, part }: MadePods): Need[] {
  const other = part === 'targetallocator' ? 'collector' : 'targetallocator';
  const peers = all.filter((pods) => pods.object === object && pods.part === other).map(peerOf);
  const ports = tcp(...targetAllocatorPorts);
  return peers.length > 0
    ? [{ direction: part === 'targetallocator' ? 'ingress' : 'egress', peers, ports }]
    : [];
}

/** A peer that there is not, since no list at all would be everybody. */
export const nobody: NetworkPeer = {};

function isAgents(kind: string): boolean {
  return kind === 'instrumentation';
}

/** Whoever else sends spans, to whatever takes them first. */
function extraSenders(
  model: Model,
  connections: readonly Connection[],
  pods: MadePods,
  { senders = [] }: NetworkPoliciesProps,
): Need | undefined {
  const collector = model.collectorOf.get(pods.object);
  if (
    !collector ||
    collector.distribution === 'jaeger' ||
    pods.part === 'targetallocator' ||
    senders.length === 0
  )
    return undefined;
  const fed = connections.some(
    ({ to, edge }) => to?.includes(pods) && edge.sender.kind === 'collector',
  );
  const ports = model.listeners
    .filter(
      (listener) => listener.collector === collector && listener.component.kind === 'receivers',
    )
    .map(({ port, transport }) => ({ port, transport }));
  return fed ? undefined : { direction: 'ingress', peers: senders, ports };
}

function readsCluster({ collectorOf }: Model, object: KubeObject): boolean {
  const {
    config,
    namespace,
    collectorVersion: version,
    targetAllocator,
  } = collectorOf.get(object) ?? {};
  return (
    config?.components.some(
      (component) =>
        config.isEnabled(component) &&
        accessNeeds(`${component.kind}/${component.type}`, component.settings, {
          namespace: namespace ?? '',
          version,
          targetAllocator,
        }).length > 0,
    ) ?? false
  );
}

function askingApiServer({ apiServer = {} }: NetworkPoliciesProps): Need {
  const { cidrs = [], port } = apiServer;
  return {
    direction: 'egress',
    peers: cidrs.map((cidr) => ({ cidr })),
    ports: tcp(...(port === undefined ? apiServerPorts : [port])),
  };
}

function calledByApiServer(
  pods: MadePods,
  { apiServer = {} }: NetworkPoliciesProps,
): Need | undefined {
  return containerPorts(pods).includes(webhookPort)
    ? {
        direction: 'ingress',
        peers: (apiServer.cidrs ?? []).map((cidr) => ({ cidr })),
        ports: tcp(webhookPort),
      }
    : undefined;
}

function scraped(
  model: Model,
  pods: MadePods,
  { prometheus = [] }: NetworkPoliciesProps,
): Need | undefined {
  if (prometheus.length === 0) return undefined;
  const ports = metricsPorts(model, pods);
  return ports.length === 0
    ? undefined
    : { direction: 'ingress', peers: prometheus, ports: tcp(...ports) };
}

/** What the ingress controller leads to. */
function shown(
  model: Model,
  pods: MadePods,
  { ingressController }: NetworkPoliciesProps,
): Need | undefined {
  const ports = uiPorts(model, pods);
  return ports.length === 0 || ingressController === undefined
    ? undefined
    : { direction: 'ingress', peers: ingressController, ports: tcp(...ports) };
}

function resolving({ dns = [clusterDns] }: NetworkPoliciesProps): Need[] {
  const ports = new Set(dns.map(({ port = 53 }) => port));
  return [...ports].map((port) => ({
    direction: 'egress',
    peers: dns.flatMap(({ port: own = 53, ...peer }) => (own === port ? peer : [])),
    ports: [
      { port, transport: 'UDP' },
      { port, transport: 'TCP' },
    ],
  }));
}

/** Pods as a peer. */
export function peerOf(pods: MadePods): NetworkPeer {
  return { namespace: pods.namespace, podLabels: identityOf(pods) };
}

const identifying = ['managed-by', 'instance', 'component'].map(
  (key) => `app.kubernetes.io/${key}`,
);

/** The labels that pods are known by: those that their workload selects them by, or that their operator does. */
export function identityOf({
  object,
  labels,
  workload,
}: MadePods): Readonly<Record<string, string>> {
  const selected = workload && textMap(at(object.value, 'spec', 'selector', 'matchLabels'));
  if (selected && Object.keys(selected).length > 0) return selected;
  if (workload || labels['job-name'] !== undefined) return labels;
  return Object.fromEntries(identifying.map((key) => [key, labels[key] ?? '']));
}
