import {
  kafkaReleaseProblem,
  receivedTopic,
  usualBackoff,
} from '../../../upstream/kafka/collector.ts';
import { connectionSettings, kafkaAccess } from '../../kafka/connection.ts';
import { refuse } from '../../props/refuse.ts';
import type { Components } from '../components.ts';
import { backoffSettings } from '../queue/backoff.ts';
import { carriedByKafka, groupOf, type KafkaEnds, type KafkaTopic, kafkaEnds } from './topic.ts';

/**
 * What a message may have, of the million bytes that the exporter and brokers take: a tenth is left for what is around it. JSON takes
 * up to three times of what is counted.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 exporter/kafkaexporter README, `max_message_bytes`; Apache Kafka 4.1
 * `message.max.bytes`.
 */
const messageBytes = { proto: 900_000, json: 300_000 } as const;

/**
 * The exporter that writes signals to topics; none without them. Points of a resource are in one partition, in the order in which they
 * were taken.
 *
 * @throws for a release whose settings are others
 */
export function kafkaExporters({ exportToKafka }: KafkaEnds, version: string): Components {
  if (exportToKafka === undefined) return {};
  refuse(kafkaReleaseProblem('exportToKafka', version));
  const carried = carriedByKafka(exportToKafka);
  const json = carried.some(({ encoding }) => encoding.endsWith('json'));
  const max_size = json ? messageBytes.json : messageBytes.proto;
  return {
    kafka: {
      ...connectionSettings(exportToKafka),
      ...Object.fromEntries(
        carried.map(({ signal, topic, encoding }) => [signal, { topic, encoding }]),
      ),
      partition_traces_by_id: exportToKafka.partitionTracesById || undefined,
      partition_metrics_by_resource_attributes: exportToKafka.metrics && true,
      producer: { required_acks: 'all' },
      // a batch is counted in spans elsewhere, and one that is larger than a message may be would be lost
      sending_queue: {
        batch: { flush_timeout: '1s', min_size: max_size / 2, max_size, sizer: 'bytes' },
      },
    },
  };
}

/**
 * The receiver that reads topics from their beginning, and again what has not been taken; none without them.
 *
 * @throws for a release whose settings are others
 */
export function kafkaReceivers({ receiveFromKafka }: KafkaEnds, version: string): Components {
  if (receiveFromKafka === undefined) return {};
  refuse(kafkaReleaseProblem('receiveFromKafka', version));
  return {
    kafka: {
      ...connectionSettings(receiveFromKafka),
      ...Object.fromEntries(
        carriedByKafka(receiveFromKafka).map(({ signal, topic, encoding }) => [
          signal,
          { ...receivedTopic(topic, version), encoding },
        ]),
      ),
      group_id: groupOf(receiveFromKafka),
      initial_offset: 'earliest',
      ...marking(receiveFromKafka),
    },
  };
}

/** Without a backoff, a partition stands still after the first message that is not taken, until the group is balanced anew. */
function marking({ messageMarking = {}, errorBackoff = {} }: KafkaTopic) {
  const { onError, onPermanentError } = messageMarking;
  return {
    message_marking: { after: true, on_error: onError, on_permanent_error: onPermanentError },
    error_backoff: {
      enabled: true,
      ...usualBackoff,
      max_elapsed_time: '0s',
      ...backoffSettings(errorBackoff),
    },
  };
}

/** What the container of a collector is given for topics. */
export function kafkaPod(props: KafkaEnds) {
  const accesses = kafkaEnds(props).map(([, kafka]) => kafkaAccess(kafka));
  const secrets = accesses.flatMap((access) => access.secrets);
  return {
    env: accesses.flatMap(({ variables }) => variables),
    volumes: secrets.map(({ volume }) => volume),
    volumeMounts: secrets.map(({ mount }) => mount),
  };
}
