import { isAtLeast, parseVersion } from '../values/version.ts';

/** First Jaeger that works with Elasticsearch 8 (jaeger#4829). */
export const elasticsearch8Since = '1.52.0';

/** First Jaeger without Elasticsearch 5 and 6 (jaeger#5448). */
export const elasticsearch6GoneSince = '1.58.0';

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
