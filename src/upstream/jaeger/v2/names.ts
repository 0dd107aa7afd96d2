/** Names of what a Jaeger v2 consists of, and of its Services. */
export interface JaegerV2Names {
  /** OpenTelemetryCollector that takes spans. */
  readonly collector: string;
  /** OpenTelemetryCollector that answers queries, where it is one of its own. */
  readonly query: string;
  /** OpenTelemetryCollector that reads spans from Kafka. */
  readonly ingester: string;
  /** Service of UI and query API; Jaeger v1 has the same. */
  readonly queryService: string;
  readonly ui: string;
  readonly sampling: string;
  readonly esIndexCleaner: string;
  readonly esRollover: string;
  readonly dependencies: string;
  readonly esLookback: string;
  /** Job that makes the first indices: another one for each release, since a Job cannot be changed. */
  readonly esRolloverInit: (release: string) => string;
}

/** Names that derive from the name of a Jaeger v2. */
export function jaegerV2Names(name: string): JaegerV2Names {
  return {
    collector: name,
    query: `${name}-query`,
    ingester: `${name}-ingester`,
    queryService: `${name}-query`,
    ui: `${name}-ui`,
    sampling: `${name}-sampling`,
    esIndexCleaner: `${name}-es-index-cleaner`,
    esRollover: `${name}-es-rollover`,
    dependencies: `${name}-spark-dependencies`,
    esLookback: `${name}-es-lookback`,
    esRolloverInit: (release) => `${name}-es-rollover-init-${release.replaceAll('.', '-')}`,
  };
}

/** Longest name with which nothing is cut: `<name>-ingester-collector-networkpolicy` has 63 characters. */
const safeNameLength = 63 - '-ingester-collector-networkpolicy'.length;

/**
 * What is wrong with the name of a Jaeger v2; undefined when all derived names are whole and its own.
 *
 * Source: opentelemetry-operator v0.158.0 internal/naming.
 *
 * @param what - the thing named in the text, such as `name`
 */
export function jaegerV2NameProblem(what: string, name: string): string | undefined {
  if (typeof name !== 'string' || !/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name)) {
    return `${what} must be lower-case letters, digits and '-', beginning with a letter, got '${name}'`;
  }
  return name.length > safeNameLength
    ? `${what} must be at most ${safeNameLength} characters, or names that derive from it are cut, got '${name}' (${name.length})`
    : undefined;
}
