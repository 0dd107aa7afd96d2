import { otlpSignals, type Signal } from '../edge/signals.ts';

/** A program of the stack whose metrics tell of loss. */
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

/** What counters of a collector call the parts of a signal, and what the names of its alerts do. */
const parts: Readonly<Record<Signal, readonly [counted: string, alert: string]>> = {
  traces: ['spans', 'Spans'],
  metrics: ['metric_points', 'MetricPoints'],
  logs: ['log_records', 'LogRecords'],
};

// what a collector refuses is tried again by most senders; what fails to be sent, or to be queued, is gone
function lossOf(signal: Signal): Alert[] {
  const [counted, alert] = parts[signal];
  const words = counted.replace('_', ' ');
  return [
    {
      name: `${alert}Refused`,
      severity: 'warning',
      for: '5m',
      expression: failing('pod, receiver', `otelcol_receiver_refused_${counted}`),
      summary: `{{ $labels.pod }} refuses ${words} at receiver {{ $labels.receiver }}: it is short of memory, or what comes behind refuses them`,
    },
    {
      name: `${alert}NotSent`,
      severity: 'critical',
      for: '5m',
      expression: failing('pod, exporter', `otelcol_exporter_send_failed_${counted}`),
      summary: `{{ $labels.pod }} loses ${words}: exporter {{ $labels.exporter }} gives up on sending them`,
    },
    {
      name: `${alert}NotQueued`,
      severity: 'critical',
      for: '5m',
      expression: failing('pod, exporter', `otelcol_exporter_enqueue_failed_${counted}`),
      summary: `{{ $labels.pod }} loses ${words}: the queue of exporter {{ $labels.exporter }} is full`,
    },
  ];
}

const queue: Alert = {
  name: 'QueueFillsUp',
  severity: 'warning',
  for: '10m',
  expression: (selector) =>
    `max by (pod, exporter) (${selector('otelcol_exporter_queue_size')} / on (pod, exporter, data_type) ${selector('otelcol_exporter_queue_capacity')}) > 0.8`,
  summary:
    'the queue of exporter {{ $labels.exporter }} in {{ $labels.pod }} is four fifths full: the backend is slower than what comes',
};

function pipeline(signals: readonly Signal[]): Alert[] {
  return [...otlpSignals.filter((one) => signals.includes(one)).flatMap(lossOf), queue];
}

const indices: Alert = {
  name: 'SpansNotStored',
  severity: 'critical',
  for: '5m',
  expression: failing('pod', 'jaeger_bulk_index_errors'),
  summary:
    '{{ $labels.pod }} loses spans: Elasticsearch or OpenSearch does not take them, which no sender hears of',
};

const byProgram: Readonly<
  Record<MonitoredProgram, (signals: readonly Signal[]) => readonly Alert[]>
> = {
  collector: pipeline,
  jaeger: () => [
    {
      name: 'SpansDropped',
      severity: 'critical',
      for: '5m',
      expression: failing('pod', 'jaeger_collector_spans_dropped'),
      summary: '{{ $labels.pod }} loses spans: its queue is full, the storage is too slow',
    },
    indices,
  ],
  'jaeger-v2': (signals) => [...pipeline(signals), indices],
  operator: () => [
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

/** All programs that there are alerts for. */
export const monitoredPrograms = Object.keys(byProgram) as readonly MonitoredProgram[];

/**
 * Alerts on a program.
 *
 * Source: metrics of otelcol 0.158.0, jaeger-collector 1.65.0 and jaeger 2.13.0, which the cluster suite asks for them;
 * controller-runtime v0.24.1 pkg/internal/controller/metrics, which both operators are built on.
 *
 * @param signals - what its pipelines carry, where it has some
 */
export function alertsOn(program: MonitoredProgram, signals: readonly Signal[]): readonly Alert[] {
  return byProgram[program](signals);
}

/**
 * Whether a message of Kafka could not be taken of late. One that never can be stops its partition, so that nothing counts up any more:
 * the alert looks back for an hour, and at counters that begin with it.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 receiver/kafkareceiver documentation.md.
 *
 * @param receiver - id of the receiver
 * @param signals - what it reads
 */
export function kafkaAlert(receiver: string, signals: readonly Signal[]): Alert {
  return {
    name: 'KafkaMessageRefused',
    severity: 'warning',
    for: '1m',
    expression: (selector) => {
      const of = (metric: string, labels = '') => {
        const series = selector(metric).replace(/}$/, `${labels}}`);
        return `sum by (pod) (increase(${series}[1h]) > 0 or ${series} > 0 unless ${series} offset 1h)`;
      };
      return signals
        .map((signal) => parts[signal][0])
        .flatMap((counted) => [
          of(`otelcol_receiver_refused_${counted}`, `, receiver="${receiver}"`),
          of(`otelcol_kafka_receiver_unmarshal_failed_${counted}`),
        ])
        .join(' or ');
    },
    summary:
      '{{ $labels.pod }} could not take a message of Kafka within the hour: one that is refused for good, or that nobody can read, stops its partition until a pod of the group starts or ends, unless it is left behind',
  };
}

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
