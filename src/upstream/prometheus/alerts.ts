/** A program of the stack whose metrics tell of lost spans. */
export type MonitoredProgram = 'collector' | 'jaeger' | 'jaeger-v2' | 'operator';

/** Something about a program's metrics that means loss, or soon will. */
interface Alert {
  /** Name of the alert, in the manner of Prometheus. */
  readonly name: string;
  readonly severity: 'critical' | 'warning';
  /** How long it holds before somebody is told. */
  readonly for: string;
  /** The expression, given a selector of a metric by its name in the release that is oldest here. */
  readonly expression: (selector: (metric: string) => string) => string;
  /** What has happened, and what to look at. */
  readonly summary: string;
}

const failing = (by: string, metric: string) => (selector: (metric: string) => string) =>
  `sum by (${by}) (rate(${selector(metric)}[5m])) > 0`;

// spans that a collector refuses are tried again by most senders; those that fail to be sent, or to be queued, are gone
const pipeline: readonly Alert[] = [
  {
    name: 'SpansRefused',
    severity: 'warning',
    for: '5m',
    expression: failing('pod, receiver', 'otelcol_receiver_refused_spans'),
    summary:
      '{{ $labels.pod }} refuses spans at receiver {{ $labels.receiver }}: it is short of memory, or what comes behind refuses them',
  },
  {
    name: 'SpansNotSent',
    severity: 'critical',
    for: '5m',
    expression: failing('pod, exporter', 'otelcol_exporter_send_failed_spans'),
    summary:
      '{{ $labels.pod }} loses spans: exporter {{ $labels.exporter }} gives up on sending them',
  },
  {
    name: 'SpansNotQueued',
    severity: 'critical',
    for: '5m',
    expression: failing('pod, exporter', 'otelcol_exporter_enqueue_failed_spans'),
    summary: '{{ $labels.pod }} loses spans: the queue of exporter {{ $labels.exporter }} is full',
  },
  {
    name: 'QueueFillsUp',
    severity: 'warning',
    for: '10m',
    expression: (selector) =>
      `max by (pod, exporter) (${selector('otelcol_exporter_queue_size')} / on (pod, exporter, data_type) ${selector('otelcol_exporter_queue_capacity')}) > 0.8`,
    summary:
      'the queue of exporter {{ $labels.exporter }} in {{ $labels.pod }} is four fifths full: the backend is slower than the spans come',
  },
];

const indices: Alert = {
  name: 'SpansNotStored',
  severity: 'critical',
  for: '5m',
  expression: failing('pod', 'jaeger_bulk_index_errors'),
  summary:
    '{{ $labels.pod }} loses spans: Elasticsearch or OpenSearch does not take them, which no sender hears of',
};

/**
 * Alerts by program.
 *
 * Source: metrics of otelcol 0.158.0, jaeger-collector 1.65.0 and jaeger 2.13.0, which the cluster suite asks for them;
 * controller-runtime v0.24.1 pkg/internal/controller/metrics, which both operators are built on.
 */
export const alerts: Readonly<Record<MonitoredProgram, readonly Alert[]>> = {
  collector: pipeline,
  jaeger: [
    {
      name: 'SpansDropped',
      severity: 'critical',
      for: '5m',
      expression: failing('pod', 'jaeger_collector_spans_dropped'),
      summary: '{{ $labels.pod }} loses spans: its queue is full, the storage is too slow',
    },
    indices,
  ],
  'jaeger-v2': [...pipeline, indices],
  operator: [
    {
      name: 'ResourceNotCarriedOut',
      severity: 'warning',
      for: '15m',
      expression: failing('controller', 'controller_runtime_reconcile_errors'),
      summary:
        '{{ $labels.controller }} cannot bring about what a resource asks for: what it runs stays as it was, or away',
    },
  ],
};

/**
 * Whether nothing of a program answers, in which case none of its other alerts tells anything. The expression gives no labels, which
 * its rule has to tell it apart by.
 *
 * @param selector - of its series, without a metric
 * @param pods - what the text calls them
 */
export function downAlert(
  selector: string,
  pods: string,
): Omit<Alert, 'expression'> & { readonly expr: string } {
  return {
    name: 'NothingAnswers',
    severity: 'critical',
    for: '10m',
    expr: `absent(up{${selector}} == 1)`,
    summary: `no pod of ${pods} answers Prometheus: none is there, or none is reached`,
  };
}

/** Series of a metric, whatever suffix and prefix a release gives it: counters have `_total` in some, Jaeger's storage a word more. */
export function metricPattern(metric: string): string {
  return `${metric.replace(/^jaeger_(?=bulk)/, 'jaeger_(storage_)?')}(_total)?`;
}

/** Names of the containers' port for metrics, and of the Service's for operators (opentelemetry-operator v0.148.0 and jaeger-operator v1.65.0, by the port's name). */
export const metricsPortNames: Readonly<Record<MonitoredProgram, string>> = {
  collector: 'metrics',
  jaeger: 'admin-http',
  'jaeger-v2': 'metrics',
  operator: 'https',
};
