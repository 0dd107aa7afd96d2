import { expect, test } from 'vitest';
import { sameSeries } from '../../../src/lint/collector/same-series/rule.ts';
import { check } from '../check.ts';

interface Parts {
  readonly spec?: string;
  readonly release?: string;
  readonly connector?: string;
  readonly settings?: string;
  readonly exporter?: string;
  readonly write?: string;
  readonly processors?: string;
  readonly ofSpans?: string;
  readonly ofMetrics?: string;
  readonly more?: string;
}

const url = 'endpoint: "https://m.example.com/push"';

function stack({
  spec = 'replicas: 3',
  release = '0.140.1',
  connector = 'spanmetrics',
  settings = '{}',
  exporter = 'prometheusremotewrite',
  write = `{${url}}`,
  processors = '{}',
  ofSpans = '',
  ofMetrics = '',
  more = '',
}: Parts): string {
  return `{apiVersion: opentelemetry.io/v1beta1, kind: OpenTelemetryCollector, metadata: {name: c, namespace: t}, spec: {image: "otel/opentelemetry-collector-contrib:${release}", ${spec}, config: {receivers: {otlp: {protocols: {grpc: null}}}, processors: ${processors}, connectors: {${connector}: ${settings}}, exporters: {${exporter}: ${write}}, service: {pipelines: {traces: {receivers: [otlp], processors: [${ofSpans}], exporters: [${connector}]}, metrics: {receivers: [${connector}], processors: [${ofMetrics}], exporters: [${exporter}]}}}}}}${more}`;
}

const found = (parts: Parts) => check(stack(parts), sameSeries);
const spans =
  'unless spans carry service.instance.id and all spans of an instance reach the same pod';
const calls = 'without a label that tells the pods apart';
const graph = { connector: 'servicegraph' };

test.each<[string, Parts, string, string]>([
  ['replicas', {}, '3 replicas', spans],
  ['replicas, in calls', graph, '3 replicas', calls],
  ['a DaemonSet', { ...graph, spec: 'mode: daemonset' }, 'one pod on each node', calls],
  ['sidecars', { spec: 'mode: sidecar' }, 'one in each pod', spans],
  [
    'an autoscaler',
    { spec: 'autoscaler: {minReplicas: 1, maxReplicas: 5}' },
    'up to 5 replicas',
    spans,
  ],
  ['a newer release', { ...graph, release: '0.158.0' }, '3 replicas', calls],
  [
    'a release that would tell them apart',
    { release: '0.158.0', settings: '{exclude_dimensions: [collector.instance.id]}' },
    '3 replicas',
    spans,
  ],
  [
    'a gate that is off',
    {
      release: '0.158.0',
      spec: 'replicas: 3, args: {feature-gates: -connector.spanmetrics.includeCollectorInstanceID}',
    },
    '3 replicas',
    spans,
  ],
  ['labels of all pods', { write: `{${url}, external_labels: {a: b}}` }, '3 replicas', spans],
  [
    'processors that leave labels',
    { processors: '{batch: {}, memory_limiter: {}}', ofMetrics: 'memory_limiter, batch' },
    '3 replicas',
    spans,
  ],
])('pods write the same series: %s', (_, parts, pods, apart) => {
  const name = parts.connector ?? 'spanmetrics';
  expect(found(parts)).toEqual([
    `OpenTelemetryCollector/t/c spec.config.exporters.prometheusremotewrite: c runs ${pods}, and ${name} in each of them writes the same series through exporter prometheusremotewrite, ${apart}`,
  ]);
});

const balancer = (key: string) =>
  `\n---\n{apiVersion: opentelemetry.io/v1beta1, kind: OpenTelemetryCollector, metadata: {name: front, namespace: t}, spec: {image: "otel/opentelemetry-collector-contrib:0.140.1", config: {receivers: {otlp: {protocols: {grpc: null}}}, exporters: {loadbalancing: {${key}protocol: {otlp: {tls: {insecure: true}}}, resolver: {dns: {hostname: c-collector-headless}}}}, service: {pipelines: {traces: {receivers: [otlp], exporters: [loadbalancing]}}}}}}`;

test.each<[string, Parts]>([
  ['one pod', { spec: 'replicas: 1' }],
  ['one pod as nothing is said', { spec: 'mode: deployment' }],
  ['a release that tells them apart', { release: '0.158.0' }],
  ['a release that nobody knows', { release: 'latest' }],
  [
    'a gate that tells them apart',
    {
      spec: 'replicas: 3, args: {feature-gates: "a.b,+connector.spanmetrics.includeCollectorInstanceID"}',
    },
  ],
  ['changes alone', { settings: '{aggregation_temporality: AGGREGATION_TEMPORALITY_DELTA}' }],
  [
    'a dimension of the pod',
    { settings: `{dimensions: [{name: pod, default: "\${env:POD_NAME}"}]}` },
  ],
  ['metrics that Prometheus asks each pod for', { exporter: 'prometheus', write: '{}' }],
  ['metrics over OTLP', { exporter: 'otlphttp', write: `{${url}}` }],
  ['a label of the pod', { write: `{${url}, external_labels: {pod: "\${env:POD_NAME}"}}` }],
  [
    'a label of the pod in old notation',
    { ...graph, write: `{${url}, external_labels: {pod: "$POD_NAME"}}` },
  ],
  [
    'labels of the resource',
    { ...graph, write: `{${url}, resource_to_telemetry_conversion: {enabled: true}}` },
  ],
  [
    'a processor that may write labels',
    { ...graph, processors: '{resource: {}}', ofMetrics: 'resource' },
  ],
  [
    'a processor that adds them up',
    { ...graph, processors: '{interval: {}}', ofMetrics: 'interval' },
  ],
  [
    'instances that are told to spans',
    {
      processors: '{k8sattributes: {extract: {metadata: [service.instance.id]}}}',
      ofSpans: 'k8sattributes',
    },
  ],
  [
    'pods that are told to spans',
    {
      processors: `{resource: {attributes: [{key: service.instance.id, value: "\${env:POD_NAME}", action: upsert}]}}`,
      ofSpans: 'resource',
    },
  ],
  ['spans by service', { more: balancer('routing_key: service, ') }],
  ['other connectors', { connector: 'forward' }],
])('nothing is said of %s', (_, parts) => {
  expect(found(parts)).toEqual([]);
});

test('numbers beyond those of JSON are passed over', () => {
  const large = '99999999999999999999999';
  expect(found({ write: `{${url}, external_labels: {a: [${large}]}}` })).toHaveLength(1);
  expect(found({ settings: `{dimensions: [{name: a, default: ${large}}]}` })).toHaveLength(1);
});

test('spans by trace do not help', () => {
  expect(found({ more: balancer('') })).toHaveLength(1);
});
