import { type Connection, readConnections } from '../../../model/connections.ts';
import { pathText } from '../../../model/kubernetes/objects.ts';
import type { MadePods } from '../../../model/kubernetes/pods.ts';
import type { Model } from '../../../model/model.ts';
import { proxyOfEdge } from '../../../model/proxies.ts';
import { denyingPolicies } from '../../../upstream/kubernetes/network/policy.ts';
import type { Finding, Rule } from '../../rule.ts';
import {
  listedIn,
  policyConnection,
  policyNames,
  readPolicies,
  type WrittenPolicy,
} from '../policies.ts';

/** A connection that the NetworkPolicies of the manifests do not let pass. */
export const networkPolicy: Rule = {
  id: 'edge/network-policy',
  severity: 'error',
  rationale:
    'a network plugin that enforces NetworkPolicies drops the connection, and its spans or queries are lost',
  ignoreWhen:
    'a policy outside the manifests allows the connection, or the network plugin enforces no policies',
  source: 'Kubernetes v1.36.3 api networking/v1 NetworkPolicySpec',
  *check(model) {
    const policies = readPolicies(model);
    if (policies.length === 0) return;
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
    const names = policyNames(by);
    const { address = { host: edge.sender.address } } = edge;
    const host = [address.host, edge.port].filter((part) => part !== undefined).join(':');
    const there = port === undefined ? host : `port ${port} of ${host}`;
    const { kind, name } = client.object;
    const message = `NetworkPolicy ${names.join(' and ')} ${names.length > 1 ? 'block' : 'blocks'} ${way === 'out' ? 'egress' : 'ingress'} from ${kind} ${name} to ${there}`;
    return { message, ...listedIn(by, way === 'out' ? 'egress' : 'ingress') };
  }
  return undefined;
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
  connection: Connection,
  client: MadePods,
  pods: MadePods | undefined,
): Denial | undefined {
  const asked = policyConnection(model, connection, client, pods);
  const out = denyingPolicies(policies, 'Egress', asked);
  if (out.length > 0) return { by: out, way: 'out' };
  if (!pods || isOpened(model, pods)) return undefined;
  const into = denyingPolicies(policies, 'Ingress', asked);
  return into.length > 0 ? { by: into, way: 'in' } : undefined;
}

/** Whether the operator makes a policy of its own for a collector, which lets everybody in. */
export function isOpened({ collectorOf }: Model, { object, part }: MadePods): boolean {
  const made = part === 'collector' ? collectorOf.get(object)?.objects : undefined;
  return made?.some(({ kind }) => kind === 'NetworkPolicy') ?? false;
}
