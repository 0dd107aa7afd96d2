import type { Problem } from '../../upstream/values/problem.ts';
import {
  type Address,
  addressProblem,
  isLoopback,
  isUnspecified,
  parseAddress,
  serviceHost,
} from './address.ts';
import { type Missing, MissingServices, type Names } from './missing-service.ts';
import type { Sender } from './senders.ts';
import type { Service, ServicePort } from './services.ts';

/** What an address resolves to. */
export type Target<T extends Service = Service> =
  /** A Service; `port` is unset when it has none of that number. */
  | { readonly kind: 'service'; readonly service: T; readonly port?: T['ports'][number] }
  /** The client's own pod. */
  | { readonly kind: 'loopback' }
  /** Nothing that the manifests know, which is no error; `alias` is an ExternalName Service that leads there. */
  | { readonly kind: 'external'; readonly alias?: T }
  /** A name that the stack would own, but no Service has it there; `meant` are Services that it may stand for. */
  | ({
      readonly kind: 'missing';
      readonly name: string;
      readonly namespace: string;
    } & Missing<T>)
  /** An address that hangs on a variable, or that cannot be read. */
  | { readonly kind: 'unreadable' };

/** A sender and what its address leads to. */
export interface Edge<S extends Sender = Sender, T extends Service = Service> {
  readonly sender: S;
  /** The address taken apart; unset when it is none. */
  readonly address?: Address;
  /** Why the client cannot use the address. */
  readonly problem?: Problem;
  /** Port that it connects to. */
  readonly port?: number;
  readonly target: Target<T>;
}

/** Joins senders to what their addresses resolve to. */
export function readEdges<S extends Sender, T extends Service>(
  senders: readonly S[],
  names: Names<T>,
): Edge<S, T>[] {
  const finder = new MissingServices(names);
  return senders.map((sender) => readEdge(sender, names, finder));
}

const schemePorts: ReadonlyMap<string, number> = new Map([
  ['http', 80],
  ['https', 443],
]);

function readEdge<S extends Sender, T extends Service>(
  sender: S,
  names: Names<T>,
  finder: MissingServices<T>,
): Edge<S, T> {
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
    target: resolve(sender, address, port, names, finder),
  };
}

function problemOf(sender: Sender, address: Address | undefined): Problem | undefined {
  const { judge, address: text, grammar, defaultPort } = sender;
  if (judge) return judge(text);
  const problem = addressProblem(text, grammar);
  if (problem || grammar !== 'host-port' || defaultPort !== undefined) return problem;
  return address && address.port === undefined
    ? { message: `address must be host:port, got '${text}'` }
    : undefined;
}

function resolve<T extends Service>(
  sender: Sender,
  address: Address | undefined,
  port: number | undefined,
  names: Names<T>,
  finder: MissingServices<T>,
): Target<T> {
  if (address && sender.onNode) return onNode(port, names);
  if (!address || /\$/.test(address.host)) return { kind: 'unreadable' };
  const isOwn = isLoopback(address.host) || isUnspecified(address.host);
  if (isOwn && sender.grammar !== 'service') return { kind: 'loopback' };
  const host = names.services.hostOf(address.host, sender.namespace);
  if (!host) return { kind: 'external' };
  const namespace = host.namespace ?? sender.namespace;
  const found = names.services.find(namespace, host.name);
  const service = found && followed(found, names);
  if (!service) {
    const missing = finder.explain(host, port, sender);
    return missing
      ? { kind: 'missing', name: host.name, namespace, ...missing }
      : { kind: 'external' };
  }
  if (service.externalName !== undefined) return { kind: 'external', alias: service };
  return { kind: 'service', service, port: portOf(sender, service, port) };
}

/**
 * What an ExternalName Service stands for, where that is another Service: DNS answers with its name, and asks for that in turn. Only
 * the whole name with the domain of the cluster is one.
 *
 * Source: coredns v1.11.0 plugin/kubernetes, which answers for its zones alone.
 */
function followed<T extends Service>(service: T, { services }: Names<T>): T {
  let end = service;
  // two may lead to each other
  for (let step = 0; step < mostAliases && end.externalName !== undefined; step++) {
    const host = serviceHost(end.externalName);
    const isWhole = host?.qualified && !/\.svc\.?$/.test(end.externalName);
    const next = isWhole ? services.find(host.namespace ?? '', host.name) : undefined;
    if (!next) return end;
    end = next;
  }
  return end;
}

const mostAliases = 8;

/** What a port of the client's node leads to: the pod there, which a Service has as well. */
function onNode<T extends Service>(port: number | undefined, names: Names<T>): Target<T> {
  const service = names.services.onNode(port);
  return service
    ? { kind: 'service', service, port: service.ports.find(({ hostPort }) => hostPort === port) }
    : { kind: 'unreadable' };
}

/** The port that a client reaches, that for TCP when there are two. */
function portOf<T extends Service>(
  sender: Sender,
  service: T,
  port: number | undefined,
): T['ports'][number] | undefined {
  const fits = (candidate: ServicePort) =>
    [candidate.port, portReached(sender, service, candidate)].includes(port ?? Number.NaN);
  const tcp = service.ports.findIndex((one) => one.transport === 'TCP' && fits(one));
  return service.ports[tcp < 0 ? service.ports.findIndex(fits) : tcp];
}

/** Whether a client connects to the pods behind a Service: a headless one has no address of its own. */
export function reachesPods({ grammar }: Sender, { headless }: Service): boolean {
  return headless || grammar === 'service';
}

/** Port at which a client reaches a port of a Service: that of the pods, where it connects to them. */
export function portReached(sender: Sender, service: Service, port: ServicePort): number {
  return (reachesPods(sender, service) ? port.targetPort : undefined) ?? port.port;
}
