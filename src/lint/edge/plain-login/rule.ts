import { serviceHost } from '../../../model/edge/address.ts';
import type { ObjectIndex } from '../../../model/kubernetes/objects.ts';
import type { UsedEdge } from '../../../model/model.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { at, list, own, text } from '../../../upstream/values/unknown.ts';
import { once } from '../../once.ts';
import type { Rule } from '../../rule.ts';
import { Logins } from './logins.ts';

/** A password or a token that leaves the pod on a connection without TLS. */
export const plainLogin: Rule = {
  id: 'edge/plain-login',
  severity: 'warning',
  rationale:
    'without TLS, anybody who can read the traffic sees the password or token and can use it',
  source:
    'RFC 7617 section 4, RFC 6750 section 5.3; RFC 4616 section 6; opentelemetry-collector v0.158.0 config/confighttp and config/configgrpc; jaeger v1.65.0 plugin/storage/{es,cassandra}/options.go and pkg/kafka/auth; v2.20.0 internal/storage/v2/clickhouse; opentelemetry-specification protocol/exporter.md',
  ignoreWhen:
    'something else encrypts the traffic, such as a service mesh, a VPN or the network plugin',
  visit(model) {
    const logins = new Logins(model);
    const isNew = once();
    const encrypting = encryptedByMesh(model.objects);
    return {
      *edge(edge) {
        if (encrypting.has(edge.address?.host ?? '')) return;
        const sent = leavesPlainly(edge) ? logins.of(edge) : undefined;
        if (sent !== undefined && isNew(edge.sender)) yield problemOf(edge, sent);
      },
    };
  },
};

/** Whether a connection leaves the pod, and its node, without TLS, for an end that the manifests tell. */
function leavesPlainly({ sender, target, address }: UsedEdge): boolean {
  // a variable may hold another scheme
  if (!address || sender.onNode || (address.variable && !address.scheme)) return false;
  if (sender.tls !== false) return false;
  if (target.kind === 'external') return !serviceHost(address.host) && !isNearby(address.host);
  // who asks for traces inside of the cluster mostly does so without TLS, and is meant to
  return target.kind === 'service' && sender.kind !== 'grafana';
}

/** Hosts that proxies of Istio speak TLS to for whoever sends to them (istio/api networking/v1 DestinationRule). */
function encryptedByMesh(objects: ObjectIndex): ReadonlySet<string> {
  const rules = objects.ofKind('DestinationRule', 'networking.istio.io');
  const encrypting = rules.filter(({ value }) => {
    const policy = at(value, 'spec', 'trafficPolicy');
    return [policy, ...list(own(policy, 'portLevelSettings'))].some((part) =>
      /^(?:SIMPLE|MUTUAL|ISTIO_MUTUAL)$/.test(text(at(part, 'tls', 'mode')) ?? ''),
    );
  });
  return new Set(encrypting.flatMap(({ value }) => text(at(value, 'spec', 'host')) ?? []));
}

/** Whether a host is on the machine of the pod, or on its link: that of Docker, Minikube or k3d, or a link-local address. */
function isNearby(host: string): boolean {
  return (
    /^host\.(?:docker|minikube|k3d|containers|lima|orb)\.internal$/.test(host) ||
    /^(?:169\.254\.\d+\.\d+|\[?fe[89ab][0-9a-f]:.*)$/i.test(host)
  );
}

function problemOf(edge: UsedEdge, sent: string): Problem {
  const { client, target, address } = edge;
  const message = `${client} sends ${sent} to ${address?.host ?? ''} without TLS`;
  const fix = fixOf(edge);
  if (target.kind === 'external') return { message, fix };
  return {
    fix,
    message: `${message}, readable on the network unless the cluster encrypts traffic between pods`,
    severity: 'info',
  };
}

function fixOf({ address, sender: { protocol, component } }: UsedEdge): string {
  if (/^https?$/.test(address?.scheme ?? '')) return 'an address with https://';
  const isOff = component !== undefined && protocol !== 'kafka' && protocol !== 'clickhouse';
  return isOff ? 'TLS, which insecure: true turns off' : 'TLS, which is off unless it is asked for';
}
