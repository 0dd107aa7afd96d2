import type { ServicePort } from '../../../model/edge/services.ts';
import { portReached } from '../../../model/edge/targets.ts';
import {
  changedAddress,
  changedPort,
  hostLike,
  portLocation,
  serviceName,
} from '../../../model/edge/used-edges.ts';
import type { Model, Service, UsedEdge } from '../../../model/model.ts';
import { protocolNames } from '../../../upstream/edge/protocol-names.ts';
import { type Protocol, protocols } from '../../../upstream/edge/protocols.ts';
import type { Finding, Rule } from '../../rule.ts';

/** A client that speaks another protocol than what listens on the port it connects to. */
export const protocol: Rule = {
  id: 'edge/protocol',
  severity: 'error',
  rationale:
    'a receiver does not answer a protocol that it does not speak, and the spans are dropped',
  source:
    'opentelemetry-collector#7811, opentelemetry-collector-contrib#32892; jaeger v1.51.0 ports/ports.go',
  ignoreWhen:
    'the listener is not what it looks like: an image of your own, a proxy in the pod, or a service mesh that accepts several protocols on one port',
  visit: (model) => ({
    *edge(edge) {
      if (edge.target.kind !== 'service' || !edge.target.port) return;
      const { service, port } = edge.target;
      const problem = mismatch(edge, service, port, model);
      if (problem) yield problem;
    },
  }),
};

function mismatch(
  edge: UsedEdge,
  service: Service,
  port: ServicePort,
  model: Model,
): Finding | undefined {
  const { sender, client } = edge;
  const spoken = sender.protocol ? [sender.protocol] : (sender.possible ?? []);
  if (spoken.length === 0 || mayTake(port, spoken)) return undefined;
  const verb = client.startsWith('agents') || client === 'SDKs' ? 'speak' : 'speaks';
  const names = spoken.map((name) => protocolNames[name]).join(' or ');
  return {
    ...portLocation(edge),
    message: `${client} ${verb} ${names}, but port ${port.port} of Service ${serviceName(service, sender)} ${takenBy(port)}`,
    fix: better(edge, service, spoken, model),
  };
}

function mayTake(port: ServicePort, spoken: readonly Protocol[]): boolean {
  if (port.transport === 'UDP') return false;
  return !port.protocol || port.protocol === 'other' || spoken.includes(port.protocol);
}

function takenBy(port: ServicePort): string {
  if (port.protocol === undefined || port.protocol === 'other') return 'accepts only UDP';
  return port.protocol === 'dead' ? 'has no listener' : `is for ${protocolNames[port.protocol]}`;
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
  for (const wanted of spoken) {
    for (const candidate of [service, ...siblings]) {
      const found = changedTo(edge, service, candidate, wanted);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** What to write to reach the port of a Service that speaks a protocol, in place of another Service. */
function changedTo(
  edge: UsedEdge,
  service: Service,
  candidate: Service,
  wanted: Protocol,
): string | undefined {
  const fitting = candidate.ports.find(
    (other) => other.protocol === wanted && other.transport === 'TCP',
  );
  if (!fitting) return undefined;
  const port = portReached(edge.sender, candidate, fitting);
  if (edge.sender.portLocation) {
    // no one change leads to another Service and another port
    return candidate === service ? changedPort(edge, port) : undefined;
  }
  const host = candidate === service ? undefined : hostLike(edge, candidate);
  return changedAddress(edge, { host, port, path: pathFor(edge, wanted) });
}

// the path of another protocol's handler leads nowhere
function pathFor({ address }: UsedEdge, spoken: Protocol): string | undefined {
  const { tracesPath } = protocols['jaeger-thrift-http'];
  return address?.path === tracesPath && spoken === 'otlp-http' ? '' : undefined;
}
