import type { CollectorConfig, Component, Pipeline } from '../../../model/collector/config.ts';
import type { Collector } from '../../../model/collector/instances.ts';
import { readScalers, type Scaling, scalingOf } from '../../../model/collector/scaling.ts';
import { groupBy } from '../../../model/kubernetes/group.ts';
import type { Edge } from '../../../model/model.ts';
import { loadBalancers, routesByTrace } from '../../../upstream/collector/load-balancing.ts';
import { remoteWriters, seriesOfPods } from '../../../upstream/collector/processors/span-series.ts';
import { at, own } from '../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../rule.ts';

/** Metrics of spans that several pods write under the same names and labels. */
export const sameSeries: Rule = {
  id: 'collector/same-series',
  severity: 'warning',
  rationale:
    'pods that write the same series overwrite each other: counters jump up and down, or Prometheus refuses the samples',
  source:
    'opentelemetry-collector-contrib#34169 and #39460, v0.158.0 connector/spanmetricsconnector/README.md (single writer) and pkg/translator/prometheusremotewrite/helper.go',
  ignoreWhen:
    'what takes the series writes a label of the pod to them, or all spans of a service, and of those that call it, reach one pod',
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
  for (const connector of config?.components ?? []) {
    if (!config || connector.kind !== 'connectors') continue;
    const series = seriesOfPods(connector, collectorVersion, featureGates);
    const writer = writersOf(config, connector).find((one) => !labelsPods(one));
    if (!writer || series === undefined || series === 'apart') continue;
    const told = series === 'by-spans';
    if (told && (namesInstances(config, connector) || senders.some(isRouted))) continue;
    yield problemOf(collector, { pods: scaling.pods, connector, writer, told });
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
    ? 'unless spans have a service.instance.id, and those of one instance reach a single pod'
    : 'with no label that tells the pods apart';
  return {
    object: writer.object,
    path: writer.path,
    message: `${name} runs ${pods}, and ${connector.id} in each writes the same series by exporter ${writer.id}, ${apart}`,
    ...(told && { severity: 'info' as const }),
    // the operator tells each pod its name
    ...(operated && { fix: `external_labels: {collector: \${env:POD_NAME}}` }),
  };
}

/** Exporters that write the series of a connector as it makes them. */
function writersOf(config: CollectorConfig, connector: Component): Component[] {
  return config.pipelines
    .filter(({ signal, receivers }) => signal === 'metrics' && names(receivers, connector))
    .filter((pipeline) => processorsOf(config, pipeline).every(({ type }) => keepsLabels(type)))
    .flatMap(({ exporters }) =>
      exporters.flatMap(({ id }) => config.component('exporters', id) ?? []),
    )
    .filter(({ type }) => remoteWriters.includes(type));
}

function names(references: Pipeline['receivers'], { id }: Component): boolean {
  return references.some((reference) => reference.id === id);
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
  return isConverted || JSON.stringify(labels ?? '').includes('$');
}

/** Whether a sender chooses the pod by something that series have, such as the service. */
function isRouted({ sender: { component } }: Edge): boolean {
  return Boolean(
    component && loadBalancers.includes(component.type) && !routesByTrace(component.settings),
  );
}

/** Whether something before a connector may name instances, or pods, in the resource of spans. */
function namesInstances(config: CollectorConfig, connector: Component): boolean {
  return config.pipelines
    .filter(({ exporters }) => names(exporters, connector))
    .flatMap((pipeline) => processorsOf(config, pipeline))
    .some(({ settings }) => /service\.instance\.id|\$/.test(JSON.stringify(settings)));
}
