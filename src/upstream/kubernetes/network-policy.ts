import { at, list, number, own, record, text, type UnknownRecord } from '../values/unknown.ts';
import { type Answer, matchesSelector } from './label-selector.ts';

/** One end of a connection; what is unset is not known. */
export interface ConnectionEnd {
  /** Namespace of the pod; empty for what is no pod, or in a namespace that is not known. */
  readonly namespace: string;
  /** Labels of the pod. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Labels of its namespace. */
  readonly namespaceLabels?: Readonly<Record<string, string>>;
  /** Number of a port of it by its name. */
  readonly portNamed?: (name: string) => number | undefined;
}

/** A connection that policies are asked about. */
export interface PodConnection {
  readonly from: ConnectionEnd;
  readonly to: ConnectionEnd;
  /** Port of the pod that is connected to. */
  readonly port: number;
  readonly transport: 'TCP' | 'UDP';
}

/** A NetworkPolicy. */
export interface PlacedPolicy {
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
 * direction selects takes and makes all connections, any other one those that at least one policy allows.
 *
 * Source: Kubernetes api networking/v1 NetworkPolicySpec.
 */
export function denyingPolicies<P extends PlacedPolicy>(
  policies: readonly P[],
  direction: Direction,
  connection: PodConnection,
): readonly P[] {
  const about = policies.filter((policy) => selects(policy, direction, connection) !== false);
  const sure = about.filter((policy) => selects(policy, direction, connection) === true);
  const passes = about.some((policy) => allows(policy, direction, connection) !== false);
  return passes ? [] : sure;
}

/** Whether a policy is about a direction of the pod of a connection. */
export function selects(
  { namespace, spec }: PlacedPolicy,
  direction: Direction,
  connection: PodConnection,
): Answer {
  const end = connection[directions[direction].subject];
  if (namespace !== end.namespace || !isAbout(spec, direction)) return false;
  return end.labels && matchesSelector(record(spec.podSelector), end.labels);
}

/** Without types a policy is about ingress, and about egress if it has rules for that. */
function isAbout(spec: UnknownRecord, direction: Direction): boolean {
  const types = list(spec.policyTypes);
  if (types.length > 0) return types.includes(direction);
  return direction === 'Ingress' || spec.egress !== undefined;
}

/** Whether one of its rules lets a connection pass. */
export function allows(
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

function hasPort(
  ports: readonly unknown[],
  { to, port, transport }: Pick<PodConnection, 'to' | 'port' | 'transport'>,
): Answer {
  if (ports.length === 0) return true;
  return any(
    ports.map((entry): Answer => {
      const { protocol = 'TCP', port: wanted, endPort } = record(entry);
      if (protocol !== transport) return false;
      if (wanted === undefined) return true;
      if (typeof wanted === 'string') {
        const named = to.portNamed?.(wanted);
        return named === undefined ? undefined : named === port;
      }
      const first = number(wanted) ?? 0;
      return first <= port && port <= (number(endPort) ?? first);
    }),
  );
}

function hasPeer(peers: readonly unknown[], end: ConnectionEnd, policyNamespace: string): Answer {
  if (peers.length === 0) return true;
  if (end.namespace === '') return undefined;
  return any(
    peers.map((entry): Answer => {
      const { ipBlock, podSelector, namespaceSelector } = record(entry);
      // addresses of pods are not known before they run; a block may hold them
      if (ipBlock !== undefined) return undefined;
      return all([
        namespaceSelector === undefined
          ? end.namespace === policyNamespace
          : inNamespace(record(namespaceSelector), end),
        podSelector === undefined
          ? true
          : end.labels && matchesSelector(record(podSelector), end.labels),
      ]);
    }),
  );
}

function inNamespace(
  selector: UnknownRecord,
  { namespace, namespaceLabels }: ConnectionEnd,
): Answer {
  const named = { [namespaceNameLabel]: namespace };
  if (namespaceLabels) return matchesSelector(selector, { ...namespaceLabels, ...named });
  // of a Namespace that is not among the manifests, its name alone is known
  const written = at(selector, 'matchLabels', namespaceNameLabel);
  if (text(written) !== undefined && written !== namespace) return false;
  const onlyName =
    Object.keys(record(selector.matchLabels)).every((key) => key === namespaceNameLabel) &&
    list(selector.matchExpressions).length === 0;
  return onlyName ? true : undefined;
}

function all(answers: readonly Answer[]): Answer {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

function any(answers: readonly Answer[]): Answer {
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}
