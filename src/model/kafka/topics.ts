import { brokersOf, type TopicUse, topicUse } from '../../upstream/collector/kafka-topics.ts';
import { kafkaForms } from '../../upstream/jaeger/kafka.ts';
import { defaultKafkaEncoding, defaultKafkaTopic } from '../../upstream/jaeger/rules.ts';
import { at, own, text } from '../../upstream/values/unknown.ts';
import type { Component } from '../collector/config.ts';
import type { Collector } from '../collector/instances.ts';
import { optionValue, type RunningRole } from '../jaeger/roles.ts';
import type { ObjectIndex } from '../kubernetes/objects.ts';

/** One end of a way through Kafka: what writes topics, or reads them, with a signal. */
export interface TopicEnd extends TopicUse {
  readonly signal: string;
  readonly brokers: readonly string[];
  /** What runs it: a collector, a Jaeger or a workload. */
  readonly owner: object;
  /** What to call it in a message beside its object: `kafka`. */
  readonly label: string;
  /** What to call it elsewhere: `kafka of gateway`. */
  readonly called: string;
}

/** A component of a collector that writes topics of Kafka, or reads them, in use for a signal. */
export interface TopicUser extends TopicEnd {
  readonly component: Component;
  readonly collector: Collector;
}

/** A component of Jaeger v1 that does so with spans. */
export interface TopicRole extends TopicEnd {
  readonly role: RunningRole;
}

/** Exporters and receivers of Kafka that pipelines use, once for each signal. */
export function topicUsers(collector: Collector): TopicUser[] {
  const { config, namespace } = collector;
  return (config?.components ?? [])
    .filter(({ type, kind }) => type === 'kafka' && /^(?:exporters|receivers)$/.test(kind))
    .flatMap((component) => {
      const signals = config?.pipelinesOf(component).map(({ signal }) => signal);
      const brokers = brokersOf(component.settings, namespace);
      return [...new Set(signals)].flatMap((signal) => {
        const use = topicUse(component.settings, signal);
        const { id: label } = component;
        const called = `${label} of ${collector.name}`;
        const end = { component, collector, signal, brokers, owner: collector, label, called };
        return use ? [{ ...use, ...end }] : [];
      });
    });
}

/**
 * Topics that a component of Jaeger v1 writes, or reads if it is an ingester; none where the manifests do not tell them.
 *
 * Source: jaeger v1.51.0 plugin/storage/kafka/options.go and cmd/ingester/app/flags.go.
 */
export function topicRoles(role: RunningRole): TopicRole[] {
  const reads = role.name === 'ingester';
  if (!reads && (role.storage !== 'kafka' || role.name === 'query')) return [];
  const told = (setting: string, usual?: string) =>
    optionValue(role, `kafka.${reads ? 'consumer' : 'producer'}.${setting}`, usual);
  const written = told('brokers')?.split(',') ?? [];
  const brokers = brokersOf({ brokers: written.map((one) => one.trim()) }, role.namespace);
  const topic = told('topic', defaultKafkaTopic);
  const encoding = text(own(kafkaForms, told('encoding', defaultKafkaEncoding) ?? ''));
  if (brokers.length === 0 || !topic || encoding === undefined || topic.includes('$')) return [];
  const { jaeger, workload, object, name: label } = role;
  const owner = jaeger ?? workload ?? object;
  const called = `${label} of ${object.name}`;
  const use = { topics: [topic], open: false, encoding };
  return [{ ...use, role, signal: 'traces', brokers, owner, label, called }];
}

/** Topics of the manifests that have one partition, which one reader of a group gets whole (strimzi-kafka-operator KafkaTopic). */
export function singlePartitions(objects: ObjectIndex): ReadonlySet<string> {
  const topics = objects.ofKind('KafkaTopic', 'kafka.strimzi.io');
  const single = topics.filter(({ value }) => at(value, 'spec', 'partitions') === 1);
  return new Set(single.map(({ name, value }) => text(at(value, 'spec', 'topicName')) ?? name));
}

/** Whether two carry one signal over one broker. */
export function meetAtBroker(one: TopicEnd, other: TopicEnd): boolean {
  return one.signal === other.signal && one.brokers.some((name) => other.brokers.includes(name));
}

/** Whether two name a topic alike. */
export function shareTopic(one: TopicEnd, other: TopicEnd): boolean {
  return one.topics.some((topic) => other.topics.includes(topic));
}

/** Whether two may use one topic: they name it alike, or something else chooses that of one. */
export function mayShareTopic(one: TopicEnd, other: TopicEnd): boolean {
  return one.open || other.open || shareTopic(one, other);
}
