import { expect, test } from 'vitest';
import { queueSize } from '../../../src/lint/jaeger/queue-size/rule.ts';
import { notesOf } from '../../../src/lint/notes.ts';
import { modelOf } from '../../model/model-of.ts';
import { check } from '../check.ts';
import { all, jaegerOf } from './jaeger-of.ts';

const image = 'otel/opentelemetry-collector-contrib:0.158.0';

interface Parts {
  readonly jaeger?: string;
  readonly processors?: string;
  readonly pipeline?: string;
  readonly exporters?: string;
}

const queue = (size: string) =>
  `{strategy: production, storage: {type: elasticsearch}, collector: {options: {${size}}}}`;
const usual = '{endpoint: "j-collector:4317", tls: {insecure: true}}';
const sending = (inner: string) =>
  `{otlp_grpc: {endpoint: "j-collector:4317", tls: {insecure: true}, sending_queue: ${inner}}}`;

function stack({
  jaeger = queue('collector.queue-size: 3000'),
  processors = '{batch: {timeout: 1s}}',
  pipeline = 'processors: [batch], exporters: [otlp_grpc]',
  exporters = `{otlp_grpc: ${usual}}`,
}: Parts): string {
  return all(
    jaeger.startsWith('{apiVersion') ? jaeger : jaegerOf(jaeger),
    `{apiVersion: opentelemetry.io/v1beta1, kind: OpenTelemetryCollector, metadata: {name: c, namespace: t}, spec: {image: "${image}", config: {receivers: {otlp: {protocols: {grpc: null}}}, processors: ${processors}, exporters: ${exporters}, service: {pipelines: {traces: {receivers: [otlp], ${pipeline}}}}}}}`,
  );
}

const found = (parts: Parts) => check(stack(parts), queueSize);
const larger = (spans: number, rate: number) =>
  `batches of up to ${spans}, which exceed it from ${rate} spans a second on`;
const message = (sent: string, queued = 3000, who = 'collector of Jaeger j') =>
  `${who} queues ${queued} spans and silently drops more, but exporter otlp_grpc of c sends ${sent}`;
const at = 'Jaeger/t/j spec.collector.options["collector.queue-size"]: ';

test.each<[string, Parts, string]>([
  ['a default size', {}, larger(8192, 3000)],
  ['a size', { processors: '{batch: {timeout: 2s, send_batch_size: 4000}}' }, larger(4000, 1500)],
  [
    'a largest size',
    { processors: '{batch: {timeout: 2s, send_batch_size: 100, send_batch_max_size: 5000}}' },
    larger(5000, 1500),
  ],
  [
    'a backlog',
    { processors: '{batch: {send_batch_size: 512, send_batch_max_size: 512}}' },
    '10 batches of 512 at once after an outage',
  ],
  [
    'more senders of a backlog',
    {
      processors: '{batch: {send_batch_size: 512, send_batch_max_size: 512}}',
      exporters: sending('{num_consumers: 20}'),
    },
    '20 batches of 512 at once after an outage',
  ],
  [
    'batches of the queue',
    { pipeline: 'exporters: [otlp_grpc]', exporters: sending('{batch: {}}') },
    larger(8192, 15000),
  ],
  [
    'batches that the queue joins',
    { exporters: sending('{batch: {min_size: 9000, flush_timeout: 3s}}') },
    larger(9000, 1000),
  ],
  [
    'batches that the queue cuts',
    { exporters: sending('{batch: {min_size: 0, max_size: 1000}}') },
    '10 batches of 1000 at once after an outage',
  ],
])('a written queue is shorter than %s', (_, parts, sent) => {
  expect(found(parts)).toEqual([`${at}${message(sent)}`]);
});

test('the flags of a workload count, as its environment does', () => {
  const workload = (rest: string) =>
    all(
      `{apiVersion: apps/v1, kind: Deployment, metadata: {name: j, namespace: t}, spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: jaeger, image: "jaegertracing/jaeger-collector:1.65.0", ${rest}}]}}}}`,
      '{apiVersion: v1, kind: Service, metadata: {name: j-collector, namespace: t}, spec: {selector: {a: b}, ports: [{port: 4317}]}}',
    );
  const env = (more: string) => `env: [{name: SPAN_STORAGE_TYPE, value: elasticsearch}${more}]`;
  const text = message(larger(8192, 3000), 3000, 'container jaeger');
  const place = 'Deployment/t/j spec.template.spec.containers[0].';
  expect(found({ jaeger: workload(`args: ["--collector.queue-size=3000"], ${env('')}`) })).toEqual([
    `${place}args[0]: ${text}`,
  ]);
  expect(found({ jaeger: workload(env(', {name: COLLECTOR_QUEUE_SIZE, value: "3000"}')) })).toEqual(
    [`${place}env[1].value: ${text}`],
  );
  expect(found({ jaeger: workload(env('')) })).toEqual([]);
  const hidden = ', {name: COLLECTOR_QUEUE_SIZE, valueFrom: {configMapKeyRef: {name: a, key: b}}}';
  expect(found({ jaeger: workload(env(hidden)) })).toEqual([]);
});

test.each<[string, Parts]>([
  ['a queue that holds all', { jaeger: queue('collector.queue-size: 81920') }],
  ['a queue that nobody has written', { jaeger: queue('') }],
  ['a queue of a variable', { jaeger: queue('collector.queue-size: "$(SIZE)"') }],
  [
    'a queue that Jaeger sizes as it runs',
    { jaeger: queue('collector: {queue-size: 3000, queue-size-memory: 100}') },
  ],
  [
    'memory, which keeps few spans anyway',
    { jaeger: '{strategy: allInOne, allInOne: {options: {collector.queue-size: 3000}}}' },
  ],
  ['no batches', { pipeline: 'exporters: [otlp_grpc]' }],
  ['batches without a size', { processors: '{batch: {send_batch_size: 0}}' }],
  ['batches without a wait', { processors: '{batch: {timeout: 0s}}' }],
  ['a size of a variable', { processors: `{batch: {send_batch_size: "\${env:SIZE}"}}` }],
  ['a wait of a variable', { processors: `{batch: {timeout: "\${env:WAIT}"}}` }],
  [
    'batches of which a filter takes spans',
    {
      processors: '{batch: {timeout: 1s}, probabilistic_sampler: {sampling_percentage: 1}}',
      pipeline: 'processors: [batch, probabilistic_sampler], exporters: [otlp_grpc]',
    },
  ],
  ['batches by bytes', { exporters: sending('{batch: {sizer: bytes, max_size: 1000000}}') }],
  [
    'no queue of the exporter, and a batch that fits',
    {
      processors: '{batch: {send_batch_size: 2048, send_batch_max_size: 2048}}',
      exporters: sending('{enabled: false, batch: {min_size: 9000}}'),
    },
  ],
  ['consumers of a variable', { exporters: sending(`{num_consumers: "\${env:N}"}`) }],
  [
    'an exporter that no pipeline names',
    {
      pipeline: 'processors: [batch], exporters: [debug]',
      exporters: `{debug: null, otlp_grpc: ${usual}}`,
    },
  ],
  [
    'another Jaeger',
    { exporters: '{otlp_grpc: {endpoint: "k-collector:4317", tls: {insecure: true}}}' },
  ],
  [
    'an exporter that spreads spans',
    {
      pipeline: 'processors: [batch], exporters: [load_balancing]',
      exporters:
        '{load_balancing: {protocol: {otlp: {tls: {insecure: true}}}, resolver: {dns: {hostname: j-collector-headless, port: "4317"}}}}',
    },
  ],
])('nothing is said of %s', (_, parts) => {
  expect(found(parts)).toEqual([]);
});

test("the summary tells of Jaeger's own queue, as nothing tells the load", () => {
  const notes = (parts: Parts) =>
    notesOf({ model: modelOf(stack(parts)), assumptions: [] }).filter((note) =>
      note.includes('queue'),
    );
  const told = (when: string) => [
    `not judged, because it depends on the load: whether Jaeger's default queue of 2000 spans holds what exporters send at once, as it silently drops the rest (Jaeger/t/j ${when}); collector.queue-size sets another`,
  ];
  const jaeger = queue('');
  expect(notes({ jaeger })).toEqual(told('from 2000 spans a second on'));
  const processors = '{batch: {send_batch_size: 512, send_batch_max_size: 512}}';
  expect(notes({ jaeger, processors })).toEqual(told('after an outage'));
  expect(notes({})).toEqual([]);
  expect(notes({ jaeger, pipeline: 'exporters: [otlp_grpc]' })).toEqual([]);
});
