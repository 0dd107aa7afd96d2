import { jaegerV2Ports, literal } from '../../../upstream/jaeger/v2/servers.ts';
import type { Components } from '../../collector/components.ts';
import { flag, props, required, type Shape, text } from '../../props/shape.ts';

/** Request rates, errors and durations of services, shown in the UI under Monitor. */
export interface MetricsProps {
  /** URL of the Prometheus to query for them, such as `http://prometheus.monitoring.svc:9090`. */
  readonly prometheusUrl: string;
  /**
   * Whether Jaeger's collectors count them from the spans that they receive, for that Prometheus to scrape at port
   * 8889 of each pod, which `monitoring` of a stack has done. With `false`, something else does.
   *
   * @default true
   */
  readonly spanMetrics?: boolean;
}

/** What kinds of values it has. */
export const metricsShape: Shape<MetricsProps | undefined> = props<MetricsProps>({
  prometheusUrl: required(text),
  spanMetrics: flag,
});

/** What the storage of metrics is called in the configuration. */
export const metricsName = 'prometheus';

/** What counts spans: an exporter of the pipeline of traces, and a receiver of another one. */
const connector = 'spanmetrics';

/** Why Jaeger would not find metrics so, undefined entries where it would. */
export function metricsProblems(metrics: MetricsProps | undefined): (string | undefined)[] {
  if (metrics === undefined) return [];
  const { prometheusUrl } = metrics;
  // never repeated, since it would hold a password
  if (prometheusUrl.includes('@')) {
    return [
      'metrics.prometheusUrl must not carry credentials; set auth of the metric backend by extraConfig, with variables',
    ];
  }
  return [
    /^https?:\/\/[A-Za-z0-9.-]+(?::\d{1,5})?(?:\/[^\s?#]*)?$/.test(prometheusUrl)
      ? undefined
      : `metrics.prometheusUrl must be a URL such as http://prometheus.monitoring.svc:9090, got '${prometheusUrl}'`,
  ];
}

/**
 * Where Jaeger asks for metrics, by the names that the connector of its own collectors gives them once Prometheus has them.
 *
 * Source: jaeger v2.20.0 internal/storage/metricstore/prometheus; the exporter adds `_total` and the unit.
 */
export function metricBackends({ prometheusUrl }: MetricsProps): Components {
  const names = { normalize_calls: true, normalize_duration: true };
  return { [metricsName]: { prometheus: { endpoint: literal(prometheusUrl), ...names } } };
}

/** What counts spans in a collector; undefined where nothing does. */
export function spanCounting(metrics: MetricsProps | undefined) {
  if (metrics === undefined || metrics.spanMetrics === false) return undefined;
  return {
    connector,
    connectors: { [connector]: {} },
    exporters: { prometheus: { endpoint: `0.0.0.0:${jaegerV2Ports.spanMetrics}` } },
    pipelines: { metrics: { receivers: [connector], exporters: ['prometheus'] } },
  };
}
