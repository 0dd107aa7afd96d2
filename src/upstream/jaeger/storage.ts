import { nearest } from '../values/nearest.ts';
import type { Problem } from '../values/problem.ts';
import { listed } from '../values/shown.ts';
import { isRecord } from '../values/unknown.ts';
import { isAtLeast } from '../values/version.ts';
import type { EffectiveStrategy, JaegerStorageType } from './names.ts';

/** First Jaeger without gRPC plugins (jaeger#5388); 1.60.0 has not even the name of the storage type. */
export const grpcPluginGoneSince = '1.58.0';

/** Values of SPAN_STORAGE_TYPE of all releases (jaeger v1.35.0 to v1.76.0 plugin/storage/factory.go). */
const workloadStorages: readonly string[] = [
  'cassandra',
  'opensearch',
  'elasticsearch',
  'memory',
  'kafka',
  'badger',
  'blackhole',
  'grpc',
  'grpc-plugin',
];

/** What is wrong with SPAN_STORAGE_TYPE, which names one storage or several; undefined when Jaeger knows all of them. */
export function storageVariableProblem(value: string): Problem | undefined {
  const unknown = value.split(',').find((type) => !workloadStorages.includes(type));
  if (value === '' || unknown === undefined) return undefined;
  const lower = unknown.trim().toLowerCase();
  const meant = workloadStorages.includes(lower) ? lower : nearest(lower, workloadStorages);
  return {
    message: `SPAN_STORAGE_TYPE must be ${listed(workloadStorages.slice(0, 6))} or grpc, got '${unknown}'`,
    fix: meant,
  };
}

/**
 * What is wrong with a storage type for a release of Jaeger; undefined when it can be read from and written to.
 *
 * Source: jaeger v1.51.0 plugin/storage/kafka/factory.go and CHANGELOG of v1.58.0.
 */
export function storageReleaseProblem(
  storage: JaegerStorageType,
  version: string | undefined,
): string | undefined {
  if (storage === 'kafka') {
    return 'query fails to start with storage type kafka, which can only be written to: use strategy streaming, with the storage behind Kafka';
  }
  if (storage === 'grpc-plugin' && version && isAtLeast(version, grpcPluginGoneSince)) {
    return `storage type grpc-plugin was removed in Jaeger ${grpcPluginGoneSince}, the release is ${version}`;
  }
  return undefined;
}

/** Name of the Elasticsearch that the operator asks OpenShift for unless told otherwise (jaeger-operator v1.65.0 apis/v1/jaeger_types.go). */
export const provisionedElasticsearchName = 'elasticsearch';

/** Flags for the directories of Badger, which are the program's own unless told otherwise (jaeger v1.51.0 plugin/storage/badger/options.go). */
export const badgerDirectoryFlags: readonly string[] = [
  'badger.directory-key',
  'badger.directory-value',
];

// prefix of the environment variables that give user and password, by storage
const credentialPrefixes: Readonly<Partial<Record<JaegerStorageType, string>>> = {
  elasticsearch: 'ES',
  cassandra: 'CASSANDRA',
};

/**
 * What is wrong with the keys of the Secret that `storage.secretName` names, as the end of a sentence about it; undefined when
 * Jaeger finds user and password under them. All keys become environment variables.
 *
 * Source: jaeger-operator v1.65.0 pkg/util/util.go; jaeger v1.51.0 reads a flag from the variable of its upper-case name.
 *
 * @param options - flags that the options of the storage give
 */
export function storageSecretProblem(
  storage: JaegerStorageType,
  keys: readonly string[],
  options: readonly string[],
): string | undefined {
  const prefix = credentialPrefixes[storage];
  if (prefix === undefined) return undefined;
  const wanted = ['USERNAME', 'PASSWORD'].map((name) => `${prefix}_${name}`);
  const missing = wanted.filter(
    (name) =>
      !keys.includes(name) &&
      !options.includes(name.toLowerCase().replace('_', '.')) &&
      !keys.includes(`${name}_FILE`),
  );
  const [first] = missing;
  if (first === undefined) return undefined;
  const others = keys.filter((key) => !wanted.includes(key));
  const meant = others.find((key) => sameCredential(first, key)) ?? nearest(first, others);
  // tokens and certificates need neither user nor password
  const none = missing.length === wanted.length;
  if (meant === undefined && (!none || others.some((key) => key.startsWith(`${prefix}_`)))) {
    return undefined;
  }
  return `must have the keys ${listed(wanted, ' and ')}, got ${listed(keys)}`;
}

/** Whether a Secret has both user and password of a storage under the names that Jaeger knows. */
export function hasCredentials(storage: JaegerStorageType, keys: readonly string[]): boolean {
  const prefix = credentialPrefixes[storage];
  return (
    prefix !== undefined &&
    ['USERNAME', 'PASSWORD'].every((name) => keys.includes(`${prefix}_${name}`))
  );
}

/** Whether a key stands for the same thing by another name, such as `password` for `ES_PASSWORD`. */
function sameCredential(wanted: string, key: string): boolean {
  const name = key.toUpperCase().replace(/[^A-Z]/g, '_');
  return wanted.endsWith('USERNAME')
    ? /(?:^|_)USER(?:_?NAME)?$/.test(name)
    : /PASS(?:WORD|WD)?$/.test(name);
}

/** What is wrong with `esRollover.conditions`; undefined when Elasticsearch can read them. */
export function rolloverConditionsProblem(conditions: string): string | undefined {
  const problem = `conditions must be a JSON object such as {"max_age": "1d"}, got '${conditions}'`;
  try {
    return isRecord(JSON.parse(conditions)) ? undefined : problem;
  } catch (error) {
    if (error instanceof SyntaxError) return problem;
    throw error;
  }
}

type PartPath = readonly string[];

/** A part of the spec that has no effect. */
interface UnusedPart {
  readonly path: PartPath;
  /** Strategy or storage that makes it so, as the end of a sentence. */
  readonly why: string;
}

const scaling: readonly PartPath[] = ['collector', 'query'].flatMap((role) =>
  ['replicas', 'autoscale', 'minReplicas', 'maxReplicas'].map((field) => [role, field]),
);

const roleOptions: readonly PartPath[] = ['collector', 'query'].map((role) => [role, 'options']);

const elasticsearchParts: readonly PartPath[] = [
  ['storage', 'esIndexCleaner', 'numberOfDays'],
  ['storage', 'esIndexCleaner', 'enabled'],
  ['storage', 'esRollover'],
  ['storage', 'elasticsearch'],
];

/**
 * Parts of the spec that the operator does not look at with a strategy and a storage.
 *
 * Source: jaeger-operator v1.65.0 pkg/strategy, pkg/deployment; pkg/ingress/query.go, which reads the base path of the strategy's own
 * part since v1.20.0.
 */
export function unusedParts({ strategy, storage }: EffectiveStrategy): UnusedPart[] {
  const parts: readonly (readonly [boolean, readonly PartPath[], string])[] = [
    [strategy === 'allInOne', scaling, `strategy ${strategy}, which is one pod`],
    [
      strategy === 'allInOne',
      roleOptions,
      `strategy ${strategy}, whose options stand under allInOne`,
    ],
    [
      strategy !== 'streaming',
      [['ingester']],
      `strategy ${strategy}, only streaming has an ingester`,
    ],
    [strategy !== 'allInOne', [['allInOne']], `strategy ${strategy}`],
    [storage !== 'elasticsearch', elasticsearchParts, `storage ${storage}`],
    [storage !== 'cassandra', [['storage', 'cassandraCreateSchema']], `storage ${storage}`],
    [storage !== 'grpc-plugin', [['storage', 'grpcPlugin']], `storage ${storage}`],
    [
      storage !== 'elasticsearch' && storage !== 'cassandra',
      [['storage', 'dependencies', 'enabled']],
      `storage ${storage}`,
    ],
  ];
  return parts.flatMap(([applies, paths, why]) =>
    applies ? paths.map((path) => ({ path, why })) : [],
  );
}
