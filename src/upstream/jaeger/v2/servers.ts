import { versions } from '../../operator/versions.ts';

/** Image of Jaeger v2, which is collector, query and ingester. */
export const jaegerV2Image = `docker.io/jaegertracing/jaeger:${versions.jaegerV2}`;

/** Image of the program that deletes old indices (jaeger v2.20.0 cmd/es-index-cleaner). */
export const indexCleanerImage = `docker.io/jaegertracing/jaeger-es-index-cleaner:${versions.jaegerV2}`;

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
} as const;

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
