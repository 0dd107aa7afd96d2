import { BlockList, isIPv6 } from 'node:net';
import { selectsLabels } from '../../upstream/kubernetes/label-selector.ts';
import {
  at,
  list,
  number,
  own,
  record,
  text,
  type UnknownRecord,
} from '../../upstream/values/unknown.ts';
import { nameOf, namespaceOf } from '../kubernetes/names.ts';
import { labelsOf } from '../kubernetes/pods.ts';

/** A connection that policies are asked about. */
export interface Connection {
  /** The pod that connects. */
  readonly from: UnknownRecord;
  /** The pod that is connected to. */
  readonly to: UnknownRecord;
  /** Port of the pod. */
  readonly port: number;
}

/** What policies are asked from. */
export interface Policies {
  /** NetworkPolicies of the namespaces of both pods. */
  readonly policies: readonly UnknownRecord[];
  /** Labels of namespaces, by their names. */
  readonly namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

type Direction = 'Ingress' | 'Egress';

/**
 * Names of the NetworkPolicies that together do not let a connection pass; none where it may pass. A pod that no policy of a
 * direction selects takes and makes all connections, any other one those that at least one policy allows.
 *
 * Source: Kubernetes api networking/v1 NetworkPolicySpec.
 */
export function denying(connection: Connection, given: Policies): string[] {
  return (['Ingress', 'Egress'] as const).flatMap((direction) => {
    const subject = direction === 'Ingress' ? connection.to : connection.from;
    const about = given.policies.filter((policy) => selects(policy, direction, subject));
    const allowed = about.some((policy) => allows(policy, direction, connection, given));
    return allowed ? [] : about.map((policy) => `${namespaceOf(policy)}/${nameOf(policy)}`);
  });
}

function selects(policy: UnknownRecord, direction: Direction, pod: UnknownRecord): boolean {
  const spec = record(policy.spec);
  const types = list(spec.policyTypes);
  // without types it is about ingress, and about egress if it has rules for that
  const concerned =
    types.length > 0
      ? types.includes(direction)
      : direction === 'Ingress' || spec.egress !== undefined;
  return (
    concerned &&
    namespaceOf(policy) === namespaceOf(pod) &&
    selectsLabels(record(spec.podSelector), labelsOf(pod))
  );
}

function allows(
  policy: UnknownRecord,
  direction: Direction,
  connection: Connection,
  given: Policies,
): boolean {
  const [rules, peers] = direction === 'Ingress' ? ['ingress', 'from'] : ['egress', 'to'];
  const peer = direction === 'Ingress' ? connection.from : connection.to;
  return list(at(policy, 'spec', rules)).some(
    (rule) =>
      hasPort(list(own(rule, 'ports')), connection) &&
      hasPeer(list(own(rule, peers)), peer, policy, given),
  );
}

function hasPort(ports: readonly unknown[], { to, port }: Connection): boolean {
  if (ports.length === 0) return true;
  return ports.some((entry) => {
    const { protocol = 'TCP', port: wanted, endPort } = record(entry);
    if (protocol !== 'TCP') return false;
    if (wanted === undefined) return true;
    if (typeof wanted === 'string') return portsNamed(to, wanted).includes(port);
    const [first, last] = [number(wanted) ?? 0, number(endPort) ?? number(wanted) ?? 0];
    return first <= port && port <= last;
  });
}

function portsNamed(pod: UnknownRecord, name: string): unknown[] {
  return list(at(pod, 'spec', 'containers'))
    .flatMap((container) => list(own(container, 'ports')))
    .filter((port) => own(port, 'name') === name)
    .map((port) => own(port, 'containerPort'));
}

function hasPeer(
  peers: readonly unknown[],
  pod: UnknownRecord,
  policy: UnknownRecord,
  { namespaces }: Policies,
): boolean {
  if (peers.length === 0) return true;
  return peers.some((entry) => {
    const { ipBlock, podSelector, namespaceSelector } = record(entry);
    if (ipBlock !== undefined) return inBlock(record(ipBlock), text(at(pod, 'status', 'podIP')));
    const namespace = namespaceOf(pod);
    const fits =
      namespaceSelector === undefined
        ? namespace === namespaceOf(policy)
        : selectsLabels(record(namespaceSelector), namespaces.get(namespace) ?? {});
    return fits && (podSelector === undefined || selectsLabels(record(podSelector), labelsOf(pod)));
  });
}

function inBlock({ cidr, except }: UnknownRecord, ip: string | undefined): boolean {
  // a pod without an address is not judged by addresses
  if (ip === undefined) return true;
  const inside = (block: unknown) => {
    const [network = '', prefix = ''] = (text(block) ?? '').split('/');
    const family = isIPv6(network) ? 'ipv6' : 'ipv4';
    const blocks = new BlockList();
    blocks.addSubnet(network, Number(prefix), family);
    return blocks.check(ip, isIPv6(ip) ? 'ipv6' : 'ipv4');
  };
  return inside(cidr) && !list(except).some(inside);
}
