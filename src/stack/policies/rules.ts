import type { MadePods } from '../../model/kubernetes/pods.ts';
import type { Model } from '../../model/model.ts';
import { namespaceNameLabel } from '../../upstream/kubernetes/network/policy.ts';
import { type Need, needsOf, nobody } from './needs.ts';
import type { NetworkPeer, NetworkPoliciesProps } from './props.ts';

/** Rules of the NetworkPolicy of pods, as they are written; a direction without rules lets nothing through. */
export function policyRules(
  model: Model,
  pods: MadePods,
  props: NetworkPoliciesProps,
): Partial<Record<Need['direction'], unknown[]>> {
  const needs = needsOf(model, pods, props);
  const rules = (direction: Need['direction']) => {
    const found = joined(needs.filter((need) => need.direction === direction));
    return found.length > 0 ? found.map((need) => rule(need, pods.namespace)) : undefined;
  };
  return { ingress: rules('ingress'), egress: rules('egress') };
}

/** Needs of the same peers in one. */
function joined(needs: readonly Need[]): Need[] {
  const byPeers = new Map<string, Need>();
  for (const need of needs) {
    const key = JSON.stringify(need.peers);
    const before = byPeers.get(key);
    byPeers.set(key, { ...need, ports: before ? allPorts(before.ports, need.ports) : need.ports });
  }
  return [...byPeers.values()].filter(({ peers }) => !peers.includes(nobody));
}

/** Ports of either; none at all are all ports. */
function allPorts(before: Need['ports'], more: Need['ports']): Need['ports'] {
  if (before.length === 0 || more.length === 0) return [];
  const isNew = ({ port, transport }: Need['ports'][number]) =>
    !before.some((one) => one.port === port && one.transport === transport);
  return [...before, ...more.filter(isNew)];
}

function rule({ direction, peers, ports }: Need, namespace: string) {
  const written = peers.map((peer) => writtenPeer(peer, namespace));
  return {
    ...(written.length > 0 ? { [direction === 'ingress' ? 'from' : 'to']: written } : {}),
    ...(ports.length > 0
      ? { ports: ports.map(({ port, transport }) => ({ protocol: transport, port })) }
      : {}),
  };
}

function writtenPeer({ cidr, except, namespace, podLabels }: NetworkPeer, own: string) {
  if (cidr !== undefined) return { ipBlock: { cidr, except } };
  return {
    ...(namespace === own && podLabels
      ? {}
      : { namespaceSelector: { matchLabels: { [namespaceNameLabel]: namespace } } }),
    ...(podLabels && { podSelector: { matchLabels: podLabels } }),
  };
}
