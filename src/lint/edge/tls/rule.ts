import { rewritten, type Sender } from '../../../model/edge/senders.ts';
import type { ServicePort } from '../../../model/edge/services.ts';
import { serviceName } from '../../../model/edge/used-edges.ts';
import type { Location } from '../../../model/kubernetes/objects.ts';
import type { Model, UsedEdge } from '../../../model/model.ts';
import type { Rule } from '../../rule.ts';

/** TLS on one side alone. */
export const tls: Rule = {
  id: 'edge/tls',
  severity: 'error',
  rationale:
    'unless both sides use TLS, or neither does, the connection fails and the spans are dropped',
  source: 'opentelemetry-collector v0.158.0 config/configtls; opentelemetry-helm-charts#87',
  ignoreWhen:
    'something in between adds or removes TLS, such as service mesh sidecars or a proxy in front of the receiver',
  visit(model) {
    const misplaced = misplacedInsecure(model);
    return {
      *edge(edge) {
        const { target, sender, client } = edge;
        if (target.kind !== 'service' || !target.port) return;
        if (sender.tlsLocation && misplaced.has(locationKey(sender.tlsLocation))) return;
        const { service, port } = target;
        if (!differ(sender, port)) return;
        const name = `port ${port.port} of Service ${serviceName(service, sender)}`;
        yield {
          ...locationOf(edge),
          message: sender.tls
            ? `${client} must not use TLS, ${name} accepts plaintext only; got ${reason(edge)}`
            : `${client} must use TLS, ${name} accepts nothing else; got ${reason(edge)}`,
          fix: fixOf(edge, port),
        };
      },
    };
  },
};

function differ(sender: Sender, port: ServicePort): boolean {
  if (sender.tls === undefined || port.tls === undefined || sender.tls === port.tls) return false;
  // what is wrong then is the protocol
  return !sender.protocol || !port.protocol || sender.protocol === port.protocol;
}

function byScheme({ address, sender }: UsedEdge): boolean {
  return sender.tlsLocation === undefined || address?.scheme === 'https';
}

function locationOf(edge: UsedEdge) {
  const { sender } = edge;
  const { object, path } = byScheme(edge) ? sender : (sender.tlsLocation ?? sender);
  return { object, path };
}

function reason(edge: UsedEdge): string {
  if (byScheme(edge)) return `'${edge.sender.address}'`;
  return insecureKey(edge.sender, edge.sender.tls === true);
}

function insecureKey(sender: Sender, unset: boolean): string {
  const key = isFlat(sender) ? 'insecure' : 'tls.insecure';
  return unset ? `no ${key}: true` : `${key}: true`;
}

function fixOf(edge: UsedEdge, port: ServicePort): string | undefined {
  const { sender } = edge;
  if (byScheme(edge)) {
    const scheme = port.tls ? 'https' : 'http';
    return edge.address?.scheme === undefined
      ? undefined
      : rewritten(sender, sender.address.replace(/^\w+(?=:)/, scheme));
  }
  // certificates are not known here
  if (port.tls) return undefined;
  return isFlat(sender) ? 'insecure: true' : 'tls: {insecure: true}';
}

// Thanos and Prometheus have insecure beside the endpoint
function isFlat({ tlsLocation }: Sender): boolean {
  return tlsLocation?.path.at(-1) === 'insecure';
}

/** Places of `tls` beside which an exporter has an `insecure`, which is told as an unknown setting. */
function misplacedInsecure({ collectors }: Model): Set<string> {
  return new Set(
    collectors.flatMap(({ config }) =>
      (config?.components ?? [])
        .filter(({ kind, settings }) => kind === 'exporters' && Object.hasOwn(settings, 'insecure'))
        .map(({ object, path }) => locationKey({ object, path: [...path, 'tls'] })),
    ),
  );
}

function locationKey({ object, path }: Location): string {
  return `${object.order}\n${path.join('\n')}`;
}
