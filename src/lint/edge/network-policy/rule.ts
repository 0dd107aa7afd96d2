import { type Connection, readConnections } from '../../../model/connections.ts';
import type { KubeObject } from '../../../model/kubernetes/objects.ts';
import { pathText } from '../../../model/kubernetes/objects.ts';
import type { MadePods } from '../../../model/kubernetes/pods.ts';
import type { Model } from '../../../model/model.ts';
import { proxyOfEdge } from '../../../model/proxies.ts';
import {
  type ConnectionEnd,
  denyingPolicies,
  namedPorts,
  type PlacedPolicy,
} from '../../../upstream/kubernetes/network/policy.ts';
import { list, record } from '../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../rule.ts';

/** A connection that the NetworkPolicies of the manifests do not let pass. */
export const networkPolicy: Rule = {
  id: 'edge/network-policy',
  severity: 'error',
  rationale:
    'a network that enforces NetworkPolicies drops the connection, and the spans or queries with it',
  ignoreWhen:
    'a policy that is not among these manifests allows the connection, or the network of the cluster enforces none',
  source: 'Kubernetes v1.36.3 api networking/v1 NetworkPolicySpec',
  *check(model) {
    const policies = readPolicies(model);
    if (policies.length === 0 || hasOtherPolicies(model)) return;
    const told = new Set<string>();
    for (const connection of readConnections(model)) {
      const { object, path } = connection.edge.sender;
      const key = `${object.order}\n${pathText(path)}`;
      const found = told.has(key) ? undefined : denial(model, policies, connection);
      if (!found) continue;
      told.add(key);
      yield { object, path, ...found } satisfies Finding;
    }
  },
};

interface WrittenPolicy extends PlacedPolicy {
  readonly object: KubeObject;
}

function readPolicies({ objects }: Model): WrittenPolicy[] {
  return objects
    .ofKind('NetworkPolicy', 'networking.k8s.io')
    .map((object) => ({ object, namespace: object.namespace, spec: record(object.value.spec) }));
}

/** Policies of other systems may let through what these do not: of Cilium, of Calico, of administrators. */
function hasOtherPolicies({ objects }: Model): boolean {
  return objects.all.some(
    ({ kind, group }) => kind.endsWith('NetworkPolicy') && group !== 'networking.k8s.io',
  );
}

/**
 * What there is to say of the first client that gets through to nobody; undefined when all get through, or may. It stands where one
 * policy alone lists what may pass, and else at the client.
 */
function denial(
  model: Model,
  policies: readonly WrittenPolicy[],
  connection: Connection,
): (Partial<Finding> & Pick<Finding, 'message'>) | undefined {
  const { edge, from, to, port } = connection;
  // a Service without known pods is no end that labels are known of; of one without the port, other rules tell
  const { target } = edge;
  const isKnown = target.kind === 'service' ? to && target.port : target.kind !== 'loopback';
  // by a proxy, it is another connection
  if (!from || !isKnown || proxyOfEdge(model, edge) !== undefined) return undefined;
  for (const client of from) {
    const [first] = keptOut(model, policies, connection, client);
    if (!first) continue;
    const { by, way } = first;
    const names = namesOf(by);
    const { address = { host: edge.sender.address } } = edge;
    const host = [address.host, edge.port].filter((part) => part !== undefined).join(':');
    const there = port === undefined ? host : `port ${port} of ${host}`;
    const { kind, name } = client.object;
    const message = `NetworkPolicy ${names.join(' and ')} ${names.length > 1 ? 'let' : 'lets'} nobody ${way} from ${kind} ${name} to ${there}`;
    return { message, ...listedIn(by, way) };
  }
  return undefined;
}

/** The list of a policy that is the only one in the way, and lets something pass; nothing for one that is there to let nothing. */
function listedIn(by: readonly WrittenPolicy[], way: Denial['way']): Partial<Finding> {
  const field = way === 'out' ? 'egress' : 'ingress';
  const [only, ...others] = by;
  if (!only || others.length > 0 || list(only.spec[field]).length === 0) return {};
  return { object: only.object, path: ['spec', field] };
}

interface Denial {
  readonly by: readonly WrittenPolicy[];
  readonly way: 'out' | 'in';
}

/** What keeps a client out of each of the pods that it connects to; nothing where it gets through to some. */
function keptOut(
  model: Model,
  policies: readonly WrittenPolicy[],
  connection: Connection,
  client: MadePods,
): Denial[] {
  const { to } = connection;
  // a pod that is its own receiver gets through to itself
  if (to?.includes(client)) return [];
  const ends = to ?? [undefined];
  const denials = ends.flatMap((pods) => deniedTo(model, policies, connection, client, pods) ?? []);
  return denials.length === ends.length ? denials : [];
}

/**
 * Policies that keep a client from pods.
 *
 * @param pods - undefined for what is outside
 */
function deniedTo(
  model: Model,
  policies: readonly WrittenPolicy[],
  { port, transport }: Connection,
  client: MadePods,
  pods: MadePods | undefined,
): Denial | undefined {
  const to = pods ? endOf(model, pods) : { namespace: '' };
  const connection = { from: endOf(model, client), to, port, transport };
  const out = denyingPolicies(policies, 'Egress', connection);
  if (out.length > 0) return { by: out, way: 'out' };
  if (!pods || isOpened(model, pods)) return undefined;
  const into = denyingPolicies(policies, 'Ingress', connection);
  return into.length > 0 ? { by: into, way: 'in' } : undefined;
}

/** Whether the operator makes a policy of its own for a collector, which lets everybody in. */
function isOpened({ collectors }: Model, { object, part }: MadePods): boolean {
  return collectors.some(
    (collector) =>
      collector.object === object &&
      part === 'collector' &&
      collector.objects.some(({ kind }) => kind === 'NetworkPolicy'),
  );
}

function namesOf(policies: readonly WrittenPolicy[]): string[] {
  return policies.map(({ object }) => `${object.namespace}/${object.name}`);
}

function endOf({ objects }: Model, { namespace, labels, spec, workload }: MadePods): ConnectionEnd {
  const namespaceLabels = objects.find('Namespace', '', namespace)?.labels;
  return {
    namespace,
    labels,
    onNode: spec.hostNetwork === true,
    ...(namespaceLabels ? { namespaceLabels } : {}),
    // what operators and others inject has ports, too
    ...(workload
      ? { portsNamed: (name, transport) => known(namedPorts(spec, name, transport)) }
      : {}),
  };
}

function known<T>(found: readonly T[]): readonly T[] | undefined {
  return found.length > 0 ? found : undefined;
}
