import { listed } from '../../upstream/values/shown.ts';
import { type Location, pathText } from '../kubernetes/objects.ts';
import { rewritten, type Sender } from './senders.ts';
import type { Service } from './services.ts';
import type { Edge } from './targets.ts';

/** An edge in use, with a name for its client. */
export interface UsedEdge<S extends Sender = Sender, T extends Service = Service>
  extends Edge<S, T> {
  /** Who connects: `exporter otlp`, `agents of python, dotnet`. */
  readonly client: string;
  /** All who are told the address, which differ in no more than what they send; `sender` is the first. */
  readonly senders: readonly S[];
}

/**
 * Edges of senders that are in use, with an address that the client can read. Agents of one Instrumentation that are told one
 * address, and speak one protocol, are one edge.
 */
export function usedEdges<S extends Sender, T extends Service>(
  edges: readonly Edge<S, T>[],
): UsedEdge<S, T>[] {
  const groups = new Map<string, Edge<S, T>[]>();
  for (const edge of edges) {
    const { sender, problem } = edge;
    if (!sender.enabled || problem) continue;
    const protocol = sender.protocol ?? '';
    const key = `${sender.object.order}\n${pathText(sender.path)}\n${sender.address}\n${protocol}`;
    const group = groups.get(key);
    if (group) group.push(edge);
    else groups.set(key, [edge]);
  }
  return [...groups.values()].flatMap((group) => {
    const [edge] = group;
    const together = group.map(({ sender }) => sender);
    return edge ? [{ ...edge, client: clientName(together), senders: together }] : [];
  });
}

/** Who connects, in a message. */
export function clientName(senders: readonly Sender[]): string {
  const labels = listed(new Set(senders.map(({ label }) => label)));
  const [first] = senders;
  return first?.called?.(labels) ?? `${first?.noun ?? 'container'} ${labels}`;
}

/** How a Service is named in a message: with its namespace when the client is in another one. */
export function serviceName({ name, namespace }: Service, { namespace: from }: Sender): string {
  return namespace === from || namespace === '' ? name : `${name}.${namespace}`;
}

/** Parts of an address that a fix changes. */
interface AddressChange {
  readonly host?: string;
  readonly port?: number;
  readonly path?: string;
}

/**
 * The address as the client writes it, with other parts; undefined when it cannot be taken apart. A port that is set elsewhere
 * stays there.
 */
export function changedAddress(
  { address, sender }: Edge,
  change: AddressChange,
): string | undefined {
  if (!address || address.variable) return undefined;
  const { scheme, userInfo, path = '', query = '' } = address;
  const prefix = scheme === undefined ? '' : `${scheme}:${scheme === 'dns' ? '///' : '//'}`;
  const login = userInfo === undefined ? '' : `${userInfo}@`;
  const newPort = sender.portLocation ? undefined : (change.port ?? address.port);
  const colon = newPort === undefined ? '' : `:${newPort}`;
  const authority = `${login}${change.host ?? address.host}${colon}`;
  return rewritten(sender, `${prefix}${authority}${change.path ?? path}${query}`);
}

/** Where the port of an edge is set. */
export function portLocation({ sender: { portLocation, object, path } }: Edge): Location {
  return portLocation ?? { object, path };
}

/** What to write at `portLocation` for another port; undefined when the address cannot be taken apart. */
export function changedPort(edge: Edge, port: number): string | undefined {
  const key = edge.sender.portLocation?.path.at(-1);
  if (key === undefined) return changedAddress(edge, { port });
  // the dns resolver takes a text, the k8s resolver a list of numbers
  if (edge.sender.grammar === 'host') return `'${port}'`;
  return key === 'ports' ? `[${port}]` : `${port}`;
}

/** Host name of another Service, written as far out as the address writes its own. */
export function hostLike({ address, sender }: Edge, { name, namespace }: Service): string {
  const labels = (address?.host ?? '').replace(/\.$/, '').split('.');
  if (labels.length === 1 && (namespace === sender.namespace || namespace === '')) return name;
  const svc = labels.indexOf('svc');
  return [name, namespace, ...(svc < 0 ? [] : labels.slice(svc))].join('.');
}
