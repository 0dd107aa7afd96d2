import { isAtLeast } from '../values/version.ts';

/** Default topic of producer and consumer (jaeger v1.51.0 plugin/storage/kafka/options.go). */
const defaultKafkaTopic = 'jaeger-spans';

/** Default encoding of producer and consumer (jaeger v1.51.0 plugin/storage/kafka/options.go). */
const defaultKafkaEncoding = 'protobuf';

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
    ? `Jaeger ${release} speaks no TLS to Kafka with ${side}.authentication ${authentication}, although ${side}.tls.enabled is true: take ${until}, or a release before ${since}`
    : undefined;
}
