import type { Service, ServicePort } from '../../../model/edge/services.ts';
import type { Model } from '../../../model/model.ts';
import { wireNames } from '../../../upstream/edge/wire-names.ts';
import type { Wire } from '../../../upstream/operator/derived-service.ts';
import type { Finding, Rule } from '../../rule.ts';
import { changedAddress, hostLike, serviceName, type UsedEdge, usedEdges } from '../used-edges.ts';

/** A client that speaks another protocol than what listens on the port it connects to. */
export const protocol: Rule = {
  id: 'edge/protocol',
  severity: 'error',
  rationale:
    'a receiver answers nothing to a protocol that it does not speak, and the spans are dropped',
  source:
    'opentelemetry-collector#7811, opentelemetry-collector-contrib#32892; jaeger v1.51.0 ports/ports.go',
  *check(model) {
    for (const edge of usedEdges(model)) {
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
  const spoken = sender.wire ? [sender.wire] : (sender.possible ?? []);
  const wrongTransport = port.transport === 'UDP';
  if (spoken.length === 0 || (!wrongTransport && (!port.wire || port.wire === 'other'))) return;
  if (!wrongTransport && port.wire && spoken.includes(port.wire)) return;
  const name = serviceName(service, sender);
  const takes =
    port.wire === undefined || port.wire === 'other'
      ? 'takes UDP only'
      : port.wire === 'dead'
        ? 'has nobody listening'
        : `is for ${wireNames[port.wire]}`;
  const fix = better(edge, service, spoken, model);
  return {
    object: sender.object,
    path: sender.path,
    message: `${client} ${edge.client.startsWith('agents') || client === 'SDKs' ? 'speak' : 'speaks'} ${spoken.map((wire) => wireNames[wire]).join(' or ')}, but port ${port.port} of Service ${name} ${takes}`,
    fix,
  };
}

/** The address of a port that speaks what the client does: of the Service, or of another one of the same instance. */
function better(
  edge: UsedEdge,
  service: Service,
  spoken: readonly Wire[],
  { services }: Model,
): string | undefined {
  const siblings = services
    .inNamespace(service.namespace)
    .filter((other) => other.object === service.object && other.derived && !other.headless);
  for (const wire of spoken) {
    for (const candidate of [service, ...siblings]) {
      const port = candidate.ports.find(
        (other) => other.wire === wire && other.transport === 'TCP',
      );
      if (!port) continue;
      const host = candidate === service ? {} : { host: hostLike(edge, candidate) };
      return changedAddress(edge, { ...host, port: port.port, ...pathFor(edge, wire) });
    }
  }
  return undefined;
}

// the path of another protocol's handler leads nowhere
function pathFor({ address }: UsedEdge, wire: Wire): { path?: string } {
  return address?.path === '/api/traces' && wire === 'otlp-http' ? { path: '' } : {};
}
