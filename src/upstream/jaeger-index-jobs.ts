/** A program of Jaeger's that runs on Elasticsearch's indices. */
export interface IndexJob {
  readonly kind: 'index-cleaner' | 'rollover' | 'spark-dependencies';
  /** Environment variables that it reads. */
  readonly variables: readonly string[];
}

const tlsVariables = ['ENABLED', 'CA', 'CERT', 'KEY', 'SERVER_NAME', 'SKIP_HOST_VERIFY'].map(
  (name) => `ES_TLS_${name}`,
);

const common = [
  'INDEX_PREFIX',
  'ARCHIVE',
  'TIMEOUT',
  'ES_USERNAME',
  'ES_PASSWORD',
  ...tlsVariables,
];

// source: jaeger v1.51.0 cmd/es-index-cleaner and cmd/es-rollover; spark-dependencies README and jaeger-operator v1.65.0
// pkg/cronjob/spark_dependencies.go
const jobs: readonly (readonly [RegExp, IndexJob])[] = [
  [
    /(^|\/)jaeger-es-index-cleaner$/,
    { kind: 'index-cleaner', variables: [...common, 'ROLLOVER', 'INDEX_DATE_SEPARATOR'] },
  ],
  [
    /(^|\/)jaeger-es-rollover$/,
    {
      kind: 'rollover',
      variables: [
        ...common,
        'ES_USE_ILM',
        'ES_ILM_POLICY_NAME',
        'SKIP_DEPENDENCIES',
        'SHARDS',
        'REPLICAS',
        'UNIT',
        'UNIT_COUNT',
        'CONDITIONS',
      ],
    },
  ],
  [
    /(^|\/)spark-dependencies$/,
    {
      kind: 'spark-dependencies',
      variables: [
        'STORAGE',
        'SPARK_MASTER',
        'JAVA_OPTS',
        'DATE',
        'ES_NODES',
        'ES_USERNAME',
        'ES_PASSWORD',
        'ES_CLIENT_NODE_ONLY',
        'ES_NODES_WAN_ONLY',
        'ES_INDEX_PREFIX',
        'ES_INDEX_DATE_SEPARATOR',
        'ES_TIME_RANGE',
        'ES_USE_ALIASES',
        'CASSANDRA_KEYSPACE',
        'CASSANDRA_CONTACT_POINTS',
        'CASSANDRA_LOCAL_DC',
        'CASSANDRA_USERNAME',
        'CASSANDRA_PASSWORD',
        'CASSANDRA_USE_SSL',
        'CASSANDRA_CLIENT_AUTH_ENABLED',
      ],
    },
  ],
];

/** The index job that an image of a repository runs; undefined for any other image. */
export function indexJobOf(repository: string): IndexJob | undefined {
  return jobs.find(([name]) => name.test(repository))?.[1];
}
