import type { Connection } from '../../model/connections.ts';
import { parseAddress, serviceHost } from '../../model/edge/address.ts';
import type { Edge, Model } from '../../model/model.ts';
import { proxyOfEdge } from '../../model/proxies.ts';
import type { Need } from './needs.ts';
import type { NetworkPoliciesProps, OutsidePeer } from './props.ts';

/** What is connected to outside of the manifests: the host of an address, or the proxy that it is asked for. */
interface Outside {
  readonly host: string;
  readonly port?: number;
}

/** Where an edge leads outside; undefined where it does not. */
export function outsideOf(model: Model, edge: Edge): Outside | undefined {
  const { address, port, target } = edge;
  const proxy = proxyOfEdge(model, edge);
  if (proxy !== undefined) {
    const written = parseAddress(proxy);
    // what names no port has that of its scheme, source: net/http transport.go
    const usual = written?.scheme === 'https' ? 443 : 80;
    return { host: written?.host ?? '', port: written?.port ?? usual };
  }
  return target.kind === 'service' || target.kind === 'loopback'
    ? undefined
    : { host: address?.host ?? '', port };
}

/** What pods need to reach a host that is not among the manifests, or that a Service of theirs leads outside to. */
export function outsideNeeds(
  { services }: Model,
  { host, port }: Outside,
  { edge: { sender }, transport }: Connection,
  { outside = {} }: NetworkPoliciesProps,
): Need[] {
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
