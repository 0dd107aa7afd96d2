import { json } from '../values/shown.ts';
import { isAtLeast } from '../values/version.ts';

// 255 bytes for the name of an index, 31 of them for -jaeger-dependencies-2026-11-22
const longestIndexPrefix = 224;

/**
 * What is wrong with an Elasticsearch index prefix; undefined when indices can be named with it.
 *
 * Jaeger adds the `-` between prefix and index name itself; Jaeger v2 adds none to a prefix that ends in one.
 *
 * Source: Elasticsearch index name rules; jaeger v1.51.0 plugin/storage/es; v2.20.0 internal/storage/elasticsearch/config.
 */
export function indexPrefixProblem(
  prefix: string,
  release: 'v1' | 'v2' = 'v1',
): string | undefined {
  const rule = (text: string) => `index prefix must ${text}, got '${prefix}'`;
  if (typeof prefix !== 'string') return rule('be a string');
  const bytes = Buffer.byteLength(prefix);
  if (bytes > longestIndexPrefix) {
    return `index prefix must be at most ${longestIndexPrefix} bytes, got '${prefix}' (${bytes})`;
  }
  if (prefix !== prefix.toLowerCase()) return rule('be lower-case');
  if (/[\\/*?"<>|,#:\s\p{Cc}]/u.test(prefix))
    return rule(String.raw`not contain \ / * ? " < > | , # : or space`);
  if (/^[-_+]/.test(prefix)) return rule("not begin with '-', '_' or '+'");
  if (release === 'v1' && prefix.endsWith('-')) return rule("not end with '-', Jaeger adds it");
  return undefined;
}

/**
 * What is wrong with `es.server-urls`; undefined when it is one text of comma-separated URLs. Given as a list, the operator's
 * CronJobs get an empty host.
 *
 * Source: jaeger-operator v1.51.0 pkg/util/util.go.
 */
export function serverUrlsProblem(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    return `es.server-urls must be one string with commas between URLs, got a list, did you mean '${value.join(',')}'?`;
  }
  if (typeof value !== 'string' || value === '') {
    return 'es.server-urls must name at least one URL such as http://elasticsearch:9200';
  }
  for (const url of value.split(',')) {
    if (/^https?:\/\/[^\s/:]+(:\d+)?(\/\S*)?$/i.test(url.trim())) continue;
    const hint = /^[a-z0-9.-]+(:\d+)?$/i.test(url) ? `, did you mean http://${url}?` : '';
    return `es.server-urls must be URLs with scheme and host, got '${url}'${hint}`;
  }
  return undefined;
}

/** First release that is known to refuse TLS flags where TLS is off (jaeger v1.51.0 pkg/config/tlscfg/flags.go). */
export const unusedTlsRefusedSince = '1.51.0';

/**
 * What is wrong with the TLS flags of one options block; undefined when Jaeger starts with them.
 *
 * The operator's webhook adds a missing `<prefix>.tls.enabled` for one prefix only, and not at all when the block has one
 * for another prefix.
 *
 * Source: jaeger-operator v1.51.0 apis/v1/jaeger_webhook.go; jaeger v1.51.0 pkg/config/tlscfg/flags.go.
 *
 * @param explicit whether the one that the webhook would add must be written
 */
export function tlsOptionsProblem(
  options: ReadonlyMap<string, string>,
  explicit = false,
): string | undefined {
  const prefixes = new Set<string>();
  for (const key of options.keys()) {
    const match = /^(.+)\.tls\.(?!enabled$)/.exec(key);
    if (match?.[1]) prefixes.add(match[1]);
  }
  const someEnabled = [...options.keys()].some((key) => key.endsWith('.tls.enabled'));
  if (!explicit && prefixes.size === 1 && !someEnabled) return undefined;
  for (const prefix of prefixes) {
    const enabled = options.get(`${prefix}.tls.enabled`);
    if (enabled !== 'true') {
      return `${prefix}.tls.enabled must be true beside other ${prefix}.tls options, got ${enabled ?? 'nothing'}`;
    }
  }
  return undefined;
}

/** Default topic of producer and consumer (jaeger v1.51.0 plugin/storage/kafka/options.go). */
export const defaultKafkaTopic = 'jaeger-spans';

/** Default encoding of producer and consumer (jaeger v1.51.0 plugin/storage/kafka/options.go). */
export const defaultKafkaEncoding = 'protobuf';

/**
 * What is wrong with the brokers of strategy streaming; undefined when both sides have some.
 *
 * Without any, the operator asks Strimzi for a Kafka; with one side only, the other stays on 127.0.0.1:9092.
 *
 * Source: jaeger-operator v1.51.0 pkg/strategy/streaming.go.
 */
export function kafkaBrokersProblem(
  producer: string | undefined,
  consumer: string | undefined,
): string | undefined {
  if (producer && consumer) return undefined;
  if (producer) {
    return `ingester option kafka.consumer.brokers must be set when the collector's kafka.producer.brokers is, or the ingester stays on 127.0.0.1:9092, did you mean ${producer}?`;
  }
  if (consumer) {
    return `collector option kafka.producer.brokers must be set when the ingester's kafka.consumer.brokers is, or the collector stays on 127.0.0.1:9092, did you mean ${consumer}?`;
  }
  return 'strategy streaming must have kafka.producer.brokers (collector) and kafka.consumer.brokers (ingester), or Strimzi to provision Kafka';
}

/** What is wrong with topic and encoding of strategy streaming; undefined when both sides agree. */
export function kafkaAgreementProblem(
  setting: 'topic' | 'encoding',
  producer: string | undefined,
  consumer: string | undefined,
): string | undefined {
  const usual = setting === 'topic' ? defaultKafkaTopic : defaultKafkaEncoding;
  const [sent, read] = [producer ?? usual, consumer ?? usual];
  if (sent === read) return undefined;
  return `kafka ${setting} of collector and ingester must be the same, got '${sent}' and '${read}'`;
}

/** Releases that speak TLS to Kafka with authentication tls alone (jaeger#6744, put right by jaeger#7395). */
const tlsIgnored = { since: '1.64.0', until: '1.72.0' };

/**
 * What is wrong with a login to Kafka over TLS; undefined when the release speaks TLS, or none is wanted.
 *
 * Source: jaeger v1.63.0, v1.64.0 and v1.72.0 pkg/kafka/auth/config.go.
 *
 * @param side - prefix of the flags, `kafka.producer`
 */
export function kafkaTlsProblem(
  side: string,
  options: ReadonlyMap<string, string>,
  release: string | undefined,
): string | undefined {
  const { since, until } = tlsIgnored;
  if (release === undefined || !isAtLeast(release, since) || isAtLeast(release, until)) {
    return undefined;
  }
  const authentication = options.get(`${side}.authentication`);
  if (authentication !== 'plaintext' && authentication !== 'kerberos') return undefined;
  return options.get(`${side}.tls.enabled`) === 'true'
    ? `Jaeger ${release} uses no TLS to Kafka with ${side}.authentication ${authentication}, although ${side}.tls.enabled is true: use ${until}, or a release before ${since}`
    : undefined;
}

/**
 * What is wrong with index lifecycle management; undefined when Jaeger starts with it.
 *
 * Source: jaeger v1.51.0 plugin/storage/es/factory.go.
 */
export function ilmProblem(options: ReadonlyMap<string, string>): string | undefined {
  if (options.get('es.use-ilm') !== 'true') return undefined;
  if (options.get('es.use-aliases') !== 'true') {
    return 'es.use-ilm must be used with es.use-aliases true';
  }
  if (options.get('es.create-index-templates') !== 'false') {
    return 'es.use-ilm must be used with es.create-index-templates false';
  }
  return undefined;
}

/** Days that the index cleaner keeps unless told otherwise (jaeger-operator v1.65.0 pkg/strategy/controller.go). */
export const defaultRetentionDays = 7;

/** What is wrong with the number of days that the index cleaner keeps; undefined when it is a whole number of at least 0. */
export function retentionDaysProblem(days: unknown): string | undefined {
  if (typeof days === 'number' && Number.isInteger(days) && days >= 0) return undefined;
  return `numberOfDays must be a whole number of at least 0, got ${json(days)}`;
}

const cronFields = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12 },
  { name: 'day of week', min: 0, max: 7 },
] as const;

const cronNames =
  /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat)$/i;

/** What is wrong with a CronJob schedule; undefined when Kubernetes takes it (robfig/cron v3 standard parser). */
export function scheduleProblem(schedule: string): string | undefined {
  if (/^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly|every \S+)$/.test(schedule)) {
    return undefined;
  }
  const fields = schedule.trim().split(/\s+/);
  if (fields.length !== cronFields.length) {
    return `schedule must have 5 fields such as '55 23 * * *', got '${schedule}'`;
  }
  for (const [index, { name, min, max }] of cronFields.entries()) {
    const field = fields[index] ?? '';
    const legal = field.split(',').every((part) => {
      const [range = '', step, ...more] = part.split('/');
      if (more.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) return false;
      if (range === '*' || range === '?') return true;
      const ends = range.split('-');
      return (
        ends.length <= 2 &&
        ends.every(
          (end) =>
            (/^\d+$/.test(end) && Number(end) >= min && Number(end) <= max) || cronNames.test(end),
        )
      );
    });
    if (!legal)
      return `schedule's ${name} must be from ${min} to ${max}, got '${field}' in '${schedule}'`;
  }
  return undefined;
}
