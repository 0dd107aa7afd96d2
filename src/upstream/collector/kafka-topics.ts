import { list, own, text, type UnknownRecord } from '../values/unknown.ts';

/** What is written to a topic of Kafka, or read from one. */
export interface TopicUse {
  /** Those that are certain; none when something else chooses. */
  readonly topics: readonly string[];
  /** Whether an attribute, a header, an expression or a variable chooses the topic, so that it may be any. */
  readonly open: boolean;
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

/** Topics that a component of Kafka uses for a signal; undefined for a signal that it does not carry. */
export function topicUse(settings: UnknownRecord, signal: string): TopicUse | undefined {
  const ofSignal = own(settings, signal);
  const usual = usualTopics[signal];
  if (usual === undefined) return undefined;
  const named = list(own(ofSignal, 'topics')).flatMap((one) => text(one) ?? []);
  const topic = text(own(ofSignal, 'topic')) ?? text(own(settings, 'topic')) ?? usual;
  const topics = named.length > 0 ? named : [topic];
  const encoding =
    text(own(ofSignal, 'encoding')) ?? text(own(settings, 'encoding')) ?? usualEncoding;
  const open =
    chosen.some((key) => own(settings, key) ?? own(ofSignal, key)) ||
    // an expression, or what is filled in later
    topics.some((one) => /[$^]/.test(one));
  return { topics: open ? [] : topics, open, encoding };
}

const otlpForms: readonly string[] = ['otlp_proto', 'otlp_json'];
const zipkinForms: readonly string[] = ['zipkin_proto', 'zipkin_json', 'zipkin_thrift'];

/**
 * Forms of messages that only their own reader reads. Of an encoding extension it is not known what it reads, and a text or raw bytes
 * may be anything.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 exporter/kafkaexporter/marshaler.go, receiver/kafkareceiver/encoding.go.
 */
const fixedForms: readonly string[] = [...otlpForms, 'jaeger_proto', 'jaeger_json', ...zipkinForms];

/** Whether what is written in one form may be read in another. */
export function mayBeRead(written: string, read: string): boolean {
  return written === read || !fixedForms.includes(written) || !fixedForms.includes(read);
}

/**
 * Whether an exporter may write all spans of a trace to one partition, so that one reader gets them; false when that is certain not to
 * be. Messages of Jaeger's forms have the id of their trace for a key.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 exporter/kafkaexporter/README.md (`partition_traces_by_id`), jaeger_marshaler.go.
 */
export function mayKeepTraces(settings: UnknownRecord, encoding: string): boolean {
  const asked = own(settings, 'partition_traces_by_id') ?? false;
  if (asked !== false && asked !== 'false') return true;
  // no reader of another form knows what its marshaler takes for a key
  return !otlpForms.includes(encoding) && !zipkinForms.includes(encoding);
}

/**
 * Brokers of a component of Kafka, by the names that two may share.
 *
 * @param namespace - of its pods, which a name without one is in
 */
export function brokersOf(settings: UnknownRecord, namespace: string): string[] {
  return list(own(settings, 'brokers')).flatMap((broker) => {
    const name = text(broker)?.replace(/\.svc(?:\.cluster\.local)?\.?(?=:|$)/, '');
    // each pod has a localhost of its own
    if (name === undefined || /\$|^(?:localhost|127\.|\[)/.test(name)) return [];
    return [name.replace(/^[^.:]+(?=:|$)/, `$&.${namespace}`)];
  });
}
