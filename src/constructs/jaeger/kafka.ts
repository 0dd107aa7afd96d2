import { secretNameProblem } from '../../upstream/kubernetes/names.ts';
import { hostPortProblem } from '../../upstream/values/host-port.ts';
import {
  type ServerTlsProps,
  serverTlsProblems,
  serverTlsShapes,
} from '../kubernetes/server-ca.ts';
import { listProblem, oneOfProblem, wholeNumberProblem } from '../props/refuse.ts';
import { count, list, props, type Shape, text } from '../props/shape.ts';

/** A Kafka that exists already, between what takes spans and what stores them. */
export interface KafkaProps extends ServerTlsProps {
  /** Brokers, each `host:port`. */
  readonly brokers: readonly [string, ...string[]];
  /**
   * Topic, the same as that of Jaeger v1.
   *
   * @default 'jaeger-spans'
   */
  readonly topic?: string;
  /**
   * Consumer group; with that of Jaeger v1, ingesters go on where it stood.
   *
   * @default 'jaeger-ingester'
   */
  readonly groupId?: string;
  /**
   * Ingester pods, at least 1; more than the topic has partitions stay idle.
   *
   * @default - the operator's own, 1
   */
  readonly ingesterReplicas?: number;
  /**
   * Name of a Secret in Jaeger's namespace with user and password, for SASL: for Jaeger v2 under `KAFKA_USERNAME` and
   * `KAFKA_PASSWORD`. For Jaeger v1, whose variables all keys become, under `KAFKA_PRODUCER_PLAINTEXT_USERNAME` and
   * `KAFKA_PRODUCER_PLAINTEXT_PASSWORD`, and once more with `CONSUMER` for `PRODUCER`.
   *
   * @default - no authentication
   */
  readonly secretName?: string;
  /**
   * How SASL proves that password.
   *
   * @default 'SCRAM-SHA-512'
   */
  readonly saslMechanism?: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512';
}

/** What kinds of values it has. */
export const kafkaShape: Shape<KafkaProps | undefined> = props<KafkaProps>({
  brokers: list('brokers', text),
  topic: text,
  groupId: text,
  ingesterReplicas: count,
  secretName: text,
  saslMechanism: text,
  ...serverTlsShapes,
});

const saslMechanisms = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'];

/** Why Jaeger would not start with it, undefined entries where it would. */
export function kafkaProblems(kafka: KafkaProps | undefined): (string | undefined)[] {
  if (kafka === undefined) return [];
  const { brokers, topic = 'jaeger-spans', groupId = 'jaeger-ingester' } = kafka;
  const { secretName, saslMechanism } = kafka;
  const none = listProblem('kafka.brokers', brokers, 'brokers');
  if (none !== undefined) return [none];
  return [
    ...brokers.map((broker) => hostPortProblem('kafka.brokers', broker, 'kafka.kafka.svc:9092')),
    nameProblem('kafka.topic', topic),
    typeof groupId === 'string' && groupId !== ''
      ? undefined
      : `kafka.groupId must be text that is not empty, got '${groupId}'`,
    wholeNumberProblem('kafka.ingesterReplicas', kafka.ingesterReplicas, 1),
    secretName === undefined ? undefined : secretNameProblem(secretName, 'kafka.secretName'),
    oneOfProblem('kafka.saslMechanism', saslMechanism, saslMechanisms),
    secretName === undefined && saslMechanism !== undefined
      ? `kafka.saslMechanism needs kafka.secretName, got '${saslMechanism}' alone`
      : undefined,
    ...serverTlsProblems(kafka).map((problem) => problem && `kafka: ${problem}`),
  ];
}

// source: kafka clients Topic.java
function nameProblem(what: string, name: string): string | undefined {
  return /^[A-Za-z0-9._-]{1,249}$/.test(name) && !/^\.\.?$/.test(name)
    ? undefined
    : `${what} must be letters, digits, '.', '_' and '-', at most 249 of them, got '${name}'`;
}
