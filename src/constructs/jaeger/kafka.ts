import {
  connectionProblems,
  connectionShapes,
  type KafkaConnection,
  topicProblem,
} from '../kafka/connection.ts';
import { wholeNumberProblem } from '../props/refuse.ts';
import { count, props, type Shape, text } from '../props/shape.ts';

/**
 * An existing Kafka between Jaeger's collectors and the ingesters that store spans. An ingester counts messages as
 * consumed as soon as it has them in memory: what a killed pod held is not read again.
 */
export interface KafkaProps extends KafkaConnection {
  /**
   * Topic; the default is that of Jaeger v1, too.
   *
   * @default 'jaeger-spans'
   */
  readonly topic?: string;
  /**
   * Consumer group of the ingesters; with that of a Jaeger v1, they go on where its ingesters stopped.
   *
   * @default 'jaeger-ingester'
   */
  readonly groupId?: string;
  /**
   * Ingester pods, at least 1; those beyond the number of partitions of the topic stay idle.
   *
   * @default - the operator's own, 1
   */
  readonly ingesterReplicas?: number;
  /**
   * Name of a Secret in Jaeger's namespace with user and password, for SASL. For Jaeger v2, its keys are
   * `KAFKA_USERNAME` and `KAFKA_PASSWORD`. For Jaeger v1, all keys become environment variables:
   * `KAFKA_PRODUCER_PLAINTEXT_USERNAME` and `KAFKA_PRODUCER_PLAINTEXT_PASSWORD`, and the same two with `CONSUMER` for
   * `PRODUCER`.
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
