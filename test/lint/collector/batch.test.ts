import { expect, test } from 'vitest';
import { batch } from '../../../src/lint/collector/batch/rule.ts';
import { grpcBatch } from '../../../src/lint/collector/grpc-batch-size/rule.ts';
import { check } from '../check.ts';
import { config } from './at.ts';
import { collectorExample } from './example.ts';

const settings = (text: string) => `batch:\n  ${text.replaceAll(', ', '\n  ')}`;

test.each([
  [
    'send_batch_max_size: 4096',
    '.send_batch_max_size',
    'send_batch_max_size must be at least send_batch_size, got 4096 and its default of 8192',
  ],
  [
    'send_batch_size: 2048, send_batch_max_size: 1024',
    '.send_batch_max_size',
    'send_batch_max_size must be at least send_batch_size, got 1024 and 2048',
  ],
  ['timeout: -1s', '.timeout', "timeout must be at least 0, got '-1s'"],
])('batch with %s', (text, path, problem) => {
  expect(check(collectorExample({ processors: settings(text) }), batch)).toEqual([
    `${config}processors.batch${path}: batch: ${problem}`,
  ]);
});

test.each([
  'timeout: 0s',
  'send_batch_size: 1024, send_batch_max_size: 1024',
  'send_batch_size: 0, send_batch_max_size: 1024',
  'send_batch_size: 1024, send_batch_max_size: 0',
  `send_batch_size: \${env:SIZE}, send_batch_max_size: 100`,
])('nothing is said of a batch with %s', (text) => {
  expect(check(collectorExample({ processors: settings(text) }), batch)).toEqual([]);
});

const store = collectorExample({}).replace('name: otel', 'name: store');

const sending = (text: string, exporter: string, more = '', receiver = store) =>
  `${collectorExample({
    processors: settings(text),
    exporters: `${exporter}${more}`,
    service: `pipelines:\n  traces:\n    receivers: [otlp]\n    processors: [batch]\n    exporters: [${exporter.split(':')[0]}]`,
  })}---\n${receiver}`;

const grpc = 'otlp:\n  endpoint: store-collector:4317\n  tls:\n    insecure: true';

test.each([
  ['send_batch_size: 10000', '.send_batch_size', 10000],
  ['send_batch_size: 8193', '.send_batch_size', 8193],
  ['send_batch_size: 8192, send_batch_max_size: 16384', '.send_batch_max_size', 16384],
])('%s is too large for gRPC', (text, path, size) => {
  expect(check(sending(text, grpc), grpcBatch)).toEqual([
    `${config}processors.batch${path}: batch builds batches of up to ${size} spans, at 512 bytes each more than the 4 MiB that otlp may send over gRPC`,
  ]);
});

test.each([
  ['the default', sending('timeout: 1s', grpc)],
  ['8192', sending('send_batch_size: 8192', grpc)],
  ['a smaller largest size', sending('send_batch_size: 0, send_batch_max_size: 512', grpc)],
  ['HTTP', sending('send_batch_size: 20000', 'otlphttp:\n  endpoint: http://store-collector:4318')],
  [
    'a host outside',
    sending('send_batch_size: 20000', 'otlp:\n  endpoint: traces.example.com:4317'),
  ],
  [
    'an exporter that splits',
    sending('send_batch_size: 20000', grpc, '\n  sending_queue:\n    batch:\n      max_size: 1000'),
  ],
  [
    'a receiver that takes more',
    sending(
      'send_batch_size: 20000',
      grpc,
      '',
      store.replace('0.0.0.0:4317', '0.0.0.0:4317\n            max_recv_msg_size_mib: 16'),
    ),
  ],
  ['a variable', sending(`send_batch_size: \${env:SIZE}`, grpc)],
])('nothing is said of %s', (_, yaml) => {
  expect(check(yaml, grpcBatch)).toEqual([]);
});

test('a Jaeger that is told to takes more', () => {
  const jaeger = (options: string) => `apiVersion: jaegertracing.io/v1
kind: Jaeger
metadata:
  name: jaeger
  namespace: tracing
spec:
  allInOne:
    options: ${options}
`;
  const exporter = grpc.replace('store', 'jaeger');
  const yaml = (options: string) =>
    sending('send_batch_size: 10000', exporter, '', jaeger(options));
  expect(check(yaml('{}'), grpcBatch)).toHaveLength(1);
  expect(check(yaml('{collector.otlp.grpc.max-message-size: "16777216"}'), grpcBatch)).toEqual([]);
});
