import { expect, test } from 'vitest';
import { missingProtocol } from '../../../src/lint/collector/missing-protocol/rule.ts';
import { refusedValue } from '../../../src/lint/collector/refused-value/rule.ts';
import { check } from '../check.ts';
import { config, operator, workload } from './at.ts';
import { collectorExample } from './example.ts';

const exporter = (text: string) => collectorExample({ exporters: text });

test.each([
  [
    'otlp: {endpoint: "a:4317", compression: zlib}',
    'otlp.compression',
    "otlp: compression must be one of gzip, snappy, zstd, none, got 'zlib'",
  ],
  [
    'otlphttp: {endpoint: "http://a:4318", compression: brotli}',
    'otlphttp.compression',
    "otlphttp: compression must be one of gzip, snappy, zstd, none, zlib, deflate, x-snappy-framed, lz4, got 'brotli'",
  ],
  ['otlp: {}', 'otlp', 'otlp: endpoint must be set, got none'],
  ['otlp_http: {}', 'otlp_http', 'otlp_http: endpoint must be set, got none'],
  ['zipkin: {format: proto}', 'zipkin', 'zipkin: endpoint must be set, got none'],
  [
    'debug: {verbosity: debug}',
    'debug.verbosity',
    "debug: verbosity must be one of basic, normal, detailed, got 'debug'",
  ],
  [
    'otlp: {endpoint: "a:4317", sending_queue: {queue_size: 0}}',
    'otlp.sending_queue.queue_size',
    'otlp: queue_size must be more than 0, got 0',
  ],
  [
    'otlp: {endpoint: "a:4317", sending_queue: {batch: {min_size: 10, max_size: 5}}}',
    'otlp.sending_queue.batch.max_size',
    'otlp: max_size must be at least min_size, got 5 and 10',
  ],
])('%s', (text, path, message) => {
  expect(check(exporter(text), refusedValue)).toEqual([`${config}exporters.${path}: ${message}`]);
});

test('a jaeger receiver takes no remote sampling', () => {
  const yaml = collectorExample({
    receivers: 'jaeger: {protocols: {grpc: {}}, remote_sampling: {}}',
  });
  expect(check(yaml, refusedValue)).toEqual([
    `${config}receivers.jaeger.remote_sampling: jaeger: remote_sampling is for the jaegerremotesampling extension, the receiver refuses it`,
  ]);
});

test.each([
  [
    'receivers',
    'jaeger: {protocols: {grpc: {endpoint: ""}}}',
    ['jaeger: endpoint must have a port, got none'],
  ],
  [
    'extensions',
    'basicauth: {}',
    ['basicauth: one of htpasswd and client_auth must be set, got none'],
  ],
  [
    'extensions',
    'basicauth: {htpasswd: {inline: a}, client_auth: {username: a}}',
    ['basicauth: one of htpasswd and client_auth must be set, got both'],
  ],
  ['extensions', 'basicauth: {htpasswd: {inline: a}}', []],
  [
    'connectors',
    'spanmetrics: {events: {enabled: true}}',
    ['spanmetrics: events must have dimensions, got none'],
  ],
])('%s %s', (kind, text, messages) => {
  const found = check(collectorExample({ [kind]: text }), refusedValue);
  expect(found.map((line) => line.replace(/^.*?: /, ''))).toEqual(messages);
});

test.each([
  ['{}', '', 'sampling_percentage must be set, the default of 0 drops every trace'],
  [
    '{sampling_percentage: 0}',
    '',
    'sampling_percentage must be more than 0, or every trace is dropped, got 0',
  ],
  ['{sampling_percentage: -1}', '', 'sampling_percentage must be more than 0, got -1'],
])('probabilistic_sampler: %s', (settings, _, message) => {
  expect(
    check(collectorExample({ processors: `probabilistic_sampler: ${settings}` }), refusedValue),
  ).toEqual([
    `${config}processors.probabilistic_sampler.sampling_percentage: probabilistic_sampler: ${message}`,
  ]);
});

test.each([
  'otlp: {endpoint: "a:4317", compression: zstd}',
  `otlp: {endpoint: "\${env:ENDPOINT}", compression: "\${env:COMPRESSION}"}`,
  'otlphttp: {traces_endpoint: "http://a:4318/v1/traces", compression: deflate}',
  'debug: {verbosity: Detailed}',
  'otlp: {endpoint: "a:4317", sending_queue: {enabled: false, queue_size: 0}}',
  'our_own: {compression: brotli}',
])('nothing is said of %s', (text) => {
  expect(check(exporter(text), refusedValue)).toEqual([]);
});

test.each([
  ['otlp: {}', '0.151.0', true],
  ['otlp:', '0.100.0', true],
  ['jaeger: {protocols: {}}', '0.120.0', true],
  ['otlp: {}', '0.152.0', false],
  ['otlp: {protocols: {http: }}', '0.120.0', false],
  ['zipkin: {}', '0.120.0', false],
])('whether %s has no protocol with operator %s: %s', (receivers, release, wrong) => {
  const [id = ''] = receivers.split(':');
  expect(check(collectorExample({ receivers }) + operator(release), missingProtocol)).toEqual(
    wrong
      ? [
          `${config}receivers.${id}.protocols: receiver ${id} must have at least one of its protocols, got none`,
        ]
      : [],
  );
});

test('without an operator nobody opens protocols, with one of an unknown release it may', () => {
  expect(check(workload('receivers:\n  otlp:\n'), missingProtocol)).toHaveLength(1);
  expect(check(collectorExample({ receivers: 'otlp: {}' }), missingProtocol)).toEqual([]);
});

test.each([
  [
    'attributes: {actions: [{key: a, action: insert}]}',
    'attributes.actions[0]',
    'attributes: insert must have a value, from_attribute or from_context, got none',
  ],
  [
    'resource: {}',
    'resource.attributes',
    'resource: attributes must have at least one action, it has none',
  ],
  [
    'k8sattributes: {extract: {metadata: [k8s.pod.names]}}',
    'k8sattributes.extract.metadata[0]',
    "k8sattributes: metadata has no field 'k8s.pod.names'",
  ],
])('%s', (text, path, message) => {
  const yaml = collectorExample({ processors: text });
  expect(check(yaml, refusedValue)).toEqual([`${config}processors.${path}: ${message}`]);
});

test('a file exporter needs a path', () => {
  expect(check(exporter('file: {}'), refusedValue)).toEqual([
    `${config}exporters.file: file: path must be set, got none`,
  ]);
});
