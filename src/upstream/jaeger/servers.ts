import { isAtLeast } from '../values/version.ts';
import { jaegerPortFlags } from './ports.ts';

/**
 * What is wrong with the address that a server of Jaeger listens on; undefined when the Service leads to it, and for any other
 * flag. The Services keep the usual ports, only that of the admin server follows its flag.
 *
 * Source: jaeger-operator v1.51.0 pkg/service/collector.go and pkg/service/query.go.
 */
export function servicePortProblem(key: string, value: string): string | undefined {
  const port = Object.hasOwn(jaegerPortFlags, key) ? jaegerPortFlags[key] : undefined;
  if (port === undefined) return undefined;
  const [, host = '', written] = /^(.*?):?(?<!\d)(\d*)$/.exec(value) ?? [];
  if (/^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(host)) {
    return `${key} must not be a loopback address, which its Service cannot reach, got '${value}'`;
  }
  if (written === undefined || written === '' || Number(written) === port) return undefined;
  return `${key} must keep port ${port}, which the Service leads to, got '${value}'`;
}

/** First Jaeger that listens for OTLP on localhost unless told otherwise (jaeger CHANGELOG of v1.59.0). */
export const otlpLocalhostSince = '1.59.0';

/** First Jaeger after that which listens for OTLP on all addresses again (jaeger CHANGELOG of v1.60.0). */
export const otlpLocalhostUntil = '1.60.0';

/** First operator that tells Jaeger to listen for OTLP on all addresses (jaeger-operator v1.59.0 pkg/deployment/otlp.go). */
const otlpAddressToldSince = '1.59.0';

/**
 * Whether the collector listens for OTLP on localhost only: Jaeger 1.59 does unless told otherwise, and the operator of that
 * release tells it, but not when `collector.otlp.enabled` is set.
 *
 * Source: jaeger CHANGELOG of v1.59.0 and v1.60.0; jaeger-operator v1.59.0 pkg/deployment/otlp.go.
 */
export function otlpListensLocally(input: {
  readonly version: string;
  /** Operator that runs it, of a release that is unset when it is not known; unset for a workload of one's own. */
  readonly operator?: { readonly version?: string };
  readonly options: ReadonlyMap<string, string>;
}): boolean {
  const { version, operator, options } = input;
  if (!isAtLeast(version, otlpLocalhostSince) || isAtLeast(version, otlpLocalhostUntil))
    return false;
  const enabled = options.get('collector.otlp.enabled');
  const told = ['grpc', 'http'].every((protocol) =>
    options.has(`collector.otlp.${protocol}.host-port`),
  );
  if (told || enabled === 'false') return false;
  if (enabled !== undefined) return true;
  if (!operator) return true;
  return operator.version !== undefined && !isAtLeast(operator.version, otlpAddressToldSince);
}

/** First release that takes a base path with a slash at its end (jaeger v2.18.0 cmd/jaeger/internal/extension/jaegerquery/config.go). */
const trailingSlashSince = '2.18.0';

/**
 * What is wrong with a base path; undefined when the UI can be served under it.
 *
 * Source: jaeger v1.35.0 to v2.17.0 static_handler.go, which refuses a slash at the end; v2.18.0 jaegerquery/config.go.
 *
 * @param release - of Jaeger v1 or v2, when it is known
 */
export function basePathProblem(base: string, release: string | undefined): string | undefined {
  if (base === '' || base === '/' || base.includes('$')) return undefined;
  const got = `got '${base}'`;
  if (!base.startsWith('/')) return `base path must begin with '/', ${got}`;
  const lenient = release === undefined || isAtLeast(release, trailingSlashSince);
  if (base.endsWith('/') && !lenient) {
    return `base path must not end with '/' before Jaeger ${trailingSlashSince}, ${got}`;
  }
  const segments = base.replace(/\/$/, '').split('/').slice(1);
  return lenient && release !== undefined && segments.some((one) => ['', '.', '..'].includes(one))
    ? `base path must have no '.', '..' or empty parts, ${got}`
    : undefined;
}

/** How a component of Jaeger v1 is told where a storage is. */
export interface ServerFlag {
  /** What the server is, in a word. */
  readonly what: string;
  readonly flag: string;
  /** The environment variable that gives the flag. */
  readonly variable: string;
  /** Where it looks when nothing tells it. */
  readonly usual: string;
}

const serverFlags: Readonly<Record<string, ServerFlag>> = {
  elasticsearch: {
    what: 'Elasticsearch',
    flag: 'es.server-urls',
    variable: 'ES_SERVER_URLS',
    usual: 'http://127.0.0.1:9200',
  },
  cassandra: {
    what: 'Cassandra',
    flag: 'cassandra.servers',
    variable: 'CASSANDRA_SERVERS',
    usual: '127.0.0.1',
  },
  kafka: {
    what: 'Kafka',
    flag: 'kafka.producer.brokers',
    variable: 'KAFKA_PRODUCER_BROKERS',
    usual: '127.0.0.1:9092',
  },
  'kafka-consumer': {
    what: 'Kafka',
    flag: 'kafka.consumer.brokers',
    variable: 'KAFKA_CONSUMER_BROKERS',
    usual: '127.0.0.1:9092',
  },
};

/**
 * The flag that tells a component of Jaeger v1 where its storage is; undefined for a storage of the pod, and for one that tells by itself
 * that it has no address.
 *
 * Source: jaeger v1.51.0 plugin/storage/{es,cassandra,kafka}/options.go, cmd/ingester/app/flags.go.
 *
 * @param storage - as `span-storage.type` has it, or `kafka-consumer` for what an ingester reads
 */
export function serverFlagOf(storage: string): ServerFlag | undefined {
  return Object.hasOwn(serverFlags, storage) ? serverFlags[storage] : undefined;
}

/**
 * Port for health and metrics of a component of Jaeger v1, unless a flag moves it.
 *
 * Source: jaeger v1.51.0 ports/ports.go.
 */
export const adminPorts = {
  allInOne: 14269,
  collector: 14269,
  query: 16687,
  ingester: 14270,
} as const;
