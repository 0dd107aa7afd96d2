import { versions } from '../../operator/versions.ts';

/** Images of a release of Jaeger v2. */
export interface JaegerV2Images {
  /** Jaeger itself, which is collector, query and ingester. */
  readonly jaeger: string;
  /** The program that deletes old indices (jaeger v2.20.0 cmd/es-index-cleaner). */
  readonly indexCleaner: string;
  /** The program that begins new indices behind aliases (jaeger v2.20.0 cmd/es-rollover). */
  readonly rollover: string;
}

/** Images of a release of Jaeger v2, as upstream publishes them. */
export function jaegerV2Images(release: string = versions.jaegerV2): JaegerV2Images {
  return {
    jaeger: `docker.io/jaegertracing/jaeger:${release}`,
    indexCleaner: `docker.io/jaegertracing/jaeger-es-index-cleaner:${release}`,
    rollover: `docker.io/jaegertracing/jaeger-es-rollover:${release}`,
  };
}

/** User that the images run as, and that a volume must be writable for (jaeger v2.20.0 cmd/jaeger/Dockerfile). */
export const jaegerV2User = 10001;

/**
 * Ports of what is no receiver.
 *
 * Source: jaeger v2.20.0 ports/ports.go; opentelemetry-collector-contrib extension/healthcheckv2extension.
 */
export const jaegerV2Ports = {
  query: 16686,
  queryGrpc: 16685,
  samplingHttp: 5778,
  samplingGrpc: 5779,
  health: 13133,
  /** Where upstream's own configurations have Prometheus scrape what is counted from spans. */
  spanMetrics: 8889,
} as const;

/**
 * What is wrong with a node of Cassandra, which Jaeger v2 reads as a URL; undefined where nothing is for certain: 2.20 takes
 * `localhost`, 2.13 does not.
 *
 * Source: jaeger v2.13.0 and v2.20.0 internal/storage/cassandra/config, started with such names.
 */
export function cassandraServerProblem(server: string): string | undefined {
  if (/[.:$]/.test(server) || server === 'localhost' || server === '') return undefined;
  return `servers must have a dot in them, or a port behind them, for Jaeger v2, such as ${server}.db.svc, got '${server}'`;
}

/** First release without the HTTP API that Grafana's data source asks (jaeger#9260). */
export const datasourceApiGoneSince = '2.21.0';

/** Path that healthcheckv2 answers under (opentelemetry-collector-contrib extension/healthcheckv2extension). */
export const healthPath = '/status';

/**
 * A text as it stands in a collector's configuration, which takes `$` for a variable: `$$` is the sign itself.
 *
 * Source: opentelemetry-collector v0.155.0 confmap/expand.go.
 */
export function literal(value: string): string {
  return value.replaceAll('$', '$$$$');
}
