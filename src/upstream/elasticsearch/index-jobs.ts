import { nearest } from '../values/nearest.ts';

/**
 * Programs that run on Elasticsearch's indices, written by hand or by the operator.
 *
 * - `index-cleaner`: deletes indices that are too old
 * - `rollover`: creates write aliases, moves them to new indices, takes old indices out of read aliases
 * - `spark-dependencies`: computes the service graph
 */
export type IndexJobKind = 'index-cleaner' | 'rollover' | 'spark-dependencies';

/** A program of Jaeger's that runs on Elasticsearch's indices. */
interface IndexJob {
  readonly kind: IndexJobKind;
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
  'ES_TOKEN_FILE',
  'ES_API_KEY_FILE',
  ...tlsVariables,
];

const priorities = ['SPAN', 'SERVICE', 'DEPENDENCIES', 'SAMPLING'].map(
  (index) => `PRIORITY_${index}_TEMPLATE`,
);

// source: jaeger v1.51.0 and v2.20.0 cmd/es-index-cleaner and cmd/es-rollover; spark-dependencies README and jaeger-operator v1.65.0
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
        'ADAPTIVE_SAMPLING',
        ...priorities,
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

/** The environment variable that a job takes its index prefix from; spark is the only one with `ES_` before it. */
export function prefixVariable(kind: IndexJobKind): string {
  return kind === 'spark-dependencies' ? 'ES_INDEX_PREFIX' : 'INDEX_PREFIX';
}

// names that other clients of Elasticsearch read
const otherNames: Readonly<Record<string, readonly string[]>> = {
  ES_USERNAME: ['ES_USER', 'USERNAME', 'ELASTICSEARCH_USERNAME', 'ELASTIC_USERNAME'],
  ES_PASSWORD: ['PASSWORD', 'ELASTICSEARCH_PASSWORD', 'ELASTIC_PASSWORD'],
  ES_NODES: ['ES_SERVER_URLS', 'ES_SERVERS', 'ES_HOSTS', 'ES_URL'],
  STORAGE: ['SPAN_STORAGE_TYPE'],
  ROLLOVER: ['ES_USE_ALIASES', 'USE_ALIASES'],
};

/**
 * The environment variable that was meant by one that a job does not read: the name that another client has for it, the same
 * with or without `ES_`, or nearly the same. Undefined for one that it reads, and for one that is not about the job.
 */
export function meantVariable(kind: IndexJobKind, name: string): string | undefined {
  const variables = jobs.find(([, job]) => job.kind === kind)?.[1].variables ?? [];
  if (variables.includes(name)) return undefined;
  const upper = name.toUpperCase().replace(/[.-]/g, '_');
  const candidates = [upper, `ES_${upper}`, upper.replace(/^ES_/, '')];
  return (
    candidates.find((candidate) => variables.includes(candidate)) ??
    variables.find((variable) => otherNames[variable]?.includes(upper)) ??
    nearest(upper, variables)
  );
}

/**
 * The variable without which spark-dependencies looks for its storage in its own pod; undefined for a storage that it does not know.
 *
 * Source: spark-dependencies README (`ES_NODES`, default http://127.0.0.1:9200; `CASSANDRA_CONTACT_POINTS`, default localhost).
 *
 * @param storage - value of `STORAGE`
 */
export function sparkServerVariable(storage: string): string | undefined {
  return { elasticsearch: 'ES_NODES', cassandra: 'CASSANDRA_CONTACT_POINTS' }[storage];
}

/**
 * What is wrong with the arguments of an index job, without its flags; undefined when it starts with them.
 *
 * Source: jaeger v1.51.0 cmd/es-index-cleaner/main.go and cmd/es-rollover/main.go.
 *
 * @returns the index of the argument at fault, or of the one that is missing
 */
export function indexJobArgumentsProblem(
  kind: IndexJobKind,
  words: readonly string[],
): { readonly index: number; readonly problem: string } | undefined {
  if (kind === 'spark-dependencies') return undefined;
  const cleaner = kind === 'index-cleaner';
  const usage = cleaner
    ? "days and URL, such as '7' 'http://elasticsearch:9200'"
    : "action and URL, such as 'rollover' 'http://elasticsearch:9200'";
  const [first, second] = words;
  if (first === undefined || second === undefined || words.length > 2) {
    return {
      index: Math.min(words.length, 2),
      problem: `arguments must be ${usage}, got ${words.length === 0 ? 'none' : words.map((word) => `'${word}'`).join(' ')}`,
    };
  }
  const legal = cleaner ? /^\d+$/.test(first) : ['init', 'rollover', 'lookback'].includes(first);
  if (!legal) {
    const rule = cleaner ? 'a whole number of days' : 'init, rollover or lookback';
    return { index: 0, problem: `first argument must be ${rule}, got '${first}'` };
  }
  if (!/^https?:\/\//i.test(second)) {
    return {
      index: 1,
      problem: `second argument must be a URL such as http://elasticsearch:9200, got '${second}'`,
    };
  }
  return undefined;
}

/**
 * Whether a word among the arguments of an index job is a flag that is on when it stands alone; others take the next word.
 *
 * Source: jaeger v1.51.0 cmd/es-index-cleaner and cmd/es-rollover, `help`.
 */
export function isIndexJobSwitch(word: string): boolean {
  return /^--?(?:archive|rollover|es\.use-ilm|skip-dependencies|adaptive-sampling|es\.tls\.enabled|es\.tls\.skip-host-verify|help|h)$/.test(
    word,
  );
}

/**
 * What is wrong with the TLS variables of an index job; undefined when it starts with them.
 *
 * Source: jaeger v1.76.0 cmd/es-index-cleaner, run with them.
 *
 * @param value - value of a variable of the job; undefined for one that it does not have
 */
export function indexJobTlsProblem(
  value: (variable: string) => string | undefined,
): { readonly variable: string; readonly problem: string } | undefined {
  const enabled = value('ES_TLS_ENABLED');
  const variable = tlsVariables.find(
    (name) => name !== 'ES_TLS_ENABLED' && value(name) !== undefined && value(name) !== 'false',
  );
  if (variable === undefined || enabled === 'true') return undefined;
  return {
    variable,
    problem: `ES_TLS_ENABLED must be true beside ${variable}, got ${enabled ?? 'nothing'}`,
  };
}
