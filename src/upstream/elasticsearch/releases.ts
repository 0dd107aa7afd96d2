import { isAtLeast, parseVersion } from '../values/version.ts';

/** First Jaeger that works with Elasticsearch 8 (jaeger#4829). */
export const elasticsearch8Since = '1.52.0';

/** First Jaeger without Elasticsearch 5 and 6 (jaeger#5448). */
export const elasticsearch6GoneSince = '1.58.0';

/** First Jaeger v1 that can read all spans of Jaeger v2 (jaeger#6998). */
export const readsV2Since = '1.69.0';

/** Documents that a search may ask for, unless an index says otherwise (Elasticsearch 7 to 9, index.max_result_window). */
export const resultWindow = 10_000;

/**
 * Why a release of Jaeger does not work with a release of Elasticsearch; undefined when it does, or nobody knows.
 *
 * Source: jaeger CHANGELOG of v1.52.0 and v1.58.0.
 */
export function elasticsearchReleaseProblem(
  elasticsearch: string,
  jaeger: string,
): string | undefined {
  const major = parseVersion(elasticsearch)?.major;
  if (major === undefined) return undefined;
  const pair = `Elasticsearch ${elasticsearch} and Jaeger ${jaeger}`;
  if (major >= 8 && !isAtLeast(jaeger, elasticsearch8Since)) {
    return `Elasticsearch 8 must be used with Jaeger ${elasticsearch8Since} or newer, got ${pair}`;
  }
  if (major <= 6 && isAtLeast(jaeger, elasticsearch6GoneSince)) {
    return `Jaeger since ${elasticsearch6GoneSince} must be used with Elasticsearch 7 or newer, got ${pair}`;
  }
  return undefined;
}

/** First Jaeger that knows OpenSearch 3 by itself; others must be told to speak as to Elasticsearch 7 (jaeger v1.72.0). */
const openSearch3Since = '1.72.0';

/** What Jaeger calls the servers that it stores spans in. */
export type SearchServer = 'elasticsearch' | 'opensearch';

/**
 * Why a release of Jaeger does not work with a release of a server; undefined when it does, or nobody knows. Jaeger that is
 * told which server it has works with any OpenSearch.
 */
export function serverReleaseProblem(
  server: SearchServer,
  version: string,
  jaeger: string,
): string | undefined {
  return server === 'elasticsearch' ? elasticsearchReleaseProblem(version, jaeger) : undefined;
}

/**
 * Release of Elasticsearch that Jaeger v1 must be told to speak as to, since it does not know the server by itself;
 * undefined where it needs not be told. Nothing is lost by telling it of any OpenSearch, which all speak so.
 *
 * Source: jaeger v1.65.0, run on OpenSearch 2.19 and 3.9 with `es.version` 7.
 */
export function spokenRelease(server: SearchServer, jaeger: string): number | undefined {
  return server === 'opensearch' && !isAtLeast(jaeger, openSearch3Since) ? 7 : undefined;
}

/**
 * Why the program that moves aliases does not work on a server; undefined when it does, or the release is not known.
 *
 * Source: jaeger v1.65.0 cmd/es-rollover, run on OpenSearch 2.19 and 3.9.
 *
 * @param rollover - release of the program
 */
export function rolloverServerProblem(
  server: SearchServer,
  version: string | undefined,
  rollover: string,
): string | undefined {
  const major = version === undefined ? undefined : parseVersion(version)?.major;
  if (server !== 'opensearch' || major === undefined || major < 3) return undefined;
  return isAtLeast(rollover, openSearch3Since)
    ? undefined
    : `jaeger-es-rollover since ${openSearch3Since} must be used with OpenSearch 3, got ${rollover}`;
}
