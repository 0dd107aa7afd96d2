import type { Sender } from '../../model/model.ts';
import type { UnknownRecord } from '../../upstream/values/unknown.ts';
import { type Check, failed, type Outcome, passed, untested } from '../check.ts';
import type { Cluster } from '../cluster.ts';
import { workloadOf } from '../collector/pods.ts';
import type { Context } from '../context.ts';
import { labelsOf, selectedPods } from '../kubernetes/pods.ts';
import { healthKinds, podsOf, readWorkload } from '../kubernetes/workload-health.ts';
import { type Endpoint, endpointsOf } from './endpoints.ts';
import { hopOf, type Way, waysOf } from './hops.ts';
import { denying, type Policies } from './network-policy.ts';

/**
 * Whether NetworkPolicies let clients connect. This is read from the policies, since a port-forward enters a pod by another door than
 * its clients; whether the network enforces them is not asked.
 */
export function policyChecks(context: Context): Check[] {
  return waysOf(context).map((way) => ({
    title: `NetworkPolicies let clients to ${way.service.name}.${way.service.namespace}:${way.port}`,
    run: () => policyOutcome(context, way),
  }));
}

async function policyOutcome(context: Context, way: Way): Promise<Outcome> {
  const { cluster } = context;
  const { endpoints, problem } = await endpointsOf(cluster, way.service, way.port);
  if (problem) return untested(`no pod to ask about: ${problem.message}`);
  const senders = way.edges.map(({ sender }) => sender.namespace || context.namespace);
  const policies = await policiesOf(cluster, [way.service.namespace, ...senders]);
  if (policies.policies.length === 0) return passed('there are none');
  const all = await Promise.all(
    way.edges.map(async (edge) => {
      const names = await deniedTo(context, edge.sender, endpoints, policies);
      return names.length === 0 ? [] : [{ hop: hopOf(edge), names }];
    }),
  );
  const [denied, ...others] = all.flat();
  if (!denied) return passed();
  const names = [...new Set([denied, ...others].flatMap(({ names }) => names))];
  return failed(
    `NetworkPolicies do not allow ${[denied, ...others].map(({ hop }) => hop).join(' and ')}`,
    {
      hop: denied.hop,
      evidence: names.map((name) => `NetworkPolicy ${name}`),
      fix: `allow port ${endpoints[0].port} from the clients' pods in one of them; a network that enforces none lets it pass`,
    },
  );
}

async function policiesOf(cluster: Cluster, namespaces: readonly string[]): Promise<Policies> {
  const all = await Promise.all(
    [...new Set(namespaces)].map(async (name) => {
      const [policies, namespace] = await Promise.all([
        cluster.list({
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          namespace: name,
        }),
        cluster.read({ apiVersion: 'v1', kind: 'Namespace', namespace: '', name }),
      ]);
      return { policies, labels: namespace ? ([[name, labelsOf(namespace)]] as const) : [] };
    }),
  );
  return {
    policies: all.flatMap(({ policies }) => policies),
    namespaces: new Map(all.flatMap(({ labels }) => labels)),
  };
}

/** Policies that keep a client from all or, where its pods are known, from one of the pods that it connects to. */
async function deniedTo(
  context: Context,
  sender: Sender,
  endpoints: readonly Endpoint[],
  policies: Policies,
): Promise<string[]> {
  const { pods, certain } = await clientPods(context, sender);
  const targets = await Promise.all(
    endpoints.map(({ pod }) => context.cluster.read({ apiVersion: 'v1', kind: 'Pod', ...pod })),
  );
  const port = endpoints[0]?.port ?? 0;
  const verdicts = pods.flatMap((from) =>
    targets.flatMap((to) => (to ? [denying({ from, to, port }, policies)] : [])),
  );
  const denied = verdicts.filter((names) => names.length > 0);
  const counts = certain ? denied.length > 0 : denied.length === verdicts.length;
  return counts ? [...new Set(denied.flat())] : [];
}

/** Pods that a client is; where it is not known which, those of its namespace. */
async function clientPods(
  context: Context,
  { client, namespace: written }: Sender,
): Promise<{ readonly pods: readonly UnknownRecord[]; readonly certain: boolean }> {
  const { cluster, model } = context;
  const namespace = written || context.namespace;
  const collector = model.collectorOf.get(client);
  const reference = collector
    ? workloadOf(context, collector)
    : healthKinds.includes(client.kind)
      ? { kind: client.kind, namespace, name: client.name }
      : undefined;
  const workload = reference && (await readWorkload(cluster, reference));
  if (workload) return { pods: await podsOf(cluster, namespace, workload), certain: true };
  const pods = await selectedPods(cluster, namespace, {});
  return { pods, certain: false };
}
