import { Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { cassandra } from '../../../src/constructs/cassandra/storage.ts';
import { OtelCollector } from '../../../src/constructs/collector/instance.ts';
import { Endpoint } from '../../../src/constructs/edge/endpoint.ts';
import { elasticsearch } from '../../../src/constructs/elasticsearch/storage.ts';
import { Jaeger } from '../../../src/constructs/jaeger/v1/instance.ts';
import { JaegerOperator } from '../../../src/constructs/jaeger/v1/operator.ts';
import { JaegerV2 } from '../../../src/constructs/jaeger/v2/instance.ts';
import { OtelOperator } from '../../../src/constructs/otel-operator/operator.ts';
import {
  TracingMonitoring,
  type TracingMonitoringProps,
} from '../../../src/constructs/prometheus/monitoring.ts';
import { at, list, record } from '../../../src/upstream/values/unknown.ts';
import { modelOfObjects } from '../../objects-model.ts';

const namespace = 'tracing';
const tempo = new Endpoint('otlp-grpc', { host: 'tempo' });
const storage = elasticsearch({ serverUrls: ['http://es:9200'] });

type Making = (chart: ReturnType<typeof Testing.chart>) => TracingMonitoringProps['targets'];

function synth(targets: Making, props: Partial<TracingMonitoringProps> = {}) {
  const chart = Testing.chart();
  new TracingMonitoring(chart, 'Monitoring', { targets: targets(chart), ...props });
  const manifests: readonly unknown[] = Testing.synth(chart);
  return {
    manifests,
    monitors: manifests.filter((one) => at(one, 'kind') === 'PodMonitor'),
    rules: manifests.filter((one) => at(one, 'kind') === 'PrometheusRule'),
  };
}

const collector: Making = (chart) =>
  new OtelCollector(chart, 'Collector', { namespace, exportTo: [tempo] }).metrics;
const v1: Making = (chart) => new Jaeger(chart, 'Jaeger', { namespace, storage }).metrics;
const v2: Making = (chart) => new JaegerV2(chart, 'Jaeger', { namespace, storage }).metrics;

test('every pod of a stack is watched, at a port that its container has by name', () => {
  const { manifests, monitors } = synth((chart) => [...collector(chart), ...v1(chart)]);
  const { workloads } = modelOfObjects(manifests);
  expect(workloads).toEqual([]);
  expect(monitors).toEqual([
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: {
        name: 'otel-collector',
        namespace,
        annotations: { 'cdk8s-tracing/requires': 'prometheus-operator' },
      },
      spec: {
        // source: opentelemetry-operator v0.158.0 internal/manifests/manifestutils/labels.go
        selector: {
          matchLabels: {
            'app.kubernetes.io/component': 'opentelemetry-collector',
            'app.kubernetes.io/instance': 'tracing.otel-collector',
            'app.kubernetes.io/managed-by': 'opentelemetry-operator',
            'app.kubernetes.io/part-of': 'opentelemetry',
          },
        },
        // source: opentelemetry-operator v0.148.0 internal/manifests/collector/container.go
        podMetricsEndpoints: [{ port: 'metrics' }],
      },
    },
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: {
        name: 'jaeger',
        namespace,
        annotations: { 'cdk8s-tracing/requires': 'prometheus-operator' },
      },
      spec: {
        selector: { matchLabels: { app: 'jaeger', 'app.kubernetes.io/instance': 'jaeger' } },
        // source: jaeger-operator v1.65.0 pkg/deployment/collector.go and query.go
        podMetricsEndpoints: [{ port: 'admin-http' }],
      },
    },
  ]);
});

test('operators are watched by the Services that they tell their metrics to Prometheus with', () => {
  const made: Making = (chart) => [
    ...new OtelOperator(chart, 'Otel', { namespace, crds: false }).metrics,
    ...new JaegerOperator(chart, 'Jaeger', { namespace, crds: false }).metrics,
  ];
  const { manifests } = synth(made, { interval: '30s' });
  const model = modelOfObjects(manifests);
  const monitors = manifests.filter((one) => at(one, 'kind') === 'ServiceMonitor');
  expect(monitors.map((one) => at(one, 'metadata', 'name'))).toEqual([
    'opentelemetry-operator-controller-manager',
    'jaeger-operator',
  ]);
  const services = [
    'opentelemetry-operator-controller-manager-metrics-service',
    'jaeger-operator-metrics',
  ];
  for (const [index, monitor] of monitors.entries()) {
    const labels = at(monitor, 'spec', 'selector', 'matchLabels');
    const found = model.services.all.filter(({ object }) =>
      isSubset(labels, object.value.metadata, 'labels'),
    );
    expect(found.map(({ name }) => name)).toEqual([services[index]]);
    // source: opentelemetry-operator v0.158.0 internal/operator/setup.go, jaeger-operator v1.65.0 config/prometheus/monitor.yaml
    expect(at(monitor, 'spec', 'endpoints')).toEqual([
      {
        port: 'https',
        interval: '30s',
        scheme: 'https',
        bearerTokenFile: '/var/run/secrets/kubernetes.io/serviceaccount/token',
        tlsConfig: { insecureSkipVerify: true },
      },
    ]);
    expect(found[0]?.ports.map(({ name }) => name)).toEqual(['https']);
  }
  expect(alertsOf(made)).toEqual({
    NothingAnswers: 'absent(up{job="jaeger-operator-metrics", namespace="tracing"} == 1)',
    ResourceNotCarriedOut:
      'sum by (controller) (rate({__name__=~"controller_runtime_reconcile_errors(_total)?", job="jaeger-operator-metrics", namespace="tracing"}[5m])) > 0',
  });
});

/** Whether an object has all labels of a selector. */
function isSubset(labels: unknown, ...object: Parameters<typeof at>): boolean {
  const given = record(at(...object));
  return Object.entries(record(labels)).every(([key, value]) => given[key] === value);
}

test('both roles of Jaeger v2 are watched', () => {
  const { monitors } = synth(v2, { interval: '1m30s', labels: { release: 'prometheus' } });
  expect(
    monitors.map((one) => [
      at(one, 'metadata', 'name'),
      at(one, 'metadata', 'labels'),
      at(one, 'spec', 'podMetricsEndpoints', 0, 'interval'),
    ]),
  ).toEqual([
    ['jaeger', { release: 'prometheus' }, '1m30s'],
    ['jaeger-query', { release: 'prometheus' }, '1m30s'],
  ]);
});

function rulesOf(making: Making): readonly unknown[] {
  const [rule] = synth(making).rules;
  return list(at(rule, 'spec', 'groups')).flatMap((group) => list(at(group, 'rules')));
}

function alertsOf(making: Making): Record<string, unknown> {
  const rules = rulesOf(making).filter((one) => at(one, 'alert') !== 'StorageJobFailed');
  return Object.fromEntries(rules.map((one) => [`${at(one, 'alert')}`, at(one, 'expr')]));
}

test('alerts ask for the pods of the PodMonitor alone, by names of any release', () => {
  expect(alertsOf(collector)).toEqual({
    NothingAnswers: 'absent(up{job="tracing/otel-collector"} == 1)',
    SpansRefused:
      'sum by (pod, receiver) (rate({__name__=~"otelcol_receiver_refused_spans(_total)?", job="tracing/otel-collector"}[5m])) > 0',
    SpansNotSent:
      'sum by (pod, exporter) (rate({__name__=~"otelcol_exporter_send_failed_spans(_total)?", job="tracing/otel-collector"}[5m])) > 0',
    SpansNotQueued:
      'sum by (pod, exporter) (rate({__name__=~"otelcol_exporter_enqueue_failed_spans(_total)?", job="tracing/otel-collector"}[5m])) > 0',
    QueueFillsUp:
      'max by (pod, exporter) ({__name__=~"otelcol_exporter_queue_size(_total)?", job="tracing/otel-collector"} / on (pod, exporter, data_type) {__name__=~"otelcol_exporter_queue_capacity(_total)?", job="tracing/otel-collector"}) > 0.8',
  });
  expect(alertsOf(v1)).toMatchObject({
    SpansNotStored:
      'sum by (pod) (rate({__name__=~"jaeger_(storage_)?bulk_index_errors(_total)?", job="tracing/jaeger"}[5m])) > 0',
  });
});

const lossAlerts = (making: Making) =>
  Object.keys(alertsOf(making)).filter((one) => !/^(NothingAnswers|QueueFillsUp)$/.test(one));

test('alerts tell of each signal that pipelines carry, and of no other', () => {
  const logs: Making = (chart) =>
    new OtelCollector(chart, 'C', { namespace, exportTo: [tempo], signals: { logs: {} } }).metrics;
  expect(lossAlerts(logs)).toEqual([
    'SpansRefused',
    'SpansNotSent',
    'SpansNotQueued',
    'LogRecordsRefused',
    'LogRecordsNotSent',
    'LogRecordsNotQueued',
  ]);
  // source: opentelemetry-collector v0.158.0 receiverhelper and exporterhelper documentation.md
  expect(alertsOf(logs)).toMatchObject({
    LogRecordsRefused:
      'sum by (pod, receiver) (rate({__name__=~"otelcol_receiver_refused_log_records(_total)?", job="tracing/otel-collector"}[5m])) > 0',
  });
  const metrics: Making = (chart) =>
    new OtelCollector(chart, 'C', {
      namespace,
      exportTo: [tempo],
      connectors: { span_metrics: {} },
      exporters: { prometheus: { endpoint: '0.0.0.0:8889' } },
      pipelines: { 'metrics/spans': { receivers: ['span_metrics'], exporters: ['prometheus'] } },
    }).metrics;
  expect(lossAlerts(metrics).slice(3)).toEqual([
    'MetricPointsRefused',
    'MetricPointsNotSent',
    'MetricPointsNotQueued',
  ]);
  expect(alertsOf(metrics)).toMatchObject({
    MetricPointsNotQueued:
      'sum by (pod, exporter) (rate({__name__=~"otelcol_exporter_enqueue_failed_metric_points(_total)?", job="tracing/otel-collector"}[5m])) > 0',
  });
});

// a partition that stands still counts nothing up, so that a rate of some minutes misses it
test('a collector that reads from Kafka has an alert on messages that could not be taken', () => {
  const kafka = { brokers: ['kafka:9092'], logs: {} } as const;
  const reading: Making = (chart) =>
    new OtelCollector(chart, 'C', {
      namespace,
      exportTo: [tempo],
      receiveFromKafka: kafka,
      signals: { logs: {} },
    }).metrics;
  const job = 'job="tracing/otel-collector"';
  // source: opentelemetry-collector-contrib v0.158.0 receiver/kafkareceiver documentation.md
  expect(alertsOf(reading)).toMatchObject({
    KafkaMessageRefused: [
      `{__name__=~"otelcol_receiver_refused_spans(_total)?", ${job}, receiver="kafka"}`,
      `{__name__=~"otelcol_kafka_receiver_unmarshal_failed_spans(_total)?", ${job}}`,
      `{__name__=~"otelcol_receiver_refused_log_records(_total)?", ${job}, receiver="kafka"}`,
      `{__name__=~"otelcol_kafka_receiver_unmarshal_failed_log_records(_total)?", ${job}}`,
    ]
      .map((one) => `sum by (pod) (increase(${one}[1h]) > 0 or ${one} > 0 unless ${one} offset 1h)`)
      .join(' or '),
  });
  const writing: Making = (chart) =>
    new OtelCollector(chart, 'C', {
      namespace,
      exportTo: [],
      exportToKafka: kafka,
      signals: { logs: {} },
    }).metrics;
  expect(Object.keys(alertsOf(writing))).not.toContain('KafkaMessageRefused');
});

// absent() of a comparison has no labels, and alerts without any that differ are one to Alertmanager
test('what does not answer is told apart, and by its name', () => {
  const both: Making = (chart) => [
    ...collector(chart),
    ...new OtelOperator(chart, 'Otel', { namespace, crds: false }).metrics,
  ];
  const found = rulesOf(both).filter((one) => at(one, 'alert') === 'NothingAnswers');
  const service = 'opentelemetry-operator-controller-manager-metrics-service';
  expect(found.map((one) => at(one, 'labels'))).toEqual([
    { severity: 'critical', job: 'tracing/otel-collector' },
    { severity: 'critical', job: service, namespace: 'tracing' },
  ]);
  expect(found.map((one) => at(one, 'annotations', 'summary'))).toEqual([
    'no pod of tracing/otel-collector answers Prometheus: none is there, or none is reached',
    'no pod of tracing/opentelemetry-operator-controller-manager answers Prometheus: none is there, or none is reached',
  ]);
});

const jobAlerts = (making: Making) =>
  rulesOf(making).filter((one) => at(one, 'alert') === 'StorageJobFailed');

// the failed Job stays when the next one succeeds: a CronJob keeps one of each
test('a Job that failed is told until a later one of its CronJob succeeds', () => {
  const found = jobAlerts(v1).map((one) => [at(one, 'labels', 'cronjob'), at(one, 'expr')]);
  const ofJob = 'namespace="tracing", job_name=~"jaeger-es-index-cleaner-[^-]+"';
  expect(found.map(([cronJob]) => cronJob)).toEqual([
    'jaeger-es-index-cleaner',
    'jaeger-es-rollover',
  ]);
  expect(found[0]?.[1]).toBe(
    `max(kube_job_status_start_time{${ofJob}} and on (job_name) (kube_job_failed{${ofJob}, condition="true"} == 1)) > (max(kube_cronjob_status_last_successful_time{namespace="tracing", cronjob="jaeger-es-index-cleaner"}) or vector(0))`,
  );
});

test('a storage without jobs has no alert for them', () => {
  const nodes = cassandra({ servers: ['cassandra'], datacenter: 'dc1' });
  const made: Making = (chart) =>
    new Jaeger(chart, 'Jaeger', { namespace, storage: nodes }).metrics;
  expect(jobAlerts(made)).toEqual([]);
});

test('alerts can be left out, and are called as somebody likes', () => {
  expect(synth(collector, { alerts: false }).rules).toEqual([]);
  const [rule] = synth(collector, { name: 'team-a' }).rules;
  expect(at(rule, 'metadata', 'name')).toBe('team-a');
});

const sidecar: Making = (chart) =>
  new OtelCollector(chart, 'C', { namespace, exportTo: [tempo], mode: 'sidecar' }).metrics;

const named =
  (...targets: readonly object[]): Making =>
  () =>
    targets.map((one) => ({
      program: 'collector',
      name: 'otel',
      namespace,
      podLabels: {},
      ...one,
    }));

test.each<[Making, Partial<TracingMonitoringProps>, string]>([
  [named({}, {}), {}, 'targets must have one called otel in tracing, got two'],
  [
    named({ podLabels: { app: 'a b' } }),
    {},
    "targets[0].podLabels 'app' must be a label value (letters, digits, '-', '_' and '.', a letter or digit at both ends, at most 63 characters), got 'a b'; did you mean 'a-b'?",
  ],
  [
    named({ signals: ['spans'] }),
    {},
    "targets[0].signals must be one of traces, metrics, logs, got 'spans'",
  ],
  [
    named({ program: 'operator', fromKafka: ['traces'] }),
    {},
    'targets[0].fromKafka must be of a collector, got those of operator',
  ],
  [
    named({ program: 'jaeger-v2', signals: ['logs'] }),
    {},
    'targets[0].signals must be of a collector, got those of jaeger-v2',
  ],
  [sidecar, {}, 'targets must be a list of targets, got an empty one'],
  [collector, { interval: '30' }, "interval must be a duration such as 30s or 1m30s, got '30'"],
  [
    collector,
    { interval: '0s' },
    "interval must be more than 0, which stands for Prometheus' own, got '0s'",
  ],
  [collector, { interval: '' }, "interval must be a duration such as 30s or 1m30s, got ''"],
])('refuses %s', (targets, props, message) => {
  expect(() => synth(targets, props)).toThrow(new Error(`test/Monitoring: ${message}`));
});
