import { expect, test } from 'vitest';
import { refusedValue } from '../../../src/lint/collector/refused-value/rule.ts';
import { sharedTypeSamples } from '../../cluster/fixtures/shared-types.ts';
import { refusesValues } from '../../cluster/parts/component-settings.ts';
import { check } from '../check.ts';
import { collectorExample } from './example.ts';

const told = (parts: Parameters<typeof collectorExample>[0], release = '0.158.0') =>
  check(
    collectorExample({ spec: `image: otel/opentelemetry-collector-contrib:${release}`, ...parts }),
    refusedValue,
  ).map((line) => line.replace(/^.*?spec\.config\./, ''));

const exporter = (settings: string) => ({ exporters: `otlp: {endpoint: "a:4317", ${settings}}` });
const tls = (settings: string) => exporter(`tls: {${settings}}`);
const server = (settings: string) => ({
  receivers: `otlp: {protocols: {grpc: {endpoint: "0.0.0.0:4317", tls: {${settings}}}}}`,
});
const retry = (settings: string) => exporter(`retry_on_failure: {${settings}}`);
const queue = (settings: string) => exporter(`sending_queue: {${settings}}`);

// opentelemetry-collector: a release whose Validate refuses it and whose settings were read, and an older one whose Validate does not
test.each([
  [retry('initial_interval: -1s'), '0.95.0', '0.88.0', 'initial_interval must be at least 0'],
  [retry('randomization_factor: 2'), '0.95.0', '0.88.0', 'must be from 0 to 1, got 2'],
  [retry('multiplier: -1'), '0.95.0', '0.88.0', 'multiplier must be at least 0, got -1'],
  [
    retry('initial_interval: 10s, max_interval: 5s, max_elapsed_time: 5s'),
    '0.95.0',
    '0.94.0',
    'max_elapsed_time must be at least initial_interval, got 5s and 10s',
  ],
  // longer pauses than that are usual
  [
    retry('max_elapsed_time: 20s'),
    '0.95.0',
    '0.94.0',
    'max_elapsed_time must be at least max_interval, got 20s and 30s',
  ],
  [retry('enabled: false, multiplier: -1'), '0.156.0', '0.155.0', 'multiplier must be at least 0'],
  [tls('ca_file: /etc/ssl/a, ca_pem: b'), '0.100.0', '0.88.0', 'ca_pem must not be set beside'],
  [
    tls('cert_file: /etc/ssl/a'),
    '0.136.0',
    '0.135.0',
    'cert_file and key_file must be set together, got a certificate alone',
  ],
  [tls('key_pem: a'), '0.136.0', '0.135.0', 'got a key alone'],
  [
    tls('cert_file: /etc/ssl/a, key_file: /etc/ssl/b, key_pem: c'),
    '0.136.0',
    '0.135.0',
    'key_pem must not be set beside key_file',
  ],
  [
    tls('min_version: "1.3", max_version: "1.2"'),
    '0.100.0',
    '0.95.0',
    'max_version must be at least min_version, got 1.2 and 1.3',
  ],
  [tls('max_version: "1.1"'), '0.100.0', '0.95.0', 'got 1.1 and 1.2'],
  [
    server('client_ca_file: /etc/ssl/a'),
    '0.136.0',
    '0.135.0',
    'cert_file and key_file must be set for a server, got none',
  ],
  [server('cert_file: /etc/ssl/a'), '0.136.0', '0.135.0', 'got a certificate alone'],
  [
    queue('wait_for_result: true, storage: file_storage'),
    '0.126.0',
    '0.122.0',
    'wait_for_result must not be set with a stored queue',
  ],
  [queue('batch: {flush_timeout: 0s}'), '0.130.0', '0.122.0', 'flush_timeout must be more than 0'],
  [queue('batch: {min_size: -1}'), '0.130.0', '0.122.0', 'min_size must be at least 0, got -1'],
])('%j is refused from %s on, not in %s', (parts, first, before, message) => {
  expect(told(parts, first)).toEqual([expect.stringContaining(message)]);
  expect(told(parts, '0.158.0')).toEqual([expect.stringContaining(message)]);
  expect(told(parts, before)).toEqual([]);
});

test('keys that data is parted by are told apart by more than small letters', () => {
  const batch = (keys: string) => ({ processors: `batch: {metadata_keys: [${keys}]}` });
  expect(told(batch('tenant, Tenant'))).toEqual([
    'processors.batch.metadata_keys: batch: metadata_keys must be different, got tenant twice',
  ]);
  expect(told(batch(`a, b, "\${env:A}", "\${env:A}"`))).toEqual([]);
});

test.each([
  retry('enabled: true, initial_interval: 1s, max_interval: 20s, max_elapsed_time: 20s'),
  // no end at all
  retry('max_elapsed_time: 0, max_interval: 60s'),
  retry(`max_elapsed_time: "\${env:MOST}", initial_interval: "\${env:LEAST}"`),
  tls('ca_file: /etc/ssl/a'),
  tls(`cert_file: "\${env:CERT}", key_pem: "\${env:KEY}"`),
  tls('min_version: "1.2", max_version: "1.3", ca_file: "", ca_pem: a'),
  server('enabled: false'),
  server(`enabled: "\${env:TLS}"`),
  server('cert_file: /etc/ssl/a, key_file: /etc/ssl/b'),
  { receivers: 'otlp: {protocols: {grpc: {endpoint: "0.0.0.0:4317", tls: }}}' },
  queue('enabled: false, wait_for_result: true, storage: file_storage'),
  queue('wait_for_result: true'),
  queue('batch: {flush_timeout: 1s, min_size: 0, max_size: 0}'),
])('%j is taken', (parts) => {
  expect(told(parts)).toEqual([]);
});

// kafka receiver: off by itself, and without pauses
test('what a component does not do unless it is told is not judged before it is', () => {
  const kafka = (settings: string) => ({
    receivers: `kafka: {brokers: ["kafka.example.com:9092"], error_backoff: {${settings}}}`,
  });
  const wrong = 'initial_interval: 10s, max_interval: 10s, max_elapsed_time: 5s';
  expect(told(kafka(wrong), '0.139.0')).toEqual([]);
  expect(told(kafka(`enabled: true, ${wrong}`), '0.139.0')).not.toEqual([]);
  expect(told(kafka(wrong), '0.158.0')).not.toEqual([]);
});

// the cluster suite asks the collector the same
test.each(sharedTypeSamples)('%j', (sample) => {
  expect(refusesValues(sample)).toBe(sample.refused);
});
