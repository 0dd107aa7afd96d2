import { jaegerDatasourceUrlProblem } from '../../upstream/grafana/datasource.ts';
import { tektonEndpointProblem } from '../../upstream/tekton/tracing.ts';
import { thanosEndpointProblem } from '../../upstream/thanos/tracing.ts';
import type { Problem } from '../../upstream/values/problem.ts';

import { type Address, addressProblem, isLoopback, parseAddress, serviceHost } from './address.ts';
import { type Cluster, type Missing, MissingServices } from './missing-service.ts';
import type { Sender } from './senders.ts';
import type { Service, ServicePort } from './services.ts';

/** What an address resolves to. */
export type Target =
  /** A Service; `port` is unset when it has none of that number. */
  | { readonly kind: 'service'; readonly service: Service; readonly port?: ServicePort }
  /** The client's own pod. */
  | { readonly kind: 'loopback' }
  /** Nothing that the manifests know, which is no error. */
  | { readonly kind: 'external' }
  /** A name that the stack would own, but no Service has it there; `meant` are Services that it may stand for. */
  | ({
      readonly kind: 'missing';
      readonly name: string;
      readonly namespace: string;
    } & Missing)
  /** An address that hangs on a variable, or that cannot be read. */
  | { readonly kind: 'unreadable' };

/** A sender and what its address leads to. */
export interface Edge {
  readonly sender: Sender;
  /** The address taken apart; unset when it is none. */
  readonly address?: Address;
  /** Why the client cannot use the address. */
  readonly problem?: Problem;
  /** Port that it connects to. */
  readonly port?: number;
  readonly target: Target;
}

/** Joins senders to what their addresses resolve to. */
export function readEdges(senders: readonly Sender[], cluster: Cluster): Edge[] {
  const finder = new MissingServices(cluster);
  return senders.map((sender) => readEdge(sender, cluster, finder));
}

const schemePorts: ReadonlyMap<string, number> = new Map([
  ['http', 80],
  ['https', 443],
]);

function readEdge(sender: Sender, cluster: Cluster, finder: MissingServices): Edge {
  const address = parseAddress(sender.address);
  const problem = address?.variable ? undefined : problemOf(sender, address);
  const port =
    address?.port ??
    sender.port ??
    sender.defaultPort ??
    (address?.scheme === undefined || address.variable
      ? undefined
      : schemePorts.get(address.scheme));
  return {
    sender,
    address,
    problem,
    port,
    target: resolve(sender, address, port, cluster, finder),
  };
}

function problemOf(sender: Sender, address: Address | undefined): Problem | undefined {
  const { kind, address: text, grammar, protocol, defaultPort } = sender;
  if (sender.problem) return sender.problem;
  switch (kind) {
    case 'grafana':
      // provisioning files may hold $VARIABLE
      return text.includes('$') ? undefined : jaegerDatasourceUrlProblem(text);
    case 'tekton':
      return tektonEndpointProblem(
        text,
        protocol === 'otlp-http' || protocol === 'jaeger-thrift-http' ? protocol : undefined,
      );
    case 'thanos':
      return thanosEndpointProblem(text, protocol === 'otlp-http' ? 'http' : 'grpc');
    default: {
      const problem = addressProblem(text, grammar);
      if (problem || grammar !== 'host-port' || defaultPort !== undefined) return problem;
      return address && address.port === undefined
        ? { message: `address must be host:port, got '${text}'` }
        : undefined;
    }
  }
}

function resolve(
  sender: Sender,
  address: Address | undefined,
  port: number | undefined,
  cluster: Cluster,
  finder: MissingServices,
): Target {
  if (!address || /\$/.test(address.host)) return { kind: 'unreadable' };
  if (isLoopback(address.host) && sender.grammar !== 'service') return { kind: 'loopback' };
  const host = serviceHost(address.host);
  if (!host) return { kind: 'external' };
  const namespace = host.namespace ?? sender.namespace;
  const service = cluster.services.find(namespace, host.name);
  if (!service) {
    const found = finder.explain(host, port, sender);
    return found ? { kind: 'missing', name: host.name, namespace, ...found } : { kind: 'external' };
  }
  if (service.externalName !== undefined) return { kind: 'external' };
  const matches = service.ports.filter((candidate) =>
    [candidate.port, portReached(sender, service, candidate)].includes(port ?? Number.NaN),
  );
  const match = matches.find(({ transport }) => transport === 'TCP') ?? matches[0];
  return { kind: 'service', service, port: match };
}

/** Whether a client connects to the pods behind a Service: a headless one has no address of its own. */
export function reachesPods({ grammar }: Sender, { headless }: Service): boolean {
  return headless || grammar === 'service';
}

/** Port at which a client reaches a port of a Service: that of the pods, where it connects to them. */
export function portReached(sender: Sender, service: Service, port: ServicePort): number {
  return (reachesPods(sender, service) ? port.targetPort : undefined) ?? port.port;
}
