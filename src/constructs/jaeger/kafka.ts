import {
  connectionProblems,
  connectionShapes,
  type KafkaConnection,
  topicProblem,
} from '../kafka/connection.ts';
import { wholeNumberProblem } from '../props/refuse.ts';
import { count, props, type Shape, text } from '../props/shape.ts';

/**
 * A Kafka that exists already, between what takes spans and what stores them. An ingester counts messages as taken when it has them in
 * memory, so that what a pod had that is killed is not read again.
 */
export interface KafkaProps extends KafkaConnection {
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
}

/** What kinds of values it has. */
export const kafkaShape: Shape<KafkaProps | undefined> = props<KafkaProps>({
  ...connectionShapes,
  topic: text,
  groupId: text,
  ingesterReplicas: count,
});

/** Why Jaeger would not start with it, undefined entries where it would. */
export function kafkaProblems(kafka: KafkaProps | undefined): (string | undefined)[] {
  if (kafka === undefined) return [];
  const { topic = 'jaeger-spans', groupId = 'jaeger-ingester' } = kafka;
  return [
    ...connectionProblems('kafka', kafka),
    topicProblem('kafka.topic', topic),
    typeof groupId === 'string' && groupId !== ''
      ? undefined
      : `kafka.groupId must be text that is not empty, got '${groupId}'`,
    wholeNumberProblem('kafka.ingesterReplicas', kafka.ingesterReplicas, 1),
  ];
}
