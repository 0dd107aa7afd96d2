import { cassandraPort } from '../../upstream/cassandra/image-ports.ts';
import type { Protocol } from '../../upstream/edge/protocols.ts';
import { at, list, number, own, record, text } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import { type AddressGrammar, parseAddress } from '../edge/address.ts';
import type { Sender } from '../edge/senders.ts';
import type { Component } from './config.ts';

/** What all addresses of one component share, without what is said of the address. */
type Shared = Omit<Sender, 'address' | 'grammar'>;

/** The same, with the place of an address inside of the component's settings. */
type Base<S extends Shared> = (...inner: Path) => S;

/** An address of a storage. */
type StorageSender<S extends Shared> = Omit<S, 'kind'> & Sender<'jaeger'>;

/** Where a type of storage has the addresses of its servers. */
interface StorageFacts {
  /** What is spoken, or what `protocol` below the type makes of it. */
  readonly protocol: Protocol | Readonly<Record<string, Protocol>>;
  readonly grammar: AddressGrammar;
  /** Keys below the type. */
  readonly addresses: Path;
  /** Key below the type of a port that stands beside the addresses, and the port where none is set. */
  readonly port?: { readonly path: Path; readonly usual: number };
  /** Key below the type of what is said of TLS. */
  readonly tls: Path;
  /**
   * Whether it is spoken when nothing is said of it.
   *
   * @default - the scheme of the address tells
   */
  readonly tlsByDefault?: boolean;
}

const indices: StorageFacts = {
  protocol: 'elasticsearch',
  grammar: 'http-exporter',
  addresses: ['server_urls'],
  tls: ['tls'],
};

// source: jaeger v2.20.0 internal/storage/elasticsearch/config, internal/storage/cassandra/config, internal/storage/v2/grpc,
// internal/storage/v2/clickhouse
const backends: Readonly<Record<string, StorageFacts>> = {
  elasticsearch: indices,
  opensearch: indices,
  cassandra: {
    protocol: 'cassandra',
    grammar: 'host-port',
    addresses: ['connection', 'servers'],
    port: { path: ['connection', 'port'], usual: cassandraPort },
    tls: ['connection', 'tls'],
    tlsByDefault: true,
  },
  grpc: {
    protocol: 'jaeger-storage',
    grammar: 'host-port',
    addresses: ['endpoint'],
    tls: ['tls'],
    tlsByDefault: true,
  },
  clickhouse: {
    protocol: { '': 'clickhouse', native: 'clickhouse', http: 'clickhouse-http' },
    grammar: 'host-port',
    addresses: ['addresses'],
    tls: ['tls'],
    tlsByDefault: false,
  },
};

const metricBackends: Readonly<Record<string, StorageFacts>> = {
  prometheus: {
    protocol: 'prometheus',
    grammar: 'http-exporter',
    addresses: ['endpoint'],
    tls: ['tls'],
  },
  elasticsearch: indices,
  opensearch: indices,
  clickhouse: backends.clickhouse ?? indices,
};

/** Addresses of the storages that Jaeger v2 has, of traces and of metrics. */
export function storageSenders<S extends Shared>(
  component: Component,
  base: Base<S>,
): StorageSender<S>[] {
  if (component.type !== 'jaeger_storage') return [];
  return [
    ...kindSenders(component, base, 'backends', backends),
    ...kindSenders(component, base, 'metric_backends', metricBackends),
  ];
}

function kindSenders<S extends Shared>(
  { settings, object, path }: Component,
  base: Base<S>,
  kind: string,
  types: Readonly<Record<string, StorageFacts>>,
): StorageSender<S>[] {
  return Object.entries(record(own(settings, kind))).flatMap(([name, backend]) =>
    Object.entries(types).flatMap(([type, facts]) => {
      const inner = [kind, name, type];
      const storage = own(backend, type);
      const port = facts.port && number(at(storage, ...facts.port.path));
      return writtenAddresses(storage, facts.addresses).map(([address, place]) => ({
        ...base(...inner, ...place),
        kind: 'jaeger' as const,
        noun: 'Jaeger',
        address,
        grammar: facts.grammar,
        protocol: protocolOf(facts, storage),
        tls: speaksTls(facts, at(storage, ...facts.tls), address),
        tlsLocation: { object, path: [...path, ...inner, ...facts.tls] },
        port,
        defaultPort: facts.port?.usual,
      }));
    }),
  );
}

/** What is spoken with a storage; undefined for what Jaeger refuses or a variable hides. */
function protocolOf({ protocol }: StorageFacts, storage: unknown): Protocol | undefined {
  if (typeof protocol === 'string') return protocol;
  return protocol[text(own(storage, 'protocol')) ?? ''];
}

function writtenAddresses(storage: unknown, path: Path): (readonly [string, Path])[] {
  const value = at(storage, ...path);
  if (typeof value === 'string') return [[value, path]];
  return list(value).flatMap((one, index) => {
    const address = text(one);
    return address === undefined ? [] : [[address, [...path, index]] as const];
  });
}

function speaksTls(
  { tlsByDefault }: StorageFacts,
  tls: unknown,
  address: string,
): boolean | undefined {
  if (tlsByDefault === undefined) {
    const scheme = parseAddress(address)?.scheme;
    return scheme === undefined ? undefined : scheme === 'https';
  }
  if (tls === undefined) return tlsByDefault;
  return own(tls, 'insecure') !== true;
}
