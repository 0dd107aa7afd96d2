import { hasText, own, scalarText, type UnknownRecord } from '../../values/unknown.ts';
import { isAtLeast } from '../../values/version.ts';

/** Connectors that make metrics of spans, by what they count. */
const ofSpans: readonly string[] = ['spanmetrics', 'span_metrics'];
const ofCalls: readonly string[] = ['servicegraph', 'service_graph'];

/** Exporters that write series to Prometheus by themselves, so that it knows nothing of their pods. */
export const remoteWriters: readonly string[] = [
  'prometheusremotewrite',
  'prometheus_remote_write',
];

/** Gate of what keeps series of span_metrics in several pods apart (opentelemetry-collector-contrib v0.136.0 CHANGELOG). */
const instanceGate = 'connector.spanmetrics.includeCollectorInstanceID';
/** First release that does so by itself (opentelemetry-collector-contrib#48146, v0.152.0 CHANGELOG). */
const instanceSince = '0.152.0';
const instanceDimension = 'collector.instance.id';

/**
 * Whether the series that a connector makes in one pod can be told from those of another: `apart`, `alike`, or `by-spans` where
 * only an instance of the application does that, which its spans may name. Undefined when that is not known, or it makes none.
 *
 * Source: opentelemetry-collector-contrib v0.140.1 and v0.158.0 connector/spanmetricsconnector/{connector,config}.go, v0.158.0
 * connector/servicegraphconnector/connector.go.
 *
 * @param release - of the collector; undefined when it is not known
 */
export function seriesOfPods(
  { type, settings }: { readonly type: string; readonly settings: UnknownRecord },
  release: string | undefined,
  gates: readonly string[],
): 'apart' | 'alike' | 'by-spans' | undefined {
  // what a variable says may be the name of the pod
  if (hasText(settings, /\$/)) return undefined;
  if (ofCalls.includes(type)) return 'alike';
  if (
    !ofSpans.includes(type) ||
    /delta/i.test(scalarText(own(settings, 'aggregation_temporality')) ?? '')
  )
    return undefined;
  const excluded = own(settings, 'exclude_dimensions');
  if (Array.isArray(excluded) && excluded.includes(instanceDimension)) return 'by-spans';
  const gate = gates.findLast((one) => one.replace(/^[+-]/, '') === instanceGate);
  if (gate !== undefined) return gate.startsWith('-') ? 'by-spans' : 'apart';
  if (release === undefined) return undefined;
  return isAtLeast(release, instanceSince) ? 'apart' : 'by-spans';
}

/**
 * What the names of the series of spans may begin with in Prometheus, without what a release decides; undefined where something is
 * filled in later.
 *
 * Source: opentelemetry-collector-contrib#34485 (v0.109.0, before which connectors added nothing), v0.158.0
 * exporter/prometheusexporter and pkg/translator/prometheus.
 *
 * @param connector - settings of the span_metrics connector
 * @param exporter - settings of the exporter to Prometheus
 */
export function seriesPrefixes(
  connector: UnknownRecord,
  exporter: UnknownRecord,
): readonly string[] | undefined {
  const told = own(connector, 'namespace') ?? undefined;
  const outer = own(exporter, 'namespace') ?? '';
  const inner = told === undefined ? usualSeriesPrefixes : [told];
  const prefixes = inner.map((one) =>
    [outer, one]
      .filter((part) => part !== '')
      .map(String)
      .join('_')
      .replaceAll('.', '_'),
  );
  return prefixes.some((prefix) => /[^\w:]/.test(prefix)) ? undefined : prefixes;
}

/** What releases put before the names of series of spans that are told nothing: none before 0.109.0, of Jaeger before 1.62.0 (jaeger#6007). */
export const usualSeriesPrefixes: readonly string[] = ['', 'traces_span_metrics'];
