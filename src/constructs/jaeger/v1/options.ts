import { storagePrefixes } from '../../../upstream/jaeger/options.ts';
import { jaegerPortFlags } from '../../../upstream/jaeger/ports.ts';
import { ilmProblem, tlsOptionsProblem } from '../../../upstream/jaeger/rules.ts';
import type { IndexStorage } from '../../elasticsearch/storage.ts';
import { nameOf, ownedProblem, refuse } from '../../props/refuse.ts';
import type { JaegerStorage } from './storage.ts';

/** Command-line options of a Jaeger component without the leading dashes: `{ 'collector.queue-size': 5000 }`. */
export type JaegerOptions = Readonly<Record<string, string | number | boolean>>;

/** Options of both components. */
export interface ComponentOptions {
  /**
   * Those of the collector.
   *
   * @default - none
   */
  readonly collectorOptions?: JaegerOptions;
  /**
   * Those of the query service.
   *
   * @default - none
   */
  readonly queryOptions?: JaegerOptions;
}

/**
 * Checks the options of collector and query: what the operator would rewrite or drop, what would contradict the storage, which
 * is declared once for both, and what would move a port away from where the operator's Services lead.
 *
 * @throws naming the option, the rule and the value
 */
export function checkOptions(
  { collectorOptions = {}, queryOptions = {} }: ComponentOptions,
  storage: JaegerStorage,
): void {
  const strangers = otherStorages(storage);
  const owners = storage.type === 'cassandra' ? {} : turnOwners(storage);
  refuse(
    ...problems('collectorOptions', collectorOptions, ['query', 'ingester', 'agent', ...strangers]),
    ...problems('queryOptions', queryOptions, ['collector', 'ingester', 'agent', ...strangers]),
    ownedProblem('collectorOptions', collectorOptions, owners),
    ownedProblem('queryOptions', queryOptions, owners),
    ...indexNaming.map((key) => disagreement(key, collectorOptions, queryOptions)),
  );
}

/** An option as the component reads it. */
export function flag(options: JaegerOptions | undefined, key: string): string | undefined {
  const value = options?.[key];
  return value === undefined ? undefined : String(value);
}

// what props of elasticsearch() are there for, or what must be the same for the index cleaner
const owned: Readonly<Record<string, string>> = {
  'es.server-urls': 'storage, serverUrls',
  'es.index-prefix': 'storage, indexPrefix',
  'es.num-shards': 'storage, shards',
  'es.num-replicas': 'storage, replicas',
  'es.max-span-age': 'storage, retentionDays',
  'es.username': 'storage, secretName',
  'es.password': 'storage, secretName',
  'es.tls.ca': 'storage, caSecretName',
  'cassandra.servers': 'storage, servers',
  'cassandra.port': 'storage, port',
  'cassandra.local-dc': 'storage, datacenter',
  'cassandra.keyspace': 'storage, keyspace',
  'cassandra.username': 'storage, secretName',
  'cassandra.password': 'storage, secretName',
  'cassandra.tls.enabled': 'storage, tls',
  'cassandra.tls.ca': 'storage, caSecretName',
  'span-storage.type': 'storage',
};

// what is said of rotation in storage, and may be an option where nothing is said there
const rotationOwners = Object.fromEntries(
  [
    'es.use-aliases',
    'es.use-ilm',
    'es.index-date-separator',
    ...['spans', 'services', 'adaptive-sampling'].map(
      (kind) => `es.index-rollover-frequency-${kind}`,
    ),
  ].map((key) => [key, 'storage, rotation']),
);

// what is said of the archive's server, which is that of the storage
const archiveOwners = Object.fromEntries(
  [
    'enabled',
    'server-urls',
    'version',
    'index-prefix',
    'num-shards',
    'num-replicas',
    'tls.enabled',
    'tls.ca',
  ].map((key) => [`es-archive.${key}`, 'storage, archive']),
);

// options by which the names of indices are made, for writing and for reading
const indexNaming = [
  'es.use-aliases',
  'es.index-date-separator',
  'es.index-rollover-frequency-spans',
  'es.index-rollover-frequency-services',
  'es.tags-as-fields.dot-replacement',
];

/** What options of other storages begin with. */
function otherStorages({ type }: JaegerStorage): string[] {
  const own = storagePrefixes[type === 'cassandra' ? 'cassandra' : 'elasticsearch'];
  return Object.values(storagePrefixes).filter((prefix) => prefix !== own);
}

function turnOwners({ type, rotation, archive }: IndexStorage): Readonly<Record<string, string>> {
  return {
    ...(type === 'opensearch' && { 'es.version': 'storage' }),
    ...(rotation && rotationOwners),
    ...(archive && archiveOwners),
  };
}

function problems(
  what: string,
  options: JaegerOptions,
  strangers: readonly string[],
): (string | undefined)[] {
  const flags = new Map(Object.entries(options).map(([key, value]) => [key, String(value)]));
  return [
    ownedProblem(what, options, owned),
    ...Object.entries(options).map(([key, value]) => scalarProblem(what, key, value)),
    ...Object.keys(options).map((key) => strangerProblem(what, key, strangers)),
    ...[...flags].map(([key, value]) => portProblem(what, key, value)),
    tlsOptionsProblem(flags, true),
    ilmProblem(flags),
  ];
}

function scalarProblem(what: string, key: string, value: unknown): string | undefined {
  if (!/^[a-z][a-z0-9.-]*$/.test(key)) {
    const bare = key.replace(/^-+/, '');
    const hint = bare !== key && /^[a-z]/.test(bare) ? `, did you mean '${bare}'?` : '';
    return `${what} must name options without leading dashes, got '${key}'${hint}`;
  }
  const scalar = typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
  return scalar
    ? undefined
    : `${what} must give ${key} a text, a number, true or false, got ${nameOf(value)}`;
}

function strangerProblem(
  what: string,
  key: string,
  prefixes: readonly string[],
): string | undefined {
  const prefix = prefixes.find((prefix) => key.startsWith(`${prefix}.`));
  return prefix === undefined
    ? undefined
    : `${what} must not hold ${key}: the component has no options of ${prefix}, and does not start`;
}

function portProblem(what: string, key: string, value: string): string | undefined {
  if (key === 'collector.otlp.enabled' && value !== 'true') {
    return `${what} must leave ${key} true, or the Service has no ports for OTLP, got '${value}'`;
  }
  const port = Object.hasOwn(jaegerPortFlags, key) ? jaegerPortFlags[key] : undefined;
  return port === undefined || value.endsWith(`:${port}`)
    ? undefined
    : `${what} must leave ${key} at port ${port}, where the Service leads, got '${value}'`;
}

function disagreement(
  key: string,
  collector: JaegerOptions,
  query: JaegerOptions,
): string | undefined {
  const [writes, reads] = [flag(collector, key), flag(query, key)];
  return writes === reads
    ? undefined
    : `collectorOptions and queryOptions must have the same ${key}, got ${writes ?? 'nothing'} and ${reads ?? 'nothing'}`;
}
