import { kafkaReleaseProblem, receivedTopic } from '../../upstream/kafka/collector.ts';
import {
  connectionProblems,
  connectionSettings,
  connectionShapes,
  type KafkaConnection,
  kafkaAccess,
  topicProblem,
} from '../kafka/connection.ts';
import { ownedProblem, refuse } from '../props/refuse.ts';
import { props, type Shape, text } from '../props/shape.ts';
import type { Components } from './components.ts';
import type { NamedCollectorProps } from './props.ts';

/** A topic between collectors: the same value for those that write to it and those that read. */
export interface KafkaTopic extends KafkaConnection {
  /**
   * Name of the topic.
   *
   * @default 'otlp_spans'
   */
  readonly topic?: string;
  /**
   * Consumer group of those that read.
   *
   * @default 'otel-collector'
   */
  readonly groupId?: string;
}

/** What kinds of values it has. */
export const kafkaTopicShape: Shape<KafkaTopic | undefined> = props<KafkaTopic>({
  ...connectionShapes,
  topic: text,
  groupId: text,
});

type Ends = Pick<NamedCollectorProps, 'exportToKafka' | 'receiveFromKafka'>;

/** The names of both props with what is set. */
function endsOf({ exportToKafka, receiveFromKafka }: Ends) {
  return Object.entries({ exportToKafka, receiveFromKafka }).filter(
    (end): end is [string, KafkaTopic] => end[1] !== undefined,
  );
}

/** Why collectors do not meet at a topic so, undefined entries where they do. */
export function kafkaProblems(props: NamedCollectorProps): (string | undefined)[] {
  const { exportToKafka, receiveFromKafka, mode } = props;
  return [
    ...endsOf(props).flatMap(([what, kafka]) => [
      ...connectionProblems(what, kafka),
      topicProblem(`${what}.topic`, usual(kafka).topic),
      usual(kafka).groupId === '' || usual(kafka).groupId.includes('$')
        ? `${what}.groupId must be a text without '$', got '${kafka.groupId}'`
        : undefined,
      mode === 'sidecar' && (kafka.secretName ?? kafka.caSecretName) !== undefined
        ? `${what} must need no Secret of a sidecar, whose pods are in namespaces of others; send to another collector`
        : undefined,
    ]),
    exportToKafka && receiveFromKafka
      ? 'exportToKafka must not be set with receiveFromKafka: what is read would be written again'
      : undefined,
    exportToKafka && ownedProblem('exporters', props.exporters, { kafka: 'exportToKafka' }),
    receiveFromKafka && ownedProblem('receivers', props.receivers, { kafka: 'receiveFromKafka' }),
  ];
}

function usual({ topic = 'otlp_spans', groupId = 'otel-collector' }: KafkaTopic) {
  return { topic, groupId };
}

/**
 * The exporter that writes spans to a topic; none without one. Each message has spans of one trace, so that it stays below what brokers
 * take, and all of a trace are in one partition.
 *
 * @throws for a release whose settings are others
 */
export function kafkaExporters({ exportToKafka }: Ends, version: string): Components {
  if (exportToKafka === undefined) return {};
  refuse(kafkaReleaseProblem('exportToKafka', version));
  const { topic } = usual(exportToKafka);
  return {
    kafka: {
      ...connectionSettings(exportToKafka),
      traces: { topic, encoding: 'otlp_proto' },
      partition_traces_by_id: true,
      producer: { required_acks: 'all' },
    },
  };
}

/**
 * The receiver that reads spans of a topic, from its beginning and again where they have not been taken; none without one.
 *
 * @throws for a release whose settings are others
 */
export function kafkaReceivers({ receiveFromKafka }: Ends, version: string): Components {
  if (receiveFromKafka === undefined) return {};
  refuse(kafkaReleaseProblem('receiveFromKafka', version));
  const { topic, groupId } = usual(receiveFromKafka);
  return {
    kafka: {
      ...connectionSettings(receiveFromKafka),
      traces: { ...receivedTopic(topic, version), encoding: 'otlp_proto' },
      group_id: groupId,
      initial_offset: 'earliest',
      message_marking: { after: true },
    },
  };
}

/** What the container of a collector is given for a topic. */
export function kafkaPod(props: Ends) {
  const accesses = endsOf(props).map(([, kafka]) => kafkaAccess(kafka));
  const secrets = accesses.flatMap((access) => access.secrets);
  return {
    env: accesses.flatMap(({ variables }) => variables),
    volumes: secrets.map(({ volume }) => volume),
    volumeMounts: secrets.map(({ mount }) => mount),
  };
}
