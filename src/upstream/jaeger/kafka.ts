/** Flag of an ingester of Jaeger v1 for the release of Kafka whose protocol it speaks. */
export const consumerProtocolFlag = 'kafka.consumer.protocol-version';

/** Flag for the brokers that it reads from, with commas between them. */
export const consumerBrokersFlag = 'kafka.consumer.brokers';

/** What it speaks unless it is told (Shopify/sarama v1.37.2 config.go DefaultVersion). */
export const defaultProtocolVersion = '1.0.0';

/** First Kafka whose brokers refuse a part of what was asked before 2.1 (Kafka's KIP-896). */
export const oldProtocolsGoneSince = '4.0.0';

/**
 * The oldest protocol that brokers of Kafka 4 speak (Kafka's KIP-896). Of an older one they refuse requests, and an ingester of Jaeger v1
 * joins its group, logs nothing, reads nothing and is ready: seen with Jaeger 1.65.0 and Kafka 4.1.0.
 */
export const usualProtocolVersion = '2.1.0';

/** What a component of Jaeger is given for a Kafka. */
interface ProvisionedKafka {
  readonly brokers: readonly string[];
  readonly volumes: readonly unknown[];
  readonly volumeMounts: readonly unknown[];
  /** Settings of TLS in the words of a collector. */
  readonly tls: Readonly<Record<string, string>>;
}

/**
 * The Kafka that the operator asks Strimzi for where a Jaeger of strategy streaming names no brokers, as its pods are told of it.
 * The objects Kafka and KafkaUser have the name of the Jaeger, and go with it.
 *
 * Source: jaeger-operator v1.65.0 pkg/strategy/streaming.go and pkg/kafka/streaming.go.
 */
export function provisionedKafka(name: string, namespace: string): ProvisionedKafka {
  const user = `kafkauser-${name}`;
  const ca = `${user}-cluster-ca`;
  const [userFolder, caFolder] = [
    `/var/run/secrets/${name}`,
    `/var/run/secrets/${name}-cluster-ca`,
  ];
  return {
    brokers: [`${name}-kafka-bootstrap.${namespace}.svc.cluster.local:9093`],
    volumes: [
      { name: user, secret: { secretName: name } },
      { name: ca, secret: { secretName: `${name}-cluster-ca-cert` } },
    ],
    volumeMounts: [
      { name: user, mountPath: userFolder },
      { name: ca, mountPath: caFolder },
    ],
    tls: {
      ca_file: `${caFolder}/ca.crt`,
      cert_file: `${userFolder}/user.crt`,
      key_file: `${userFolder}/user.key`,
    },
  };
}
