import type { CollectorConfig, Component } from '../../../model/collector/config.ts';
import { receiversOf } from '../../../model/collector/flows.ts';
import type { Collector } from '../../../model/collector/instances.ts';
import { readScalers, type Scaling, scalingOf } from '../../../model/collector/scaling.ts';
import { sendsSpans } from '../../../model/edge/senders.ts';
import {
  meetAtBroker,
  shareTopic,
  singlePartitions,
  type TopicUser,
  topicUsers,
} from '../../../model/kafka/topics.ts';
import { groupBy } from '../../../model/kubernetes/group.ts';
import type { Edge } from '../../../model/model.ts';
import { mayKeepTraces } from '../../../upstream/collector/kafka-topics.ts';
import { loadBalancers, routesByTrace } from '../../../upstream/collector/load-balancing.ts';
import { needsWholeTraces } from '../../../upstream/collector/processors/traces.ts';
import type { Finding, Rule } from '../../rule.ts';

/** A component that needs whole traces, in several pods that each get a part of them. */
export const tailSamplingReplicas: Rule = {
  id: 'collector/tail-sampling-replicas',
  severity: 'error',
  rationale:
    'each pod decides only on the spans that it receives, so traces are kept or dropped in parts',
  source:
    'opentelemetry-collector-contrib v0.158.0 processor/tailsamplingprocessor/README.md, exporter/kafkaexporter/README.md',
  ignoreWhen:
    'senders choose the pod by trace id in a way outside the manifests, such as a load_balancing exporter in another cluster; or all spans of a trace come from one pod, or the Kafka topic has one partition',
  visit({ edges, objects, collectors }) {
    const scalers = readScalers(objects);
    const mayRoute = balancersElsewhere(collectors, edges);
    const alone = singlePartitions(objects);
    const topics = collectors
      .flatMap(topicUsers)
      .filter(
        ({ signal, open, topics: named }) =>
          signal === 'traces' && !open && !named.every((one) => alone.has(one)),
      );
    const incoming = groupBy(edges, ({ target }) =>
      target.kind === 'service' ? target.service.collector : undefined,
    );
    return {
      *collector(collector) {
        const component = statefulComponent(collector.config);
        const scaling = component && scalingOf(collector, scalers);
        if (!collector.config || !component || !scaling) return;
        const entries = entriesTo(collector.config, component);
        const senders = (incoming.get(collector) ?? []).filter((edge) => leadsTo(edge, entries));
        const readsKafka = entries.some(({ type }) => type === 'kafka');
        // without a sender among the manifests, spans may come from a broker, which deals messages out by their keys, or from a balancer
        // that leads to what the manifests do not tell
        if (senders.length > 0 || (!readsKafka && !mayRoute)) {
          yield* problems(collector, component, scaling, senders);
        }
        yield* scattered(collector, component, scaling, entries, topics);
      },
    };
  },
};

/** Whether a load_balancing exporter routes by trace to what the manifests do not tell, which may be any collector. */
function balancersElsewhere(collectors: readonly Collector[], edges: readonly Edge[]): boolean {
  const known = new Set(
    edges.flatMap(({ sender, target }) => (target.kind === 'service' ? [sender.component] : [])),
  );
  return collectors.some(({ config }) =>
    config?.components.some(
      (one) =>
        one.kind === 'exporters' &&
        loadBalancers.includes(one.type) &&
        config.isEnabled(one) &&
        routesByTrace(one.settings) &&
        !known.has(one),
    ),
  );
}

function statefulComponent(config: CollectorConfig | undefined): Component | undefined {
  return config?.components.find(
    (component) =>
      needsWholeTraces(`${component.kind}/${component.type}`) && config.isEnabled(component),
  );
}

/** Receivers whose spans reach a component. */
function entriesTo(config: CollectorConfig, component: Component): readonly Component[] {
  const { kind, id } = component;
  const pipelines = config.pipelines.filter(({ processors, exporters }) =>
    (kind === 'connectors' ? exporters : processors).some((reference) => reference.id === id),
  );
  return receiversOf(config, pipelines);
}

function leadsTo({ sender, target }: Edge, entries: readonly Component[]): boolean {
  if (!sender.enabled || !sendsSpans(sender) || target.kind !== 'service') return false;
  const listener = target.port?.listener;
  return listener === undefined || entries.includes(listener.component);
}

function* problems(
  { name }: Collector,
  { id }: Component,
  { object, path, pods }: Scaling,
  senders: readonly Edge[],
): Iterable<Finding> {
  const direct = senders.filter((edge) => !isRouted(edge));
  if (direct.length === senders.length) {
    yield {
      object,
      path,
      message: `${id} needs all spans of a trace in one pod, but ${name} runs ${pods} and no load_balancing exporter routes to them by trace id`,
    };
    return;
  }
  for (const { sender } of direct) {
    yield {
      object: sender.object,
      path: sender.path,
      message: `${sender.label} sends to ${name} directly and bypasses the load_balancing exporter that routes by trace id, so ${id} there gets only parts of traces`,
    };
  }
}

/** Exporters that write to the topics which a collector reads without keeping traces together. */
function* scattered(
  { name }: Collector,
  { id }: Component,
  { pods }: Scaling,
  entries: readonly Component[],
  users: readonly TopicUser[],
): Iterable<Finding> {
  const readers = users.filter(({ component }) => entries.includes(component));
  const writers = users.filter(
    (one) =>
      one.component.kind === 'exporters' &&
      !mayKeepTraces(one.component.settings, one.encoding) &&
      readers.some((reader) => meetAtBroker(one, reader) && shareTopic(one, reader)),
  );
  for (const { component } of writers) {
    yield {
      object: component.object,
      path: component.path,
      severity: 'warning',
      message: `${component.id} spreads the spans of a trace over the partitions of its topic, and ${name}, which reads it, runs ${pods}, so ${id} there gets only parts of traces`,
      fix: 'partition_traces_by_id: true',
    };
  }
}

/** Whether a sender chooses the pod by the trace id; behind a cluster address it cannot. */
function isRouted({ sender, target }: Edge): boolean {
  const { component, grammar } = sender;
  if (!component || !loadBalancers.includes(component.type)) return false;
  if (!routesByTrace(component.settings) || target.kind !== 'service') return false;
  return target.service.headless || grammar === 'service';
}
