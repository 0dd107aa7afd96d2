import type { Protocol } from '../../upstream/edge/protocols.ts';
import type { Problem } from '../../upstream/values/problem.ts';
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
   * What to call it in a message, by the labels of all that are told the same address: `agents of python, dotnet`.
   *
   * @default - `container <labels>`
   */
  readonly called?: (labels: string) => string;
  /** Namespace in which short names are resolved. */
  readonly namespace: string;
  /** Address as written. */
  readonly address: string;
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
  /** Path that an HTTP client posts spans to; unset for queries, and for what speaks gRPC alone. */
  readonly posts?: string;
  /** Whether it speaks TLS; unset when that is not known. */
  readonly tls?: boolean;
  /** Where TLS is, or would be, set; unset when the address alone decides. */
  readonly tlsLocation?: Location;
  /** Port that it uses when the address has none. */
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
