import type { Component } from '../../../model/collector/config.ts';
import { optionOf, optionValue, type RunningRole } from '../../../model/jaeger/roles.ts';
import { usesOf } from '../../../model/jaeger/v2-storages.ts';
import { envVar } from '../../../model/kubernetes/workloads.ts';
import type { Model } from '../../../model/model.ts';
import { at, own, record } from '../../../upstream/values/unknown.ts';
import type { ConfiguredCollector, Finding, Found, Rule } from '../../rule.ts';

/** A Jaeger that asks Prometheus for other names than the collectors of the manifests give to the metrics of spans. */
export const metricNames: Rule = {
  id: 'jaeger/metric-names',
  severity: 'warning',
  rationale:
    'the page Monitor stays empty, since the metrics have other names than Jaeger asks Prometheus for',
  ignoreWhen: 'Prometheus, or something before it, gives the metrics the names without suffixes',
  source:
    'jaeger#6199, jaeger#4676; jaeger v1.62.0 plugin/metricstore/prometheus/options.go; opentelemetry-collector-contrib v0.158.0 exporter/prometheusexporter',
  visit(model) {
    const writer = suffixingExporter(model);
    if (!writer) return {};
    const message = (setting: string) =>
      `${setting} must be true, since exporter ${writer} writes names with suffixes such as calls_total`;
    return {
      *jaegerRole(role) {
        if (!readsPrometheus(role)) return;
        for (const name of ['normalize-calls', 'normalize-duration']) {
          const flag = `prometheus.query.${name}`;
          if (optionValue(role, flag, 'false') === 'false')
            yield flagFinding(role, flag, message(flag));
        }
      },
      *component(component, collector) {
        yield* storageProblems(component, collector, message);
      },
    };
  },
};

const settings = ['normalize_calls', 'normalize_duration'];

function* storageProblems(
  { kind, type, settings: storages }: Component,
  { config, distribution }: ConfiguredCollector,
  message: (setting: string) => string,
): Iterable<Found> {
  if (kind !== 'extensions' || type !== 'jaeger_storage' || distribution !== 'jaeger') return;
  const section = 'metric_backends';
  for (const [name, backend] of Object.entries(record(own(storages, section)))) {
    const prometheus = own(backend, 'prometheus');
    if (prometheus === undefined || usesOf(config, section, name).size === 0) continue;
    for (const setting of settings) {
      const value = own(prometheus, setting);
      if (value !== undefined && value !== false) continue;
      yield { path: [section, name, 'prometheus', setting], message: message(setting) };
    }
  }
}

const exporters = ['prometheus', 'prometheusremotewrite', 'prometheus_remote_write'];
const connectors = ['spanmetrics', 'span_metrics'];

/** An exporter that gives metrics of spans suffixes; undefined when there is none, or also one that does not. */
function suffixingExporter({ collectors }: Model): string | undefined {
  const found = collectors.flatMap(({ config }) =>
    (config?.components ?? []).filter(
      (component) =>
        component.kind === 'exporters' &&
        exporters.includes(component.type) &&
        config?.pipelinesOf(component).some(({ receivers }) => receivers.some(isSpanMetrics)),
    ),
  );
  const plain = found.some(
    (exporter) => (own(exporter.settings, 'add_metric_suffixes') ?? true) !== true,
  );
  return plain ? undefined : found[0]?.id;
}

function isSpanMetrics({ id }: { readonly id: string }): boolean {
  return connectors.includes(id.replace(/\/.*$/s, ''));
}

function readsPrometheus({ name, jaeger, value, container }: RunningRole): boolean {
  if (name !== 'query' && name !== 'allInOne') return false;
  return jaeger
    ? at(value, 'metricsStorage', 'type') === 'prometheus'
    : envVar(container?.env ?? [], 'METRICS_STORAGE_TYPE')?.value === 'prometheus';
}

function flagFinding(role: RunningRole, flag: string, message: string): Finding {
  const written = optionOf(role, flag);
  const { object, path, container } = role;
  return written
    ? { object: written.object, path: written.path, message }
    : { object, path: [...path, container ? 'env' : 'options'], message };
}
