import { expect, test } from 'vitest';
import { brokenRelease } from '../../../src/lint/collector/broken-release/rule.ts';
import { idleSetting } from '../../../src/lint/collector/idle-setting/rule.ts';
import { lint } from '../../../src/lint/lint.ts';
import type { Rule } from '../../../src/lint/rule.ts';
import { modelOf } from '../../model/model-of.ts';
import { collectorExample } from './example.ts';

const found = (yaml: string, rule: Rule) =>
  lint(modelOf(yaml), [rule]).map(({ severity, message }) => `${severity}: ${message}`);
const exporting = (settings: string) =>
  collectorExample({
    exporters: `otlp: {endpoint: "a:4317", ${settings}}`,
    service: 'pipelines: {traces: {receivers: [otlp], exporters: [otlp]}}',
  });

test.each([
  [
    'sending_queue: {enabled: false, storage: file_storage, queue_size: 10}',
    [
      'info: otlp: queue_size has no effect: sending_queue is disabled and keeps nothing',
      'warning: otlp: storage has no effect: sending_queue is disabled and keeps nothing',
    ],
  ],
  [
    'retry_on_failure: {enabled: false, max_elapsed_time: 5m}',
    [
      'info: otlp: max_elapsed_time has no effect: retry_on_failure is disabled and retries nothing',
    ],
  ],
  [
    'tls: {insecure: true, cert_file: /a, key_file: /b}',
    [
      'warning: otlp: cert_file has no effect with insecure: true and without a CA, no client certificate is sent',
    ],
  ],
])('settings that another one turns off are told: %s', (settings, messages) => {
  expect(found(exporting(settings), idleSetting)).toEqual(messages);
});

test.each([
  'sending_queue: {enabled: false}',
  'sending_queue: {enabled: true, queue_size: 10}',
  'sending_queue: {queue_size: 10}',
  `sending_queue: {enabled: "\${env:QUEUE}", queue_size: 10}`,
  'retry_on_failure: {enabled: false, max_elapsed_time: null}',
  'tls: {insecure: true, ca_file: /ca, cert_file: /a, key_file: /b}',
  'tls: {cert_file: /a, key_file: /b}',
])('nothing is said of %s', (settings) => {
  expect(found(exporting(settings), idleSetting)).toEqual([]);
});

const logging = (version: string, exporter = 'logging') =>
  collectorExample({
    spec: `image: otel/opentelemetry-collector:${version}`,
    exporters: 'logging: {}\notlp: {endpoint: "a:4317"}',
    service: `pipelines: {traces: {receivers: [otlp], exporters: [${exporter}]}}`,
  });

test('a release with a fault is told where the configuration meets it, and no other', () => {
  expect(found(logging('0.63.1'), brokenRelease)).toEqual([
    'warning: collector 0.63.1 fails with the logging exporter; 0.64.1 fixes it (opentelemetry-collector#6420)',
  ]);
  for (const version of ['0.61.0', '0.64.1', '0.86.0'])
    expect(found(logging(version), brokenRelease)).toEqual([]);
  expect(found(logging('0.63.1', 'otlp'), brokenRelease)).toEqual([]);
});

const reading = (version: string, readers: string) =>
  collectorExample({
    spec: `image: otel/opentelemetry-collector:${version}`,
    service: `telemetry: {metrics: {readers: ${readers}}}
pipelines: {traces: {receivers: [otlp], exporters: [debug]}}`,
  });
const periodic = '{periodic: {exporter: {otlp: {endpoint: "https://a:4318"}}}}';
const pull = '{pull: {exporter: {prometheus: {host: 0.0.0.0, port: 8888}}}}';

test('readers that a release does not start with are told', () => {
  expect(found(reading('0.122.0', `[${periodic}]`), brokenRelease)).toEqual([
    'warning: collector 0.122.0 fails to start with periodic metrics readers and no pull reader; 0.122.1 fixes it (opentelemetry-collector#12661)',
  ]);
  expect(found(reading('0.122.0', `[${periodic}, ${pull}]`), brokenRelease)).toEqual([]);
  expect(found(reading('0.122.1', `[${periodic}]`), brokenRelease)).toEqual([]);
  expect(found(reading('0.121.0', `[${periodic}]`), brokenRelease)).toEqual([]);
});
