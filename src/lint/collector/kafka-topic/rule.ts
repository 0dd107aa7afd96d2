import {
  meetAtBroker,
  shareTopic,
  type TopicUser,
  topicUsers,
} from '../../../model/kafka/topics.ts';
import { mayBeRead } from '../../../upstream/collector/kafka-topics.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { listed } from '../../../upstream/values/shown.ts';
import type { Rule } from '../../rule.ts';

/** A receiver that reads another topic of Kafka than exporters write, or reads it in another form. */
export const kafkaTopic: Rule = {
  id: 'collector/kafka-topic',
  severity: 'error',
  rationale:
    'two ends meet at the broker only when they name one topic and one form of its messages',
  source:
    'opentelemetry-collector-contrib v0.158.0 exporter/kafkaexporter and receiver/kafkareceiver config.go, README',
  ignoreWhen: 'others than these collectors write the topic, or read what these write',
  visit({ collectors }) {
    const all = collectors.flatMap(topicUsers);
    const writers = all.filter(({ component }) => component.kind === 'exporters');
    const readers = all.filter(({ component }) => component.kind === 'receivers');
    return {
      *component(component) {
        for (const reader of readers.filter((one) => one.component === component)) {
          const meeting = writers.filter((one) => meetAtBroker(one, reader));
          const rivals = readers.filter((one) => meetAtBroker(one, reader));
          const problem = problemOf(reader, meeting, rivals);
          if (problem) yield problem;
        }
      },
    };
  },
};

function problemOf(
  reader: TopicUser,
  writers: readonly TopicUser[],
  readers: readonly TopicUser[],
): Problem | undefined {
  const { component, topics, encoding, signal } = reader;
  const same = writers.filter((one) => shareTopic(one, reader));
  if (same.length > 0) {
    const others = same.filter((one) => !mayBeRead(one.encoding, encoding));
    const [first] = others;
    if (!first || others.length < same.length) return undefined;
    return {
      message: `${component.id} reads ${signal} of topic ${listed(topics)} as ${encoding}, ${first.component.id} of ${first.collector.name} writes them as ${first.encoding}`,
    };
  }
  // who writes what somebody else reads has found its other end
  const lonely = writers.filter(
    (one) =>
      // what one collector reads and what it writes are two ways, not the ends of one
      one.collector !== reader.collector && !readers.some((other) => shareTopic(one, other)),
  );
  const [first] = lonely;
  if (!first) return undefined;
  return {
    severity: 'warning',
    message: `${component.id} reads ${signal} of topic ${listed(topics)}, which nobody here writes; ${first.component.id} of ${first.collector.name} writes ${listed(first.topics)}, which nobody reads`,
  };
}
