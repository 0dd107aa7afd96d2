import type { Component } from '../../../model/collector/config.ts';
import { optionOf, optionValue, type RunningRole } from '../../../model/jaeger/roles.ts';
import { usesOf } from '../../../model/jaeger/v2-storages.ts';
import { envVar } from '../../../model/kubernetes/workloads.ts';
import type { Model } from '../../../model/model.ts';
import {
  seriesPrefixes,
  usualSeriesPrefixes,
} from '../../../upstream/collector/processors/span-series.ts';
import { listed } from '../../../upstream/values/shown.ts';
import { at, own, record, scalarText } from '../../../upstream/values/unknown.ts';
import type { ConfiguredCollector, Finding, Found, Rule } from '../../rule.ts';

/** A Jaeger that asks Prometheus for other names than the collectors of the manifests give to the metrics of spans. */
export const metricNames: Rule = {
  id: 'jaeger/metric-names',
  severity: 'warning',
  rationale:
    'the Monitor page stays empty, because the metrics have other names than Jaeger queries in Prometheus',
  ignoreWhen:
    'Prometheus, or something before it, renames the metrics to the names that Jaeger queries',
  source:
    'jaeger#6199, jaeger#4676; jaeger v1.62.0 plugin/metricstore/prometheus/options.go; opentelemetry-collector-contrib v0.158.0 exporter/prometheusexporter',
  visit(model) {
    const writers = spanMetricsExporters(model);
    const judges = [suffixJudge(writers), namespaceJudge(model, writers)].flatMap(
      (one) => one ?? [],
    );
    return {
      *jaegerRole(role) {
        if (!readsPrometheus(role)) return;
        for (const judge of judges) yield* flagFindings(role, judge);
      },
      *component(component, collector) {
        yield* storageProblems(component, collector, judges);
      },
    };
  },
};

/** What judges settings of Jaeger's reader, by their names in v2. */
interface Judge {
  readonly settings: readonly (keyof typeof flagNames)[];
  /** What is wrong with a value; unset for a setting that is not given. */
  readonly judge: (setting: string, value: unknown) => string | undefined;
}

/** Flags of v1 by the settings of v2. */
const flagNames = {
  normalize_calls: 'normalize-calls',
  normalize_duration: 'normalize-duration',
  metric_namespace: 'namespace',
};
// no value of a flag
const unset = '\0';

function* flagFindings(role: RunningRole, { settings, judge }: Judge): Iterable<Finding> {
  for (const setting of settings) {
    const flag = `prometheus.query.${flagNames[setting]}`;
    const value = optionValue(role, flag, unset);
    // one that comes from elsewhere
    if (value === undefined) continue;
    const message = judge(flag, value === unset ? undefined : value);
    if (message !== undefined) yield flagFinding(role, flag, message);
  }
}

function* storageProblems(
  { kind, type, settings: storages }: Component,
  { config, distribution }: ConfiguredCollector,
  judges: readonly Judge[],
): Iterable<Found> {
  if (kind !== 'extensions' || type !== 'jaeger_storage' || distribution !== 'jaeger') return;
  const section = 'metric_backends';
  for (const [name, backend] of Object.entries(record(own(storages, section)))) {
    const prometheus = own(backend, 'prometheus');
    if (prometheus === undefined || usesOf(config, section, name).size === 0) continue;
    for (const { settings, judge } of judges) {
      for (const setting of settings) {
        const message = judge(setting, own(prometheus, setting));
        if (message === undefined) continue;
        yield { path: [section, name, 'prometheus', setting], message };
      }
    }
  }
}

const exporters = ['prometheus', 'prometheusremotewrite', 'prometheus_remote_write'];
const connectors = ['spanmetrics', 'span_metrics'];

/** An exporter to Prometheus that a connector gives metrics of spans. */
interface SpanMetricsExporter {
  readonly exporter: Component;
  readonly connector: Component;
  /** Whether nothing between them can rename metrics. */
  readonly direct: boolean;
}

function spanMetricsExporters({ collectors }: Model): SpanMetricsExporter[] {
  return collectors.flatMap(({ config }) =>
    (config?.components ?? [])
      .filter(({ kind, type }) => kind === 'exporters' && exporters.includes(type))
      .flatMap((exporter) =>
        (config?.pipelinesOf(exporter) ?? []).flatMap(({ receivers, processors }) =>
          receivers.flatMap(({ id }) => {
            const connector = isSpanMetrics(id) && config?.component('connectors', id);
            const direct = processors.every((one) => !/transform/.test(one.id));
            return connector ? [{ exporter, connector, direct }] : [];
          }),
        ),
      ),
  );
}

function idsOf(writers: readonly SpanMetricsExporter[], part: 'connector' | 'exporter') {
  return new Set(writers.map((writer) => writer[part].id));
}

function exportersOf(writers: readonly SpanMetricsExporter[]): string {
  const ids = idsOf(writers, 'exporter');
  return `${ids.size === 1 ? 'exporter' : 'exporters'} ${listed(ids)}`;
}

function writing(writers: readonly SpanMetricsExporter[]): string {
  const ids = idsOf(writers, 'exporter');
  return `${exportersOf(writers)} ${ids.size === 1 ? 'writes' : 'write'}`;
}

/** Judges by exporters that give metrics of spans suffixes; undefined when there is none, or also one that does not. */
function suffixJudge(writers: readonly SpanMetricsExporter[]): Judge | undefined {
  const plain = writers.some(
    ({ exporter }) => (own(exporter.settings, 'add_metric_suffixes') ?? true) !== true,
  );
  if (writers.length === 0 || plain) return undefined;
  return {
    settings: ['normalize_calls', 'normalize_duration'],
    judge: (setting, value = false) =>
      value === false || value === 'false'
        ? `${setting} must be true, since ${writing(writers)} names with suffixes such as calls_total`
        : undefined,
  };
}

/** Judges by what names of metrics of spans begin with; undefined when that is not known of all. */
function namespaceJudge(
  { collectors }: Model,
  writers: readonly SpanMetricsExporter[],
): Judge | undefined {
  const known = writers.map(({ connector, exporter, direct }) =>
    direct ? seriesPrefixes(connector.settings, exporter.settings) : undefined,
  );
  // other ways to Prometheus may give other names
  const others = collectors.some(({ config }) =>
    config?.components.some(
      (one) =>
        one.kind === 'connectors' &&
        connectors.includes(one.type) &&
        config.isEnabled(one) &&
        !writers.some(({ connector }) => connector === one),
    ),
  );
  if (writers.length === 0 || others || known.includes(undefined)) return undefined;
  const written = known.flatMap((prefixes) => prefixes ?? []);
  return {
    settings: ['metric_namespace'],
    judge: (setting, value) => {
      const told = value === undefined ? undefined : scalarText(value);
      if (told?.includes('$')) return undefined;
      const asked = told === undefined ? usualSeriesPrefixes : [told];
      if (asked.some((one) => written.includes(one))) return undefined;
      const got = told === undefined ? 'nothing' : `'${told}'`;
      const meant = listed(new Set(written.map((one) => one || 'empty')), ' or ');
      return `${setting} must be ${meant}, since the metrics of ${listed(idsOf(writers, 'connector'))} are named so by ${exportersOf(writers)}, got ${got}`;
    },
  };
}

function isSpanMetrics(id: string): boolean {
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
