import { storagePrefixes } from '../../../upstream/jaeger/options.ts';
import { jaegerPortFlags } from '../../../upstream/jaeger/ports.ts';
import { ilmProblem, tlsOptionsProblem } from '../../../upstream/jaeger/rules.ts';
import { isIndexStorage } from '../../elasticsearch/storage.ts';
import { nameOf, ownedProblem, refuse } from '../../props/refuse.ts';
import type { KafkaProps } from '../kafka.ts';
import { isShared } from '../local-storage.ts';
import { collectorOwners, kafkaOwners, owned, turnOwners } from './option-owners.ts';
import type { JaegerStorage } from './storage/spec.ts';

/** Command-line options of a Jaeger component without the leading dashes: `{ 'collector.num-workers': 100 }`. */
export type JaegerOptions = Readonly<Record<string, string | number | boolean>>;

/** Options of all components. */
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
  /**
   * Those of the ingester.
   *
   * @default - none
   */
  readonly ingesterOptions?: JaegerOptions;
  /**
   * Path of the UI.
   *
   * @default - the options may say it
   */
  readonly basePath?: string;
  /**
   * Kafka between collector and ingester.
   *
   * @default - there is none
   */
  readonly kafka?: KafkaProps;
}

/**
 * Checks the options of the components: what the operator would rewrite or drop, what would contradict the storage, which
 * is declared once for both, and what would move a port away from where the operator's Services lead.
 *
 * @throws naming the option, the rule and the value
 */
export function checkOptions(props: ComponentOptions, storage: JaegerStorage): void {
  const { collectorOptions = {}, queryOptions = {}, ingesterOptions = {}, kafka } = props;
  const { storagePrefix, others } = storagePrefixesOf(storage);
  const owners = isIndexStorage(storage) ? turnOwners(storage) : {};
  const alone = !isShared(storage);
  // with Kafka, what collects knows no storage
  const [written, writer] = kafka
    ? [ingesterOptions, 'ingesterOptions']
    : [collectorOptions, 'collectorOptions'];
  refuse(
    kafka === undefined && props.ingesterOptions !== undefined
      ? 'ingesterOptions must not be set without kafka, there is no ingester'
      : undefined,
    ...problems('collectorOptions', collectorOptions, [
      ...['query', 'ingester', 'agent', 'kafka.consumer'],
      ...(kafka ? [storagePrefix] : ['kafka']),
      ...others,
    ]),
    ...problems('queryOptions', queryOptions, [
      ...['collector', 'ingester', 'agent', 'kafka'],
      ...others,
    ]),
    ...problems('ingesterOptions', ingesterOptions, [
      ...['collector', 'query', 'agent', 'kafka.producer'],
      ...others,
    ]),
    ownedProblem(writer, written, owners),
    ownedProblem('queryOptions', queryOptions, owners),
    ownedProblem('collectorOptions', collectorOptions, {
      ...collectorOwners,
      ...(kafka && kafkaOwners),
    }),
    ownedProblem('ingesterOptions', ingesterOptions, kafkaOwners),
    props.basePath === undefined
      ? undefined
      : ownedProblem('queryOptions', queryOptions, { 'query.base-path': 'basePath' }),
    ...(alone ? Object.keys(collectorOptions) : indexNaming).map((key) =>
      alone && !Object.hasOwn(queryOptions, key)
        ? undefined
        : disagreement(key, [writer, written], queryOptions),
    ),
  );
}

/** An option as the component reads it. */
export function flag(options: JaegerOptions | undefined, key: string): string | undefined {
  const value = options?.[key];
  return value === undefined ? undefined : String(value);
}

// options by which the names of indices are made, for writing and for reading
const indexNaming = [
  'es.use-aliases',
  'es.index-date-separator',
  'es.index-rollover-frequency-spans',
  'es.index-rollover-frequency-services',
  'es.tags-as-fields.dot-replacement',
];

/** What options of a storage begin with, and those of others; Kafka is none of them. */
function storagePrefixesOf({ type }: JaegerStorage) {
  const storagePrefix = storagePrefixes[type === 'opensearch' ? 'elasticsearch' : type];
  const others = Object.values(storagePrefixes).filter(
    (prefix) => prefix !== storagePrefix && prefix !== storagePrefixes.kafka,
  );
  return { storagePrefix, others };
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
    ...[tlsOptionsProblem(flags, true), ilmProblem(flags)].map(
      (problem) => problem && `${what}: ${problem}`,
    ),
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
    : `${what} must give ${key} a string, a number, true or false, got ${nameOf(value)}`;
}

function strangerProblem(
  what: string,
  key: string,
  prefixes: readonly string[],
): string | undefined {
  const prefix = prefixes.find(
    (prefix) => key.startsWith(`${prefix}.`) || key.startsWith(`${prefix}-archive.`),
  );
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
  [writer, written]: readonly [string, JaegerOptions],
  query: JaegerOptions,
): string | undefined {
  const [writes, reads] = [flag(written, key), flag(query, key)];
  return writes === reads
    ? undefined
    : `${writer} and queryOptions must have the same ${key}, got ${writes ?? 'nothing'} and ${reads ?? 'nothing'}`;
}
