import type { CollectorConfig, Component, Pipeline } from '../../../model/collector/config.ts';
import { pipelinesBy } from '../../../model/collector/flows.ts';
import type { Collector } from '../../../model/collector/instances.ts';
import { readScalers, type Scaling, scalingOf } from '../../../model/collector/scaling.ts';
import { groupBy } from '../../../model/kubernetes/group.ts';
import type { Edge } from '../../../model/model.ts';
import { loadBalancers, routesByTrace } from '../../../upstream/collector/load-balancing.ts';
import { remoteWriters, seriesOfPods } from '../../../upstream/collector/processors/span-series.ts';
import { at, hasText, own } from '../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../rule.ts';

/** Metrics of spans that several pods write under the same names and labels. */
export const sameSeries: Rule = {
  id: 'collector/same-series',
  severity: 'warning',
  rationale:
    'pods that write the same series overwrite each other: counters jump up and down, or Prometheus rejects the samples',
  source:
    'opentelemetry-collector-contrib#34169 and #39460, v0.158.0 connector/spanmetricsconnector/README.md (single writer) and pkg/translator/prometheusremotewrite/helper.go',
  ignoreWhen:
    'the backend adds a label of the pod to the series, or all spans of a service, and of those that call it, reach one pod',
  visit({ objects, edges }) {
    const scalers = readScalers(objects);
    const incoming = groupBy(edges, ({ target }) =>
      target.kind === 'service' ? target.service.collector : undefined,
    );
    return {
      *collector(collector) {
        const scaling = scalingOf(collector, scalers);
        if (scaling) yield* problems(collector, scaling, incoming.get(collector) ?? []);
      },
    };
  },
};

function* problems(
  collector: Collector,
  scaling: Scaling,
  senders: readonly Edge[],
): Iterable<Finding> {
  const { config, collectorVersion, featureGates } = collector;
  if (!config) return;
  const { pods } = scaling;
  const routed = senders.some(isRouted);
  const [taking, handing] = [pipelinesBy(config, 'receivers'), pipelinesBy(config, 'exporters')];
  const naming = new Set(config.pipelines.filter((one) => namesInstances(config, one)));
  const writers = new Map(config.pipelines.map((one) => [one, writerOf(config, one)]));
  for (const connector of config.components) {
    if (connector.kind !== 'connectors') continue;
    const series = seriesOfPods(connector, collectorVersion, featureGates);
    if (series === undefined || series === 'apart') continue;
    const writer = (taking.get(connector.id) ?? []).flatMap((one) => writers.get(one) ?? [])[0];
    const told = series === 'by-spans';
    const isNamed = handing.get(connector.id)?.some((one) => naming.has(one)) ?? false;
    if (!writer || (told && (routed || isNamed))) continue;
    yield problemOf(collector, { pods, connector, writer, told });
  }
}

interface Same {
  /** How many pods there are, in words. */
  readonly pods: string;
  readonly connector: Component;
  readonly writer: Component;
  /** Whether spans may tell series apart. */
  readonly told: boolean;
}

function problemOf({ name, operated }: Collector, same: Same): Finding {
  const { pods, connector, writer, told } = same;
  const apart = told
    ? 'unless spans carry service.instance.id and all spans of an instance reach the same pod'
    : 'without a label that tells the pods apart';
  return {
    object: writer.object,
    path: writer.path,
    message: `${name} runs ${pods}, and ${connector.id} in each of them writes the same series through exporter ${writer.id}, ${apart}`,
    ...(told && { severity: 'info' as const }),
    // the operator tells each pod its name
    ...(operated && { fix: `external_labels: {collector: \${env:POD_NAME}}` }),
  };
}

/** The exporter of a pipeline that writes its series as they come, without a label of the pod. */
function writerOf(config: CollectorConfig, pipeline: Pipeline): Component | undefined {
  if (pipeline.signal !== 'metrics') return undefined;
  const writers = pipeline.exporters
    .flatMap(({ id }) => config.component('exporters', id) ?? [])
    .filter((one) => remoteWriters.includes(one.type) && !labelsPods(one));
  const isPlain = processorsOf(config, pipeline).every(({ type }) => keepsLabels(type));
  return isPlain ? writers[0] : undefined;
}

function processorsOf(config: CollectorConfig, { processors }: Pipeline): Component[] {
  return processors.flatMap(({ id }) => config.component('processors', id) ?? []);
}

// all others may write a label of the pod, or put series together
function keepsLabels(type: string): boolean {
  return ['batch', 'memory_limiter', 'filter'].includes(type);
}

/** Whether an exporter may write a label of its pod to all series. */
function labelsPods({ settings }: Component): boolean {
  const labels = own(settings, 'external_labels');
  const converted = at(settings, 'resource_to_telemetry_conversion', 'enabled');
  const isConverted = converted !== undefined && converted !== false;
  return isConverted || hasText(labels, /\$/);
}

/** Whether a sender chooses the pod by something that series have, such as the service. */
function isRouted({ sender: { component } }: Edge): boolean {
  return Boolean(
    component && loadBalancers.includes(component.type) && !routesByTrace(component.settings),
  );
}

/** Whether something in a pipeline may name instances, or pods, in the resource of spans. */
function namesInstances(config: CollectorConfig, pipeline: Pipeline): boolean {
  return processorsOf(config, pipeline).some(({ settings }) =>
    hasText(settings, /service\.instance\.id|\$/),
  );
}
