import { expect, test } from 'vitest';
import { size } from '../../../src/lint/jaeger/size/rule.ts';
import { check } from '../check.ts';
import { all, jaegerOf } from './jaeger-of.ts';

const production = (collector: string, storage = 'elasticsearch') =>
  jaegerOf(`{strategy: production, storage: {type: ${storage}}, collector: ${collector}}`);
const queue = (spans: number) => `options: {collector.queue-size: ${spans}}`;

interface Sender {
  readonly name?: string;
  readonly load?: string;
  readonly processors?: string;
  readonly queue?: string;
  readonly pipelines?: string;
}

const collecting = ({
  name = 'c',
  load = '1000 spans/s of 500 bytes',
  processors = '[]',
  queue: sending = '{queue_size: 100000, sizer: items}',
  pipelines = `{traces: {receivers: [otlp], processors: ${processors}, exporters: [otlp_grpc]}}`,
}: Sender = {}) =>
  `{apiVersion: opentelemetry.io/v1beta1, kind: OpenTelemetryCollector, metadata: {name: ${name}, namespace: t, annotations: {cdk8s-tracing/load: ${load}}}, spec: {image: "otel/opentelemetry-collector-contrib:0.158.0", config: {receivers: {otlp: {protocols: {grpc: null}}}, processors: {tail_sampling: {policies: []}}, exporters: {otlp_grpc: {endpoint: "j-collector:4317", tls: {insecure: true}, sending_queue: ${sending}}}, service: {pipelines: ${pipelines}}}}}`;

const found = (jaeger: string, ...senders: string[]) =>
  check(all(jaeger, ...(senders.length > 0 ? senders : [collecting()])), size);

const told = (queued: number, seconds: number, pods: string, backlog: number, rate = 1000) =>
  `queues at most ${queued} spans, ${seconds} s of ${rate} spans/s in ${pods}: after an outage of 60 s, collectors send each pod ${backlog} at once, and it drops what its queue has no room for`;
const at = 'Jaeger/t/j spec.collector.options["collector.queue-size"]: collector of Jaeger j ';

test('the queues of all pods must hold a minute of what is said of collectors', () => {
  expect(found(production(`{replicas: 2, ${queue(29_999)}}`))).toEqual([
    `${at}${told(29_999, 59, '2 pods', 30_000)}`,
  ]);
  expect(found(production(`{replicas: 2, ${queue(30_000)}}`))).toEqual([]);
});

test('a queue that nobody wrote is one of 2,000 spans', () => {
  expect(found(production('{replicas: 3}'))).toEqual([
    `Jaeger/t/j spec.collector: collector of Jaeger j ${told(2000, 6, '3 pods', 20_000)}`,
  ]);
});

test('pods are as many as an autoscaler makes them', () => {
  const short = queue(1000);
  // without a word there are up to 100, which 600 spans each are enough for
  expect(found(production(`{${short}}`))).toEqual([]);
  expect(found(production(`{maxReplicas: 59, ${short}}`))).toHaveLength(1);
  expect(found(production(`{maxReplicas: 60, ${short}}`))).toEqual([]);
  expect(found(production(`{autoscale: false, ${short}}`))).toEqual([
    `${at}${told(1000, 1, '1 pod', 60_000)}`,
  ]);
  const scaler =
    '{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: a, namespace: t}, spec: {scaleTargetRef: {kind: Deployment, name: j-collector}, maxReplicas: 60}}';
  expect(found(production(`{autoscale: false, ${short}}`), collecting(), scaler)).toEqual([]);
});

test('a single pod that does all queues like others, unless it keeps spans in memory', () => {
  const allInOne = (storage: string) =>
    jaegerOf(`{strategy: allInOne, storage: {type: ${storage}}, allInOne: {${queue(59_000)}}}`);
  expect(found(allInOne('badger'))).toEqual([
    `Jaeger/t/j spec.allInOne.options["collector.queue-size"]: collector of Jaeger j ${told(59_000, 59, '1 pod', 60_000)}`,
  ]);
  expect(found(allInOne('memory'))).toEqual([]);
});

test('a queue that changes its size is at most as large as its memory, or a million spans', () => {
  const dynamic = (mebibytes: number, size = 2000) =>
    production(
      `{replicas: 1, options: {collector.queue-size: ${size}, collector.queue-size-memory: ${mebibytes}}}`,
    );
  // 20 MiB have room for 41,943 spans of 500 bytes, or a fifth more before the size is changed
  expect(found(dynamic(20))).toEqual([
    `Jaeger/t/j spec.collector.options["collector.queue-size-memory"]: collector of Jaeger j ${told(50_331, 50, '1 pod', 60_000)}`,
  ]);
  expect(found(dynamic(24))).toEqual([]);
  expect(found(dynamic(0))).toHaveLength(1);
  expect(found(dynamic(0, 60_000))).toEqual([]);
  const large = collecting({ load: '20001 spans/s of 500 bytes' });
  expect(found(dynamic(100_000), large)).toEqual([
    expect.stringContaining('queues at most 1200000 spans, 59 s'),
  ]);
});

test('loads of several collectors come together', () => {
  const jaeger = production(`{replicas: 1, ${queue(90_000)}}`);
  const other = collecting({ name: 'd', load: '600 spans/s of 900 bytes' });
  expect(found(jaeger, collecting(), other)).toEqual([
    `${at}${told(90_000, 56, '1 pod', 96_000, 1600)}`,
  ]);
  expect(found(jaeger, collecting())).toEqual([]);
});

test.each<[string, Sender]>([
  ['part of the spans', { processors: '[tail_sampling]' }],
  ['spans that nobody keeps', { queue: '{enabled: false}' }],
  ['no spans', { pipelines: '{logs: {receivers: [otlp], exporters: [otlp_grpc]}}' }],
  ['a load that cannot be read', { load: 'many' }],
])('%s are no load', (_, sender) => {
  const jaeger = production(`{replicas: 1, ${queue(3000)}}`);
  expect(found(jaeger, collecting())).toHaveLength(1);
  expect(found(jaeger, collecting(sender))).toEqual([]);
});

test('what a workload is told counts, where its pods can be counted', () => {
  const workload = (kind: string, replicas = '') =>
    all(
      `{apiVersion: apps/v1, kind: ${kind}, metadata: {name: w, namespace: t}, spec: {${replicas}selector: {matchLabels: {a: w}}, template: {metadata: {labels: {a: w}}, spec: {containers: [{name: main, image: "jaegertracing/jaeger-collector:1.65.0", args: ["--collector.queue-size=10000"], env: [{name: SPAN_STORAGE_TYPE, value: cassandra}]}]}}}}`,
      '{apiVersion: v1, kind: Service, metadata: {name: j-collector, namespace: t}, spec: {selector: {a: w}, ports: [{port: 4317}]}}',
    );
  expect(found(workload('Deployment', 'replicas: 3, '))).toEqual([
    `Deployment/t/w spec.template.spec.containers[0].args[0]: container main ${told(10_000, 30, '3 pods', 20_000)}`,
  ]);
  expect(found(workload('Deployment', 'replicas: 6, '))).toEqual([]);
  expect(found(workload('DaemonSet'))).toEqual([]);
});
