import type { Problem } from '../../values/problem.ts';
import { isVariable } from '../../values/settings.ts';
import {
  at,
  hasText,
  isRecord,
  list,
  own,
  record,
  text,
  type UnknownRecord,
} from '../../values/unknown.ts';
import { isFixed, type TypeCheck, told } from './type-check.ts';

const signals = ['traces', 'metrics', 'logs', 'profiles'];

/** Settings that choose the partition, which a key of the message would choose, too. */
const partitions: readonly (readonly [signal: string, key: string])[] = [
  ['traces', 'partition_traces_by_id'],
  ['metrics', 'partition_metrics_by_resource_attributes'],
  ['logs', 'partition_logs_by_resource_attributes'],
  ['logs', 'partition_logs_by_trace_id'],
];

const exporter: TypeCheck = (section, { since }) => {
  const logs = ['partition_logs_by_resource_attributes', 'partition_logs_by_trace_id'];
  return [
    ...(since('0.140.1') && logs.every((key) => own(section, key) === true)
      ? told(logs[1] ?? '', `${logs[1]} must not be set beside ${logs[0]}, got both`)
      : []),
    ...(since('0.158.0') ? [...keyed(section), ...batchKeys(section)] : []),
  ];
};

function keyed(section: UnknownRecord): Problem[] {
  return partitions.flatMap(([signal, key]) =>
    own(section, key) === true &&
    isFixed(record(own(section, signal)), 'message_key_from_metadata_key')
      ? told(
          [signal, 'message_key_from_metadata_key'],
          `message_key_from_metadata_key must not be set with ${key}, got both`,
        )
      : [],
  );
}

/** What messages take from the request, which batches must be parted by. */
function batchKeys(section: UnknownRecord): Problem[] {
  const queue = own(section, 'sending_queue');
  const batch = own(queue, 'batch');
  if (!isRecord(batch) || !isOn(queue) || !isOn(batch)) return [];
  const keys = own(own(batch, 'partition'), 'metadata_keys') ?? [];
  if (!Array.isArray(keys) || hasText(batch, /\$/)) return [];
  return askedKeys(section).flatMap(([path, key]) =>
    keys.includes(key)
      ? []
      : told(path, `sending_queue.batch.partition.metadata_keys must have '${key}', got none`),
  );
}

function isOn(section: unknown): boolean {
  return (own(section, 'enabled') ?? true) === true;
}

function askedKeys(section: UnknownRecord): [path: (string | number)[], key: string][] {
  const included = list(section.include_metadata_keys).map(
    (key, index): [(string | number)[], unknown] => [['include_metadata_keys', index], key],
  );
  const chosen = signals.flatMap((signal) =>
    ['topic_from_metadata_key', 'message_key_from_metadata_key'].map(
      (key): [(string | number)[], unknown] => [[signal, key], at(section, signal, key)],
    ),
  );
  return [...included, ...chosen].filter(
    (entry): entry is [(string | number)[], string] =>
      Boolean(text(entry[1])) && !isVariable(entry[1]),
  );
}

const partitioners = ['sticky_key', 'round_robin', 'least_backup', 'extension'];

const partitioner: TypeCheck = (section, { since }) => {
  const set = partitioners.filter((key) => isRecord(own(section, key)) || isFixed(section, key));
  return set.length > 1 && since('0.158.0')
    ? told('', `one of ${partitioners.join(', ')} must be set, got ${set.join(' and ')}`)
    : [];
};

const signalTopics: TypeCheck = (section, { since }) => {
  const { topics = [], exclude_topics: excluded = [] } = section;
  const known = Array.isArray(topics) && Array.isArray(excluded) && !topics.some(isVariable);
  if (!known || !since('0.158.0') || excluded.length === 0) return [];
  if (!topics.some((topic) => `${topic}`.startsWith('^'))) {
    return told('exclude_topics', 'exclude_topics need a topic that starts with ^, got none');
  }
  return excluded.includes('')
    ? told('exclude_topics', 'exclude_topics must not have an empty one, which is all topics')
    : [];
};

/**
 * What components that talk to Kafka refuse.
 *
 * Source: opentelemetry-collector-contrib v0.140.1 and v0.158.0 exporter/kafkaexporter/config.go, v0.158.0
 * receiver/kafkareceiver/config.go.
 */
export const kafkaChecks: Readonly<Record<string, TypeCheck>> = {
  'contrib:exporter/kafkaexporter.Config': exporter,
  'contrib:exporter/kafkaexporter.RecordPartitionerConfig': partitioner,
  'contrib:receiver/kafkareceiver.TopicEncodingConfig': signalTopics,
};
