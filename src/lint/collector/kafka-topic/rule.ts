import { optionOf } from '../../../model/jaeger/roles.ts';
import {
  mayShareTopic,
  meetAtBroker,
  type TopicEnd,
  type TopicRole,
  topicRoles,
  topicUsers,
} from '../../../model/kafka/topics.ts';
import type { Model } from '../../../model/model.ts';
import { mayBeRead } from '../../../upstream/collector/kafka-topics.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { listed } from '../../../upstream/values/shown.ts';
import type { Rule } from '../../rule.ts';

/** A receiver, or an ingester of Jaeger, that reads another topic of Kafka than exporters write, or reads it in another form. */
export const kafkaTopic: Rule = {
  id: 'collector/kafka-topic',
  severity: 'error',
  rationale:
    'a Kafka exporter and receiver exchange data only when they agree on the topic and on its encoding',
  source:
    'opentelemetry-collector-contrib v0.158.0 exporter/kafkaexporter and receiver/kafkareceiver config.go, README; jaeger v1.51.0 cmd/ingester/app/flags.go',
  ignoreWhen: 'other programs write to the topic, or read what these collectors write',
  visit(model) {
    const users = model.collectors.flatMap(topicUsers);
    const roles = model.jaegerRoles.flatMap(topicRoles);
    const exporters = users.filter(({ component }) => component.kind === 'exporters');
    const receivers = users.filter(({ component }) => component.kind === 'receivers');
    const ingesters = roles.filter(({ role }) => role.name === 'ingester');
    const readers = [...receivers, ...ingesters];
    const writers = [...exporters, ...feedingRoles(model, roles)];
    const problemAt = (reader: TopicEnd) =>
      problemOf(
        reader,
        writers.filter((one) => meetAtBroker(one, reader)),
        readers.filter((one) => meetAtBroker(one, reader)),
      );
    return {
      *component(component) {
        for (const reader of receivers.filter((one) => one.component === component)) {
          const problem = problemAt(reader);
          if (problem) yield problem;
        }
      },
      *jaegerRole(role) {
        const reader = ingesters.find((one) => one.role === role);
        const problem = reader && problemAt(reader);
        if (!problem) return;
        const written = ['topic', 'encoding', 'brokers'].map((setting) =>
          optionOf(role, `kafka.consumer.${setting}`),
        );
        const { object, path } = written.find((one) => one !== undefined) ?? role;
        yield { ...problem, object, path };
      },
    };
  },
};

/** Collectors of Jaeger v1 that write to Kafka, without those of a Jaeger whose collector nobody here sends to. */
function feedingRoles({ edges }: Model, roles: readonly TopicRole[]): TopicRole[] {
  const fed = new Set(
    edges.flatMap(({ target }) => (target.kind === 'service' ? [target.service.jaeger] : [])),
  );
  return roles.filter(
    ({ role }) => role.name !== 'ingester' && (role.jaeger === undefined || fed.has(role.jaeger)),
  );
}

function problemOf(
  reader: TopicEnd,
  writers: readonly TopicEnd[],
  readers: readonly TopicEnd[],
): Problem | undefined {
  const { topics, encoding, signal, label } = reader;
  const same = writers.filter((one) => mayShareTopic(one, reader));
  if (same.length > 0) {
    const others = same.filter(
      (one) => !one.open && !reader.open && !mayBeRead(one.encoding, encoding),
    );
    const first = others.find((one) => isCollectors(one, reader));
    if (!first || others.length < same.length) return undefined;
    return {
      message: `${label} reads ${signal} of topic ${listed(topics)} as ${encoding}, ${first.called} writes them as ${first.encoding}`,
    };
  }
  // who writes what somebody else reads has found its other end
  const lonely = writers.filter(
    (one) =>
      // what one collector reads and what it writes are two ways, not the ends of one
      one.owner !== reader.owner &&
      isCollectors(one, reader) &&
      !readers.some((other) => mayShareTopic(one, other)),
  );
  const [first] = lonely;
  if (!first) return undefined;
  return {
    severity: 'warning',
    message: `${label} reads ${signal} of topic ${listed(topics)}, which nobody here writes; ${first.called} writes ${listed(first.topics)}, which nobody reads`,
  };
}

/** Whether one of two ends is a collector's; between parts of Jaeger v1 another rule judges. */
function isCollectors(...ends: readonly TopicEnd[]): boolean {
  return ends.some((end) => 'component' in end);
}
