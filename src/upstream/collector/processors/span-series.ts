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
