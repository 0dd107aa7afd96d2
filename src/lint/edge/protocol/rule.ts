import type { Service, ServicePort } from '../../../model/edge/services.ts';
import {
  changedAddress,
  hostLike,
  serviceName,
  type UsedEdge,
} from '../../../model/edge/used-edges.ts';
import type { Model } from '../../../model/model.ts';
import { protocolNames } from '../../../upstream/edge/protocol-names.ts';
import type { Protocol } from '../../../upstream/edge/protocols.ts';
import type { Finding, Rule } from '../../rule.ts';

/** A client that speaks another protocol than what listens on the port it connects to. */
export const protocol: Rule = {
  id: 'edge/protocol',
  severity: 'error',
  rationale:
    'a receiver answers nothing to a protocol that it does not speak, and the spans are dropped',
  source:
    'opentelemetry-collector#7811, opentelemetry-collector-contrib#32892; jaeger v1.51.0 ports/ports.go',
  *check(model) {
    for (const edge of model.usedEdges) {
      if (edge.target.kind !== 'service' || !edge.target.port) continue;
      const { service, port } = edge.target;
      const finding = mismatch(edge, service, port, model);
      if (finding) yield finding;
    }
  },
};

function mismatch(
  edge: UsedEdge,
  service: Service,
  port: ServicePort,
  model: Model,
): Finding | undefined {
  const { sender, client } = edge;
  const spoken = sender.protocol ? [sender.protocol] : (sender.possible ?? []);
  const wrongTransport = port.transport === 'UDP';
  if (spoken.length === 0 || (!wrongTransport && (!port.protocol || port.protocol === 'other')))
    return;
  if (!wrongTransport && port.protocol && spoken.includes(port.protocol)) return;
  const name = serviceName(service, sender);
  const takes =
    port.protocol === undefined || port.protocol === 'other'
      ? 'takes UDP only'
      : port.protocol === 'dead'
        ? 'has nobody listening'
        : `is for ${protocolNames[port.protocol]}`;
  const fix = better(edge, service, spoken, model);
  return {
    object: sender.object,
    path: sender.path,
    message: `${client} ${edge.client.startsWith('agents') || client === 'SDKs' ? 'speak' : 'speaks'} ${spoken.map((protocol) => protocolNames[protocol]).join(' or ')}, but port ${port.port} of Service ${name} ${takes}`,
    fix,
  };
}

/** The address of a port that speaks what the client does: of the Service, or of another one of the same instance. */
function better(
  edge: UsedEdge,
  service: Service,
  spoken: readonly Protocol[],
  { services }: Model,
): string | undefined {
  const siblings = services
    .inNamespace(service.namespace)
    .filter((other) => other.object === service.object && other.derived && !other.headless);
  for (const protocol of spoken) {
    for (const candidate of [service, ...siblings]) {
      const port = candidate.ports.find(
        (other) => other.protocol === protocol && other.transport === 'TCP',
      );
      if (!port) continue;
      const host = candidate === service ? {} : { host: hostLike(edge, candidate) };
      return changedAddress(edge, { ...host, port: port.port, ...pathFor(edge, protocol) });
    }
  }
  return undefined;
}

// the path of another protocol's handler leads nowhere
function pathFor({ address }: UsedEdge, protocol: Protocol): { path?: string } {
  return address?.path === '/api/traces' && protocol === 'otlp-http' ? { path: '' } : {};
}
