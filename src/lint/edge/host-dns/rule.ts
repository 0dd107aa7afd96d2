import { isIP } from 'node:net';
import { type Connection, readConnections } from '../../../model/connections.ts';
import type { MadePods } from '../../../model/kubernetes/pods.ts';
import { list, own } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A pod on the network of its node that looks for a Service in the DNS of the node. */
export const hostDns: Rule = {
  id: 'edge/host-dns',
  severity: 'warning',
  rationale:
    "a pod with hostNetwork: true and the default dnsPolicy uses the node's DNS, which knows no Services",
  ignoreWhen: "the DNS of the nodes forwards names of the cluster to the cluster's DNS",
  source:
    'Kubernetes v1.36 docs/concepts/services-networking/dns-pod-service, pkg/kubelet/network/dns/dns.go',
  *check(model) {
    const told = new Set<MadePods>();
    for (const connection of readConnections(model)) {
      const { edge, from = [] } = connection;
      if (!namesService(connection)) continue;
      for (const pods of from) {
        if (!asksNode(pods) || told.has(pods)) continue;
        told.add(pods);
        const { object, place } = pods;
        yield {
          object,
          path: place(['spec', 'dnsPolicy']),
          message: `dnsPolicy must be ClusterFirstWithHostNet with hostNetwork: true, or the name ${edge.address?.host} is not found`,
          fix: 'ClusterFirstWithHostNet',
        };
      }
    }
  },
};

/** Whether DNS is asked for a Service of the manifests; for its endpoints the k8s resolver asks the API server. */
function namesService({ edge: { target, address, sender } }: Connection): boolean {
  return (
    target.kind === 'service' &&
    sender.grammar !== 'service' &&
    sender.onNode !== true &&
    address !== undefined &&
    isIP(address.host) === 0
  );
}

/** The operator of collectors writes the right policy by itself. */
function asksNode({ workload, spec }: MadePods): boolean {
  return (
    workload !== undefined &&
    spec.hostNetwork === true &&
    (spec.dnsPolicy ?? 'ClusterFirst') === 'ClusterFirst' &&
    list(own(spec.dnsConfig, 'nameservers')).length === 0 &&
    list(spec.hostAliases).length === 0
  );
}
