import { brokersOf, type TopicUse, topicUse } from '../../upstream/collector/kafka-topics.ts';
import { at, text } from '../../upstream/values/unknown.ts';
import type { Component } from '../collector/config.ts';
import type { Collector } from '../collector/instances.ts';
import type { ObjectIndex } from '../kubernetes/objects.ts';

/** A component of a collector that writes topics of Kafka, or reads them, in use for a signal. */
export interface TopicUser extends TopicUse {
  readonly component: Component;
  readonly collector: Collector;
  readonly signal: string;
  readonly brokers: readonly string[];
}

/** Exporters and receivers of Kafka that pipelines use, once for each signal; without those whose topics something else chooses. */
export function topicUsers(collector: Collector): TopicUser[] {
  const { config, namespace } = collector;
  return (config?.components ?? [])
    .filter(({ type, kind }) => type === 'kafka' && /^(?:exporters|receivers)$/.test(kind))
    .flatMap((component) => {
      const signals = config?.pipelinesOf(component).map(({ signal }) => signal);
      const brokers = brokersOf(component.settings, namespace);
      return [...new Set(signals)].flatMap((signal) => {
        const use = topicUse(component.settings, signal);
        return use ? [{ ...use, component, collector, signal, brokers }] : [];
      });
    });
}

/** Topics of the manifests that have one partition, which one reader of a group gets whole (strimzi-kafka-operator KafkaTopic). */
export function singlePartitions(objects: ObjectIndex): ReadonlySet<string> {
  const topics = objects.ofKind('KafkaTopic', 'kafka.strimzi.io');
  const single = topics.filter(({ value }) => at(value, 'spec', 'partitions') === 1);
  return new Set(single.map(({ name, value }) => text(at(value, 'spec', 'topicName')) ?? name));
}

/** Whether two carry one signal over one broker. */
export function meetAtBroker(one: TopicUser, other: TopicUser): boolean {
  return one.signal === other.signal && one.brokers.some((name) => other.brokers.includes(name));
}

/** Whether two name a topic alike. */
export function shareTopic(one: TopicUser, other: TopicUser): boolean {
  return one.topics.some((topic) => other.topics.includes(topic));
}
