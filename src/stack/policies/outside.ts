import type { Connection } from '../../model/connections.ts';
import { serviceHost } from '../../model/edge/address.ts';
import type { Model } from '../../model/model.ts';
import type { Need } from './needs.ts';
import type { NetworkPoliciesProps, OutsidePeer } from './props.ts';

/** What pods need to reach a host that is not among the manifests, or that a Service of theirs leads outside to. */
export function outsideNeeds(
  { services }: Model,
  { edge, transport }: Connection,
  { outside = {} }: NetworkPoliciesProps,
): Need[] {
  const { address, sender, port } = edge;
  const host = address?.host ?? '';
  const service = serviceHost(host);
  const reaching = (peers: readonly OutsidePeer[], number: number | undefined): Need => ({
    direction: 'egress',
    peers,
    ports: number === undefined ? [] : [{ port: number, transport }],
  });
  const told = Object.hasOwn(outside, host) ? outside[host] : undefined;
  if (told) {
    return told.map(({ port: own, ...peer }) => {
      const usual = service || peer.namespace !== undefined ? undefined : port;
      return reaching([peer], own ?? usual);
    });
  }
  const alias = service && services.find(service.namespace ?? sender.namespace, service.name);
  if (!service || alias?.externalName !== undefined) return [reaching([], port)];
  const named = reaching([{ namespace: service.namespace ?? sender.namespace }], undefined);
  // two labels may as well be a name outside of the cluster
  const isSure = service.qualified || service.namespace === undefined;
  return isSure ? [named] : [named, reaching([], port)];
}
