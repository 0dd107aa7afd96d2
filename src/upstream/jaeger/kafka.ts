/** Flag of an ingester of Jaeger v1 for the release of Kafka whose protocol it speaks. */
export const consumerProtocolFlag = 'kafka.consumer.protocol-version';

/** Flag for the brokers that it reads from, with commas between them. */
export const consumerBrokersFlag = 'kafka.consumer.brokers';

/** What it speaks unless it is told (bsm/sarama-cluster v2.1.13 config.go, by which Jaeger v1.65.0 and v1.76.0 read). */
export const defaultProtocolVersion = '0.9.0';

/** First Kafka whose brokers refuse what was asked before 0.11 (Kafka's KIP-896). */
export const oldProtocolsGoneSince = '4.0.0';

/**
 * The oldest protocol in which an ingester asks nothing that brokers of Kafka 4 refuse: of the first versions of ListOffsets and Fetch
 * (Shopify/sarama v1.33.0 client.go, consumer.go). With an older one it joins its group, logs nothing, reads nothing and is ready: seen
 * with Jaeger 1.65.0 and Kafka 4.1.0, which read all from 0.11.0.0 on.
 */
export const oldestProtocolOfToday = '0.11.0';

/** The oldest protocol that Kafka itself calls supported by brokers of Kafka 4 (KIP-896). */
export const usualProtocolVersion = '2.1.0';

/** Release of Kafka as Jaeger takes it, which has four numbers before 1.0, as one of three. */
export function protocolRelease(version: string): string {
  return version.replace(/^(0\.\d+\.\d+)\.\d+$/, '$1');
}

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

/**
 * Forms of messages by the names of Jaeger v1 (`kafka.producer.encoding`), as collectors and Jaeger v2 call them.
 *
 * Source: jaeger v1.51.0 plugin/storage/kafka/options.go.
 */
export const kafkaForms = {
  protobuf: 'jaeger_proto',
  json: 'jaeger_json',
  'zipkin-thrift': 'zipkin_thrift',
};
