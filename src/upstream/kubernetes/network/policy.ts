import { isIP } from 'node:net';
import { list, number, own, record, text, type UnknownRecord } from '../../values/unknown.ts';
import { type Answer, isAddedLabel, matchesSelector } from '../label-selector.ts';
import { addressInBlock } from './address-block.ts';

/** One end of a connection; what is unset is not known. */
export interface ConnectionEnd {
  /** Namespace of the pod; empty for what is no pod, or in a namespace that is not known. */
  readonly namespace: string;
  /** Labels of the pod. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Labels of its namespace. */
  readonly namespaceLabels?: Readonly<Record<string, string>>;
  /** Numbers of its ports of a name and a transport. */
  readonly portsNamed?: (name: string, transport: Transport) => readonly number[] | undefined;
  /** Its address. */
  readonly address?: string;
  /** Whether it runs: it has all of its labels, while the cluster adds some to a pod that is yet to be made. */
  readonly runs?: boolean;
  /** Whether it is in the network of its node. */
  readonly onNode?: boolean;
}

type Transport = 'TCP' | 'UDP';

/** A connection that policies are asked about. */
export interface PodConnection {
  readonly from: ConnectionEnd;
  readonly to: ConnectionEnd;
  /** Port of the pod that is connected to; unset when it is not known, as behind a Service of others. */
  readonly port?: number;
  readonly transport: Transport;
}

/** A NetworkPolicy. */
export interface PlacedPolicy {
  /** Its namespace; empty when it is not known. */
  readonly namespace: string;
  /** `spec`; nothing in it has been checked. */
  readonly spec: UnknownRecord;
}

/** What a policy is about. */
export type Direction = 'Ingress' | 'Egress';

/** Pods that a policy may select, and what it lets them do. */
const directions = {
  Ingress: { rules: 'ingress', peers: 'from', subject: 'to', peer: 'from' },
  Egress: { rules: 'egress', peers: 'to', subject: 'from', peer: 'to' },
} as const;

/** Label that the API server gives to each Namespace (Kubernetes v1.22 KEP-2161). */
export const namespaceNameLabel = 'kubernetes.io/metadata.name';

/**
 * Policies that together do not let a connection pass in a direction: none where it passes, or may. A pod that no policy of a
 * direction selects takes and makes all connections, any other one those that at least one policy allows. Pods in the network of
 * their node are not reached by policies, and what comes from a pod's own node always passes.
 *
 * Source: Kubernetes api networking/v1 NetworkPolicySpec, docs/concepts/services-networking/network-policies.
 */
export function denyingPolicies<P extends PlacedPolicy>(
  policies: readonly P[],
  direction: Direction,
  connection: PodConnection,
): readonly P[] {
  if (connection.from.onNode || connection.to.onNode) return [];
  const about = policies.flatMap((policy) => {
    const sure = selects(policy, direction, connection);
    return sure === false ? [] : [{ policy, sure }];
  });
  const passes = about.some(({ policy }) => allows(policy, direction, connection) !== false);
  return passes ? [] : about.flatMap(({ policy, sure }) => (sure ? policy : []));
}

/** Policies that are about what a pod takes, or makes; those of which that is not sure are left out. */
export function selectingPolicies<P extends PlacedPolicy>(
  policies: readonly P[],
  direction: Direction,
  pod: ConnectionEnd,
): readonly P[] {
  const alone = { from: pod, to: pod, transport: 'TCP' } as const;
  return policies.filter((policy) => selects(policy, direction, alone) === true);
}

/** Whether a policy is about a direction of the pod of a connection. */
function selects(
  { namespace, spec }: PlacedPolicy,
  direction: Direction,
  connection: PodConnection,
): Answer {
  const end = connection[directions[direction].subject];
  if (!isAbout(spec, direction)) return false;
  return all([isSame(namespace, end.namespace), hasLabels(spec.podSelector, end)]);
}

/** Without types a policy is about ingress, and about egress if it has rules for that (Kubernetes v1.36 pkg/apis/networking/v1/defaults.go). */
function isAbout(spec: UnknownRecord, direction: Direction): boolean {
  const types = list(spec.policyTypes);
  if (types.length > 0) return types.includes(direction);
  return direction === 'Ingress' || list(spec.egress).length > 0;
}

/** Whether one of its rules lets a connection pass. */
function allows(
  { namespace, spec }: PlacedPolicy,
  direction: Direction,
  connection: PodConnection,
): Answer {
  const { rules, peers, peer } = directions[direction];
  return any(
    list(spec[rules]).map((rule) =>
      all([
        hasPort(list(own(rule, 'ports')), connection),
        hasPeer(list(own(rule, peers)), connection[peer], namespace),
      ]),
    ),
  );
}

function hasPort(ports: readonly unknown[], { to, port, transport }: PodConnection): Answer {
  if (ports.length === 0) return true;
  return any(
    ports.map((entry): Answer => {
      const wanted = own(entry, 'port') ?? undefined;
      if ((own(entry, 'protocol') ?? 'TCP') !== transport) return false;
      if (wanted === undefined) return true;
      if (port === undefined) return undefined;
      if (typeof wanted === 'string') return to.portsNamed?.(wanted, transport)?.includes(port);
      const first = number(wanted);
      return first === undefined
        ? undefined
        : first <= port && port <= (number(own(entry, 'endPort')) ?? first);
    }),
  );
}

function hasPeer(peers: readonly unknown[], end: ConnectionEnd, policyNamespace: string): Answer {
  if (peers.length === 0) return true;
  return any(
    peers.map((entry): Answer => {
      const { ipBlock, podSelector, namespaceSelector } = record(entry);
      if (ipBlock) return inBlock(record(ipBlock), end);
      if (end.namespace === '') return undefined;
      return all([
        namespaceSelector
          ? inNamespace(record(namespaceSelector), end)
          : isSame(policyNamespace, end.namespace),
        podSelector ? hasLabels(podSelector, end) : true,
      ]);
    }),
  );
}

/** Addresses of pods are not known before they run; a block may hold them. */
function inBlock({ cidr, except }: UnknownRecord, { address = '' }: ConnectionEnd): Answer {
  if (isIP(address) === 0) return undefined;
  const holds = (block: unknown) => addressInBlock(address, text(block) ?? '');
  const left = any(list(except).map(holds));
  return all([holds(cidr), left === undefined ? undefined : !left]);
}

function hasLabels(selector: unknown, { labels, runs }: ConnectionEnd): Answer {
  const mayHave = (key: string) => !runs && isAddedLabel(key);
  // one without a selector is about all
  if (Object.keys(record(selector)).length === 0) return true;
  return labels && matchesSelector(record(selector), labels, mayHave);
}

/** Of a Namespace that is not among the manifests, its name alone is known. */
function inNamespace(
  selector: UnknownRecord,
  { namespace, namespaceLabels }: ConnectionEnd,
): Answer {
  const known = { ...namespaceLabels, [namespaceNameLabel]: namespace };
  return matchesSelector(selector, known, () => namespaceLabels === undefined);
}

/** Whether two namespaces are one; manifests without one go to any. */
function isSame(one: string, other: string): Answer {
  return one === other || (one !== '' && other !== '' ? false : undefined);
}

/** Numbers of the ports that containers of a pod have by a name. */
export function namedPorts(spec: unknown, name: string, transport: Transport): number[] {
  return ['containers', 'initContainers']
    .flatMap((key) => list(own(spec, key)))
    .flatMap((container) => list(own(container, 'ports')))
    .filter((port) => own(port, 'name') === name && (own(port, 'protocol') ?? 'TCP') === transport)
    .flatMap((port) => number(own(port, 'containerPort')) ?? []);
}

function all(answers: readonly Answer[]): Answer {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

function any(answers: readonly Answer[]): Answer {
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}
