import { usualProtocolVersion } from '../../../upstream/jaeger/kafka.ts';
import { kafkaTlsProblem } from '../../../upstream/jaeger/rules.ts';
import { parseImage } from '../../../upstream/kubernetes/image.ts';
import { versions } from '../../../upstream/operator/versions.ts';
import { serverCa, speaksTls } from '../../kubernetes/server-ca.ts';
import type { KafkaProps } from '../kafka.ts';
import type { JaegerPods } from './pods/settings.ts';

/** What one end of Kafka is told, as the operator takes options. */
type EndOptions = Readonly<Record<string, unknown>>;

/**
 * Options of what writes to Kafka and of what reads from it. Both encode spans as Jaeger does unless told otherwise.
 *
 * Source: jaeger v1.65.0 plugin/storage/kafka/options.go, cmd/ingester/app/flags.go, pkg/kafka/auth.
 */
export function kafkaOptions(kafka: KafkaProps): {
  readonly collector: EndOptions;
  readonly ingester: EndOptions;
} {
  const { topic, groupId, protocolVersion = usualProtocolVersion } = kafka;
  const shared = {
    brokers: kafka.brokers.join(','),
    topic,
    'protocol-version': protocolVersion,
    ...access(kafka),
  };
  return {
    collector: { kafka: { producer: { ...shared, 'required-acks': 'all' } } },
    ingester: { kafka: { consumer: { ...shared, 'group-id': groupId } } },
  };
}

/** The CA of Kafka as fields of what has pods of its own. */
export function kafkaVolumes(kafka: KafkaProps | undefined) {
  const ca = kafka && serverCa(kafka, 'kafka');
  return ca && { volumes: [ca.volume], volumeMounts: [ca.mount] };
}

/** Why the images of a Jaeger v1 do not log in to Kafka as they are told; undefined where they do. */
export function kafkaReleaseProblem(
  kafka: KafkaProps | undefined,
  pods: JaegerPods = {},
): string | undefined {
  if (kafka?.secretName === undefined || !speaksTls(kafka)) return undefined;
  const login = new Map([
    ['kafka.producer.authentication', 'plaintext'],
    ['kafka.producer.tls.enabled', 'true'],
  ]);
  for (const role of ['collector', 'ingester'] as const) {
    const image = pods[role]?.image;
    const release = image === undefined ? versions.jaeger : parseImage(image).version;
    if (kafkaTlsProblem('kafka.producer', login, release) === undefined) continue;
    return `kafka.secretName must not be set with TLS for Jaeger ${release}, which logs in without TLS then; set pods.${role}.image to 1.72.0 or newer, or use jaegerV2`;
  }
  return undefined;
}

function access(kafka: KafkaProps): EndOptions {
  const { secretName, saslMechanism = 'SCRAM-SHA-512' } = kafka;
  // `enabled` is explicit because the webhook adds it for one component only
  const tls = speaksTls(kafka) ? { enabled: true, ca: serverCa(kafka, 'kafka')?.file } : undefined;
  if (secretName !== undefined) {
    return { authentication: 'plaintext', tls, plaintext: { mechanism: saslMechanism } };
  }
  return tls === undefined ? {} : { authentication: 'tls', tls };
}
