import { type Connection, readConnections } from '../../../model/connections.ts';
import type { KubeObject } from '../../../model/kubernetes/objects.ts';
import { pathText } from '../../../model/kubernetes/objects.ts';
import type { MadePods } from '../../../model/kubernetes/pods.ts';
import type { Model } from '../../../model/model.ts';
import {
  type ConnectionEnd,
  denyingPolicies,
  type PlacedPolicy,
} from '../../../upstream/kubernetes/network-policy.ts';
import { list, number, own, record } from '../../../upstream/values/unknown.ts';
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
      const message = told.has(key) ? undefined : denial(model, policies, connection);
      if (message === undefined) continue;
      told.add(key);
      yield { object, path, message } satisfies Finding;
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

/** What a message says of the first client that gets through to nobody; undefined when all get through, or may. */
function denial(
  model: Model,
  policies: readonly WrittenPolicy[],
  connection: Connection,
): string | undefined {
  const { edge, from, to, port } = connection;
  if (!from || port === undefined || edge.target.kind === 'loopback') return undefined;
  // a Service without known pods is no end that labels are known of
  if (!to && edge.target.kind === 'service') return undefined;
  const ends = to?.filter(isWalled).map((pods) => endOf(model, pods)) ?? [outside];
  for (const client of from.filter(isWalled)) {
    const denials = ends.map((end) => deniedTo(model, policies, connection, client, end, port));
    const [first] = denials;
    // of several pods behind a Service, those that are reached are enough
    if (!first || denials.includes(undefined)) continue;
    const { names, way } = first;
    const host = `${edge.address?.host ?? edge.sender.address}:${edge.port ?? port}`;
    const { kind, name } = client.object;
    return `NetworkPolicy ${names.join(' and ')} ${names.length > 1 ? 'let' : 'lets'} nobody ${way} from ${kind} ${name} to port ${port} of ${host}`;
  }
  return undefined;
}

interface Denial {
  readonly names: readonly string[];
  readonly way: 'out' | 'in';
}

/** Policies that keep a client from an end. */
function deniedTo(
  model: Model,
  policies: readonly WrittenPolicy[],
  { to, transport }: Connection,
  client: MadePods,
  end: ConnectionEnd,
  port: number,
): Denial | undefined {
  const connection = { from: endOf(model, client), to: end, port, transport };
  const out = namesOf(denyingPolicies(policies, 'Egress', connection));
  if (out.length > 0) return { names: out, way: 'out' };
  if (end === outside || isOpened(model, to)) return undefined;
  const into = namesOf(denyingPolicies(policies, 'Ingress', connection));
  return into.length > 0 ? { names: into, way: 'in' } : undefined;
}

const outside: ConnectionEnd = { namespace: '' };

/** Policies do not reach pods in the network of their node. */
function isWalled({ spec }: MadePods): boolean {
  return spec.hostNetwork !== true;
}

/** Whether the operator makes a policy of its own for a collector, which lets everybody in. */
function isOpened({ collectors }: Model, to: readonly MadePods[] | undefined): boolean {
  return collectors.some(
    ({ object, objects }) =>
      to?.some((pods) => pods.object === object) &&
      objects.some(({ kind }) => kind === 'NetworkPolicy'),
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
    ...(namespaceLabels ? { namespaceLabels } : {}),
    ...(workload ? { portNamed: (name) => portNamed(spec, name) } : {}),
  };
}

function portNamed(spec: MadePods['spec'], name: string): number | undefined {
  return list(spec.containers)
    .flatMap((container) => list(own(container, 'ports')))
    .filter((port) => own(port, 'name') === name)
    .map((port) => number(own(port, 'containerPort')))[0];
}
