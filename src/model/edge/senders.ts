import type { Protocol } from '../../upstream/edge/protocols.ts';
import type { Problem } from '../../upstream/values/problem.ts';
import type { Path } from '../../yaml/locate.ts';
import type { KubeObject, Location } from '../kubernetes/objects.ts';
import type { AddressGrammar } from './address.ts';

/** Something that has an address to connect to. Subjects extend it with what they know of it. */
export interface Sender<Kind extends string = string> extends Location {
  /** What kind of thing it is, for what is said of some kinds only. */
  readonly kind: Kind;
  /** Object that connects; `object` is where the address stands. */
  readonly client: KubeObject;
  /** What to call it within the client: an exporter's id, a language, a data source's name. */
  readonly label: string;
  /**
   * What comes before the labels in a message: `data source traces`.
   *
   * @default 'container'
   */
  readonly noun?: string;
  /**
   * What to call it in a message, by the labels of all that are told the same address: `agents of python, dotnet`.
   *
   * @default - its noun and the labels
   */
  readonly called?: (labels: string) => string;
  /** Namespace in which short names are resolved. */
  readonly namespace: string;
  /** Address as written. */
  readonly address: string;
  /** The whole text that it is written in, for one of several with commas between them, behind a flag or a namespace. */
  readonly among?: string;
  /** Whether the host is the node of its pod, which a variable tells. */
  readonly onNode?: boolean;
  readonly grammar: AddressGrammar;
  /**
   * Why it cannot use an address; undefined when it can.
   *
   * @default - what the grammar says
   */
  readonly judge?: (address: string) => Problem | undefined;
  /** What it speaks; unset when that hangs on a release that the manifests do not tell. */
  readonly protocol?: Protocol;
  /** What it may speak, while `protocol` is unset. */
  readonly possible?: readonly Protocol[];
  /** Signals of the pipelines that send to this address; unset when it does not hang on the signal. */
  readonly signals?: readonly string[];
  /** Path that an HTTP client posts spans to; unset for queries, for what speaks gRPC alone, and for what sends no spans. */
  readonly posts?: string;
  /** Whether it speaks TLS; unset when that is not known. */
  readonly tls?: boolean;
  /** Where TLS is, or would be, set; unset when the address alone decides. */
  readonly tlsLocation?: Location;
  /** Port that is set beside the address. */
  readonly port?: number;
  /** Where that is, or would be, set; unset for ports that stand in the address. */
  readonly portLocation?: Location;
  /** Port that it uses when none is set. */
  readonly defaultPort?: number;
  /**
   * Where it is named to be used: in pipelines, for an exporter.
   *
   * @default - none
   */
  readonly uses?: readonly Location[];
  /** Whether it is in use: an exporter that no pipeline names is not. */
  readonly enabled: boolean;
}

/** Addresses of a list, or of a text with commas between them, each with its place. */
export function listed(
  value: string | readonly string[],
  path: Path,
): Pick<Sender, 'address' | 'among' | 'path'>[] {
  if (typeof value !== 'string') {
    return value.map((one, index) => ({ address: one.trim(), path: [...path, index] }));
  }
  const among = value.includes(',') ? value : undefined;
  return value.split(',').map((address) => ({ address: address.trim(), among, path }));
}

/** The text that is written where an address stands, with another address in its place. */
export function rewritten({ address, among }: Sender, other: string): string {
  if (among === undefined) return other;
  // a flag in one word with its value, a host behind a namespace
  if (among.endsWith(`=${address}`) || among.endsWith(`/${address}`))
    return `${among.slice(0, -address.length)}${other}`;
  return among
    .split(',')
    .map((part) => (part.trim() === address ? part.replace(address, () => other) : part))
    .join(',');
}

/** Whether spans go to an address, and not other signals alone. */
export function sendsSpans({ signals }: Sender): boolean {
  return signals?.includes('traces') ?? true;
}
