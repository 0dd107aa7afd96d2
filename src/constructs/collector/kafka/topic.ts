import { otlpSignals, type Signal } from '../../../upstream/edge/signals.ts';
import type { KafkaEncoding } from '../../../upstream/kafka/collector.ts';
import { connectionShapes, type KafkaConnection } from '../../kafka/connection.ts';
import { flag, props, type Shape, text } from '../../props/shape.ts';
import type { NamedCollectorProps } from '../props.ts';
import { type Backoff, backoffShapes } from '../queue/backoff.ts';

/** The topic of one signal. */
export interface KafkaSignalTopic<S extends Signal> {
  /**
   * Name of the topic, one for each signal.
   *
   * @default - upstream's own, `otlp_spans`, `otlp_metrics` and `otlp_logs`
   */
  readonly topic?: string;
  /**
   * Encoding of the messages.
   *
   * @default 'otlp_proto'
   */
  readonly encoding?: KafkaEncoding<S>;
}

/** When a message counts as consumed although it was not passed on: `message_marking` of the receiver. */
export interface KafkaMessageMarking {
  /**
   * Whether a message counts as consumed once it was tried for `errorBackoff.maxElapsedTime`.
   *
   * @default false
   */
  readonly onError?: boolean;
  /**
   * Whether a message counts as consumed if it cannot be read, or if a backend refuses it for good: with 400, 401,
   * 404 or 500, with `Unauthenticated` or `InvalidArgument`. Otherwise its partition stands still until a pod of the
   * group starts or ends.
   *
   * @default false
   */
  readonly onPermanentError?: boolean;
}

/** How often a message is tried again: `error_backoff` of the receiver. */
export interface KafkaErrorBackoff extends Backoff {
  /**
   * Time before the second try, a Go duration.
   *
   * @default '5s'
   */
  readonly initialInterval?: string;
  /**
   * Longest time between two tries, a Go duration no shorter than `initialInterval`.
   *
   * @default '30s'
   */
  readonly maxInterval?: string;
  /**
   * Time after which a message is given up, a Go duration no shorter than either interval; 0 for never.
   *
   * @default '0s'
   */
  readonly maxElapsedTime?: string;
}

/**
 * Topics between collectors: the same value for those that write to them and those that read. The fields of the value itself are about
 * spans.
 */
export interface KafkaTopic extends KafkaConnection, KafkaSignalTopic<'traces'> {
  /**
   * Has metrics go this way, too; `{}` for the usual topic. Needs `signals.metrics` at both ends.
   *
   * @default - they do not
   */
  readonly metrics?: KafkaSignalTopic<'metrics'>;
  /**
   * Has logs go this way, too; `{}` for the usual topic. Needs `signals.logs` at both ends.
   *
   * @default - they do not
   */
  readonly logs?: KafkaSignalTopic<'logs'>;
  /**
   * Whether each message has spans of one trace, and all of a trace are in one partition, so that readers can judge whole traces. Such
   * messages are small and many.
   *
   * @default false
   */
  readonly partitionTracesById?: boolean;
  /**
   * Consumer group of those that read.
   *
   * @default 'otel-collector'
   */
  readonly groupId?: string;
  /**
   * When those that read count a message as taken.
   *
   * @default - when what comes behind has taken it, and not before
   */
  readonly messageMarking?: KafkaMessageMarking;
  /**
   * How often those that read try a message again, when what comes behind does not take it.
   *
   * @default - after 5 s, then less and less often up to every 30 s, until it is taken
   */
  readonly errorBackoff?: KafkaErrorBackoff;
}

const signalTopic = { topic: text, encoding: text };

/** What kinds of values it has. */
export const kafkaTopicShape: Shape<KafkaTopic | undefined> = props<KafkaTopic>({
  ...connectionShapes,
  ...signalTopic,
  metrics: props<KafkaSignalTopic<'metrics'>>(signalTopic),
  logs: props<KafkaSignalTopic<'logs'>>(signalTopic),
  partitionTracesById: flag,
  groupId: text,
  messageMarking: props<KafkaMessageMarking>({ onError: flag, onPermanentError: flag }),
  errorBackoff: props<KafkaErrorBackoff>(backoffShapes),
});

/** The props of both ends. */
export type KafkaEnds = Pick<NamedCollectorProps, 'exportToKafka' | 'receiveFromKafka'>;

/** The names of both props with what is set. */
export function kafkaEnds({ exportToKafka, receiveFromKafka }: KafkaEnds) {
  return Object.entries({ exportToKafka, receiveFromKafka }).filter(
    (end): end is ['exportToKafka' | 'receiveFromKafka', KafkaTopic] => end[1] !== undefined,
  );
}

const usualTopics = { traces: 'otlp_spans', metrics: 'otlp_metrics', logs: 'otlp_logs' } as const;

/** A signal that goes by Kafka, and how. */
export interface CarriedSignal {
  readonly signal: Signal;
  readonly topic: string;
  readonly encoding: string;
}

/** Signals that go by Kafka, spans first. */
export function carriedByKafka(kafka: KafkaTopic | undefined): CarriedSignal[] {
  if (kafka === undefined) return [];
  return otlpSignals.flatMap((signal) => {
    const given = signal === 'traces' ? kafka : kafka[signal];
    if (given === undefined) return [];
    const { topic = usualTopics[signal], encoding = 'otlp_proto' } = given;
    return { signal, topic, encoding };
  });
}

/** The consumer group of those that read. */
export function groupOf({ groupId = 'otel-collector' }: KafkaTopic): string {
  return groupId;
}
