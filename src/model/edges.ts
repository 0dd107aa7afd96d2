import type { AddressProblem } from '../upstream/address-problem.ts';
import { jaegerDatasourceUrlProblem } from '../upstream/grafana.ts';
import { nearest } from '../upstream/nearest.ts';
import { tektonEndpointProblem } from '../upstream/tekton.ts';
import { thanosEndpointProblem } from '../upstream/thanos.ts';
import type { Collector } from './collectors.ts';
import { type Address, addressProblem, isLoopback, parseAddress, serviceHost } from './endpoint.ts';
import type { Jaeger } from './jaegers.ts';
import type { ObjectIndex } from './objects.ts';
import type { Sender } from './senders.ts';
import type { Service, ServiceIndex, ServicePort } from './services.ts';

/** What an address resolves to. */
export type Target =
  /** A Service; `port` is unset when it has none of that number. */
  | { readonly kind: 'service'; readonly service: Service; readonly port?: ServicePort }
  /** The client's own pod. */
  | { readonly kind: 'loopback' }
  /** Nothing that the manifests know, which is no error. */
  | { readonly kind: 'external' }
  /** A name that the stack would own, but no Service has it there; `meant` are Services that it may stand for. */
  | {
      readonly kind: 'missing';
      readonly name: string;
      readonly namespace: string;
      readonly reason: MissingReason;
      readonly meant: readonly Service[];
    }
  /** An address that hangs on a variable, or that cannot be read. */
  | { readonly kind: 'unreadable' };

/**
 * Why a Service is thought to be missing.
 *
 * - `custom-resource-name`: the name of a collector or Jaeger, not of a Service that its operator makes
 * - `not-created`: a Service that the operator makes for other modes, strategies or releases of this resource
 * - `other-namespace`: a Service of that name is in another namespace
 * - `misspelt`: a Service of the namespace has nearly that name
 */
export type MissingReason = 'custom-resource-name' | 'not-created' | 'other-namespace' | 'misspelt';

/** A sender and what its address leads to. */
export interface Edge {
  readonly sender: Sender;
  /** The address taken apart; unset when it is none. */
  readonly address?: Address;
  /** Why the client cannot use the address. */
  readonly problem?: AddressProblem;
  /** Port that it connects to. */
  readonly port?: number;
  readonly target: Target;
}

/** What the resolver looks names up in. */
export interface Cluster {
  readonly objects: ObjectIndex;
  readonly services: ServiceIndex;
  readonly collectors: readonly Collector[];
  readonly jaegers: readonly Jaeger[];
}

/** Joins senders to what their addresses resolve to. */
export function readEdges(senders: readonly Sender[], cluster: Cluster): Edge[] {
  const owners = ownersByName(cluster);
  return senders.map((sender) => readEdge(sender, cluster, owners));
}

type Owners = ReadonlyMap<string, readonly Service[]>;

/** Services that operators make, by namespace and name of their custom resource. */
function ownersByName({ collectors, jaegers, services }: Cluster): Owners {
  const owners = new Map<string, Service[]>();
  for (const { operated, namespace, name } of collectors) {
    if (operated) owners.set(`${namespace}\n${name}`, []);
  }
  for (const { namespace, name } of jaegers) owners.set(`${namespace}\n${name}`, []);
  for (const service of services.all) {
    if (!service.derived) continue;
    owners.get(`${service.namespace}\n${service.object.name}`)?.push(service);
  }
  return owners;
}

// looking for slips of the pen in a larger namespace would take quadratic time
const mostNeighbours = 200;

const schemePorts: ReadonlyMap<string, number> = new Map([
  ['http', 80],
  ['https', 443],
]);

function readEdge(sender: Sender, cluster: Cluster, owners: Owners): Edge {
  const address = parseAddress(sender.address);
  const problem = address?.variable ? undefined : problemOf(sender, address);
  const port =
    address?.port ??
    sender.defaultPort ??
    (address?.scheme === undefined || address.variable
      ? undefined
      : schemePorts.get(address.scheme));
  return {
    sender,
    ...(address === undefined ? {} : { address }),
    ...(problem === undefined ? {} : { problem }),
    ...(port === undefined ? {} : { port }),
    target: resolve(sender, address, port, cluster, owners),
  };
}

function problemOf(sender: Sender, address: Address | undefined): AddressProblem | undefined {
  const { kind, address: text, grammar, wire, defaultPort } = sender;
  switch (kind) {
    case 'grafana':
      // provisioning files may hold $VARIABLE
      return text.includes('$') ? undefined : jaegerDatasourceUrlProblem(text);
    case 'tekton':
      return tektonEndpointProblem(
        text,
        wire === 'otlp-http' || wire === 'jaeger-thrift-http' ? wire : undefined,
      );
    case 'thanos':
      return thanosEndpointProblem(text, wire === 'otlp-http' ? 'http' : 'grpc');
    default: {
      const problem = addressProblem(text, grammar);
      if (problem || grammar !== 'host-port' || defaultPort !== undefined) return problem;
      return address && address.port === undefined
        ? { problem: `address must be host:port, got '${text}'` }
        : undefined;
    }
  }
}

function resolve(
  sender: Sender,
  address: Address | undefined,
  port: number | undefined,
  cluster: Cluster,
  owners: Owners,
): Target {
  if (!address || /\$/.test(address.host)) return { kind: 'unreadable' };
  if (isLoopback(address.host)) return { kind: 'loopback' };
  const host = serviceHost(address.host);
  if (!host) return { kind: 'external' };
  const namespace = host.namespace ?? sender.namespace;
  const service = cluster.services.find(namespace, host.name);
  if (!service) return missing(host.name, namespace, host.namespace !== undefined, cluster, owners);
  if (service.externalName !== undefined) return { kind: 'external' };
  const matches = service.ports.filter(
    (candidate) => candidate.port === reached(service, candidate, port),
  );
  const match = matches.find(({ transport }) => transport === 'TCP') ?? matches[0];
  return { kind: 'service', service, ...(match === undefined ? {} : { port: match }) };
}

// a headless Service has no port of its own: the client reaches the pod's
function reached(
  service: Service,
  candidate: ServicePort,
  port: number | undefined,
): number | undefined {
  if (!service.headless || candidate.targetPort === undefined) return port;
  return candidate.targetPort === port ? candidate.port : port;
}

const suffixes =
  /-(collector|query|agent|collector-headless|collector-monitoring|collector-extension|headless)$/;

function missing(
  name: string,
  namespace: string,
  explicit: boolean,
  { services, objects }: Cluster,
  owners: Owners,
): Target {
  const told = (reason: MissingReason, meant: readonly Service[]): Target => ({
    kind: 'missing',
    name,
    namespace,
    reason,
    meant,
  });
  const own = owners.get(`${namespace}\n${name}`);
  if (own) return told('custom-resource-name', own);
  const made = owners.get(`${namespace}\n${name.replace(suffixes, '')}`);
  if (made) return told('not-created', made);
  if (explicit && !objects.hasNamespace(namespace)) {
    const elsewhere = services.named(name).filter(({ derived }) => derived);
    return elsewhere.length > 0 &&
      nearest(
        namespace,
        elsewhere.map((service) => service.namespace),
      )
      ? told('misspelt', elsewhere)
      : { kind: 'external' };
  }
  const elsewhere = services.named(name);
  if (elsewhere.length > 0) return told('other-namespace', elsewhere);
  const neighbours = services.inNamespace(namespace);
  const near =
    neighbours.length > mostNeighbours
      ? undefined
      : nearest(
          name,
          neighbours.map((service) => service.name),
        );
  const meant = near === undefined ? undefined : services.find(namespace, near);
  return meant ? told('misspelt', [meant]) : { kind: 'external' };
}
