import { formatVersion, isAtLeast, parseVersion } from '../../values/version.ts';

/** Oldest release whose settings are known here. */
const oldestRelease = '2.13.0';

/** First release whose settings are not known here any more. */
const unknownSince = '2.22.0';

/** First release that can be told the names of aliases, which an archive needs (jaeger#7550). */
export const aliasNamesSince = '2.14.0';

/**
 * First release in which Kafka's receiver surely takes a list of topics; the single topic is known up to 2.15
 * (opentelemetry-collector-contrib#44575 of v0.142.0, #46232 of v0.147.0).
 */
export const kafkaTopicsSince = '2.15.0';

/** First release that tells OpenSearch's lifecycle management which alias it moves (jaeger#8830). */
export const lifecycleOnOpenSearchSince = '2.20.0';

/**
 * First release whose index jobs surely take an API key or a token (jaeger v2.20.0 cmd/es-index-cleaner/app/flags.go; that of v2.13.0
 * takes user and password alone).
 */
export const jobTokensSince = '2.20.0';

/** First release whose settings of ClickHouse are known here, behind a feature gate. */
export const clickHouseSince = '2.20.0';

/** That feature gate (jaeger v2.20.0 internal/storage/v2/clickhouse). */
export const clickHouseGate = 'storage.clickhouse';

/** First release with ClickHouse without a feature gate. */
export const clickHouseUngatedSince = '2.21.0';

/** First release that can be told to answer senders only when Elasticsearch has what they sent (jaeger#9093). */
export const synchronousWritesSince = '2.21.0';

/**
 * Why a release of Jaeger v2 cannot be configured; undefined when it can.
 *
 * @param what - the thing named in the text, such as `version`
 */
export function jaegerV2ReleaseProblem(what: string, release: string): string | undefined {
  const version = typeof release === 'string' ? parseVersion(release) : undefined;
  if (version === undefined || version.preRelease !== undefined) {
    return `${what} must be a release of Jaeger v2 such as ${oldestRelease}, got '${release}'`;
  }
  const text = formatVersion(version);
  return isAtLeast(text, oldestRelease) && !isAtLeast(text, unknownSince)
    ? undefined
    : `${what} must be from ${oldestRelease} to before ${unknownSince}, whose settings are known here, got '${release}'`;
}
