import { isIP } from 'node:net';
import { type Connection, readConnections } from '../../../model/connections.ts';
import type { MadePods } from '../../../model/kubernetes/pods.ts';
import type { Model } from '../../../model/model.ts';
import { proxyOfEdge } from '../../../model/proxies.ts';
import { dnsNamespaces, dnsPorts } from '../../../upstream/kubernetes/network/cluster-dns.ts';
import { denyingPolicies } from '../../../upstream/kubernetes/network/policy.ts';
import { list, own } from '../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../rule.ts';
import {
  listedIn,
  policyConnection,
  policyEnd,
  policyNames,
  readPolicies,
  type WrittenPolicy,
} from '../policies.ts';

/** NetworkPolicies that let a client connect to an address, and not ask for it. */
export const networkPolicyDns: Rule = {
  id: 'edge/network-policy-dns',
  severity: 'warning',
  rationale:
    "a network plugin that enforces NetworkPolicies drops the pod's DNS queries, so the client never connects",
  ignoreWhen:
    "a policy outside the manifests allows DNS; the network plugin enforces no policies; cluster DNS runs in another namespace than kube-system or openshift-dns; or NodeLocal DNSCache answers on the client's node, which no policy blocks",
  source:
    'Kubernetes v1.36 docs/concepts/services-networking/network-policies, cluster/addons/dns; openshift/cluster-dns-operator',
  *check(model) {
    const policies = readPolicies(model);
    if (policies.length === 0) return;
    const told = new Set<string>();
    for (const connection of readConnections(model)) {
      if (!isNamed(connection) || proxyOfEdge(model, connection.edge) !== undefined) continue;
      for (const client of connection.from ?? []) {
        const by = hasOwnDns(client) ? [] : unanswered(model, policies, connection, client);
        const names = policyNames(by).join(' and ');
        if (by.length === 0 || told.has(`${client.object.order} ${names}`)) continue;
        told.add(`${client.object.order} ${names}`);
        yield finding(connection, client, by, names);
      }
    }
  },
};

/** Whether an address is one that DNS is asked for; of a Service the k8s resolver asks the API server. */
function isNamed({ edge: { target, address, sender } }: Connection): boolean {
  return (
    target.kind !== 'loopback' &&
    sender.grammar !== 'service' &&
    address !== undefined &&
    !address.variable &&
    isIP(address.host.replace(/^\[|\]$/g, '')) === 0
  );
}

/** Whether a pod has names of its own, or asks somebody else than the DNS of the cluster. */
function hasOwnDns({ spec }: MadePods): boolean {
  return (
    list(spec.hostAliases).length > 0 ||
    list(own(spec.dnsConfig, 'nameservers')).length > 0 ||
    spec.dnsPolicy === 'Default'
  );
}

const transports = ['UDP', 'TCP'] as const;

/** A policy with those rules alone that name ports. */
function withPorts(policy: WrittenPolicy): WrittenPolicy {
  const egress = list(policy.spec.egress).filter((rule) => list(own(rule, 'ports')).length > 0);
  return { ...policy, spec: { ...policy.spec, egress } };
}

/** Policies that keep a client from every DNS that a cluster may have, but let it through to what it then connects to. */
function unanswered(
  model: Model,
  policies: readonly WrittenPolicy[],
  connection: Connection,
  client: MadePods,
): readonly WrittenPolicy[] {
  const from = policyEnd(model, client);
  const asked = dnsPorts.flatMap((port) => transports.map((transport) => ({ port, transport })));
  const denials = asked.flatMap((how) => [
    ...dnsNamespaces.map((namespace) =>
      denyingPolicies(policies, 'Egress', { from, to: { namespace }, ...how }),
    ),
    // whoever names the port knows where in this cluster DNS is
    denyingPolicies(policies.map(withPorts), 'Egress', { from, to: { namespace: '' }, ...how }),
  ]);
  const isKept = denials.every((by) => by.length > 0);
  return isKept && connects(model, policies, connection, client) ? (denials[0] ?? []) : [];
}

/** Whether a client may connect to one of the ends; where it may not, that is told instead. */
function connects(
  model: Model,
  policies: readonly WrittenPolicy[],
  connection: Connection,
  client: MadePods,
): boolean {
  return (connection.to ?? [undefined]).some(
    (pods) =>
      denyingPolicies(policies, 'Egress', policyConnection(model, connection, client, pods))
        .length === 0,
  );
}

function finding(
  { edge: { sender, address } }: Connection,
  { object }: MadePods,
  by: readonly WrittenPolicy[],
  names: string,
): Finding {
  return {
    object: sender.object,
    path: sender.path,
    message: `NetworkPolicy ${names} ${by.length > 1 ? 'block' : 'blocks'} the DNS queries of ${object.kind} ${object.name} for ${address?.host ?? sender.address}`,
    fix: 'allow egress to port 53, UDP and TCP, of pods k8s-app: kube-dns in kube-system',
    ...listedIn(by, 'egress'),
  };
}
