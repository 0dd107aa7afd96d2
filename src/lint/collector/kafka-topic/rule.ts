import type { Component } from '../../../model/collector/config.ts';
import type { Collector } from '../../../model/collector/instances.ts';
import {
  brokersOf,
  mayBeRead,
  type TopicUse,
  topicUse,
} from '../../../upstream/collector/kafka-topics.ts';
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
    const all = collectors.flatMap(usesOf);
    const writers = all.filter(({ component }) => component.kind === 'exporters');
    const readers = all.filter(({ component }) => component.kind === 'receivers');
    return {
      *component(component) {
        for (const reader of readers.filter((one) => one.component === component)) {
          const meeting = writers.filter((one) => meets(one, reader));
          const rivals = readers.filter((one) => meets(one, reader));
          const problem = problemOf(reader, meeting, rivals);
          if (problem) yield problem;
        }
      },
    };
  },
};

/** A component of Kafka in use for a signal. */
interface Use extends TopicUse {
  readonly component: Component;
  readonly collector: string;
  readonly signal: string;
  readonly brokers: readonly string[];
}

function usesOf({ config, name, namespace }: Collector): Use[] {
  return (config?.components ?? [])
    .filter(({ type, kind }) => type === 'kafka' && /^(?:exporters|receivers)$/.test(kind))
    .flatMap((component) => {
      const signals = config?.pipelinesOf(component).map(({ signal }) => signal);
      const brokers = brokersOf(component.settings, namespace);
      return [...new Set(signals)].flatMap((signal) => {
        const use = topicUse(component.settings, signal);
        return use ? [{ ...use, component, collector: name, signal, brokers }] : [];
      });
    });
}

/** Whether two carry one signal over one broker. */
function meets(one: Use, other: Use): boolean {
  return one.signal === other.signal && one.brokers.some((name) => other.brokers.includes(name));
}

function problemOf(
  reader: Use,
  writers: readonly Use[],
  readers: readonly Use[],
): Problem | undefined {
  const { component, topics, encoding, signal } = reader;
  const same = writers.filter((one) => one.topics.some((topic) => topics.includes(topic)));
  if (same.length > 0) {
    const others = same.filter((one) => !mayBeRead(one.encoding, encoding));
    const [first] = others;
    if (!first || others.length < same.length) return undefined;
    return {
      message: `${component.id} reads ${signal} of topic ${listed(topics)} as ${encoding}, ${first.component.id} of ${first.collector} writes them as ${first.encoding}`,
    };
  }
  // who writes what somebody else reads has found its other end
  const lonely = writers.filter(
    (one) => !readers.some((other) => other.topics.some((topic) => one.topics.includes(topic))),
  );
  const [first] = lonely;
  if (!first) return undefined;
  return {
    severity: 'warning',
    message: `${component.id} reads ${signal} of topic ${listed(topics)}, which nobody here writes; ${first.component.id} of ${first.collector} writes ${listed(first.topics)}, which nobody reads`,
  };
}
