import { list, own, text, type UnknownRecord } from '../values/unknown.ts';

/** What is written to a topic of Kafka, or read from one. */
export interface TopicUse {
  readonly topics: readonly string[];
  /** Form of the messages. */
  readonly encoding: string;
}

/**
 * Topics of signals unless told otherwise.
 *
 * Source: opentelemetry-collector-contrib v0.88.0 and v0.158.0 exporter/kafkaexporter and receiver/kafkareceiver config.go, README.
 */
const usualTopics: Readonly<Record<string, string>> = {
  traces: 'otlp_spans',
  metrics: 'otlp_metrics',
  logs: 'otlp_logs',
};
const usualEncoding = 'otlp_proto';
const chosen = ['topic_from_attribute', 'topic_from_metadata_key', 'exclude_topics'];

/** Topics that a component of Kafka uses for a signal; undefined where something else chooses them. */
export function topicUse(settings: UnknownRecord, signal: string): TopicUse | undefined {
  const ofSignal = own(settings, signal);
  const usual = usualTopics[signal];
  if (usual === undefined) return undefined;
  if (chosen.some((key) => own(settings, key) ?? own(ofSignal, key))) return undefined;
  const named = list(own(ofSignal, 'topics')).flatMap((one) => text(one) ?? []);
  const topic = text(own(ofSignal, 'topic')) ?? text(own(settings, 'topic')) ?? usual;
  const topics = named.length > 0 ? named : [topic];
  const encoding =
    text(own(ofSignal, 'encoding')) ?? text(own(settings, 'encoding')) ?? usualEncoding;
  // an expression, or what is filled in later
  return [...topics, encoding].some((one) => /[$^]/.test(one)) ? undefined : { topics, encoding };
}

/** Brokers of a component of Kafka, by the names that two may share. */
export function brokersOf(settings: UnknownRecord): string[] {
  return list(own(settings, 'brokers')).flatMap((broker) => {
    const name = text(broker)?.replace(/\.svc(?:\.cluster\.local)?\.?(?=:|$)/, '');
    return name === undefined || name.includes('$') ? [] : [name];
  });
}
