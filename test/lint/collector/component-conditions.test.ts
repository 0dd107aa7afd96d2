import { expect, test } from 'vitest';
import { refusedValue } from '../../../src/lint/collector/refused-value/rule.ts';
import { conditionSamples } from '../../cluster/fixtures/component-conditions.ts';
import { refusesValues } from '../../cluster/parts/component-settings.ts';
import { check } from '../check.ts';
import { collectorExample } from './example.ts';

const told = (parts: Parameters<typeof collectorExample>[0], release = '0.158.0') =>
  check(
    collectorExample({ spec: `image: otel/opentelemetry-collector-contrib:${release}`, ...parts }),
    refusedValue,
  ).map((line) => line.replace(/^.*?spec\.config\./, ''));

// the cluster suite asks the collector the same
test.each(conditionSamples)('%j', (sample) => {
  expect(refusesValues(sample)).toBe(sample.refused);
});

const extension = (text: string) => ({ extensions: text });
const exporter = (text: string) => ({ exporters: text });

test.each([
  [
    extension('headers_setter: {headers: [{key: a, value: b, from_context: c}]}'),
    'extensions.headers_setter.headers[0]: headers_setter: one of from_context, from_attribute, value, value_file must be set, got from_context and value',
  ],
  [
    extension('oauth2client: {token_url: "https://a", client_secret: b}'),
    'extensions.oauth2client: oauth2client: client_id or client_id_file must be set, got none',
  ],
  [
    extension('file_storage: {create_directory: true, directory_permissions: "0999"}'),
    "extensions.file_storage.directory_permissions: file_storage: directory_permissions must be octal digits from 0000 to 0777, got '0999'",
  ],
  [
    extension(
      'file_storage: {max_size: 1048576, compaction: {on_rebound: true, rebound_trigger_threshold_mib: 1}}',
    ),
    'extensions.file_storage.max_size: file_storage: max_size must be at least rebound_needed_threshold_mib, got 1048576',
  ],
  [
    { processors: 'span: {}' },
    'processors.span: span: name.from_attributes, name.to_attributes or status must be set, got none',
  ],
  [
    { processors: 'groupbytrace: {store_on_disk: true}' },
    'processors.groupbytrace.store_on_disk: groupbytrace: store_on_disk is not supported, got true',
  ],
  [
    exporter('file: {path: /tmp/a, append: true, rotation: {}}'),
    'exporters.file.rotation: file: rotation must not be set with append, got both',
  ],
  [
    exporter('file: {path: /tmp/a, group_by: {enabled: true}}'),
    "exporters.file.path: file: path must have one * with group_by, and not as its start, got '/tmp/a'",
  ],
  [
    exporter('otlp: {endpoint: "a:4317", balancer_name: round-robin}'),
    "exporters.otlp.balancer_name: otlp: there is no balancer_name 'round-robin'",
  ],
  [
    exporter('otlphttp: {endpoint: "http://a:4318", compression_params: {level: 12}}'),
    'exporters.otlphttp.compression_params.level: otlphttp: level must be from -2 to 9 for gzip, got 12',
  ],
  [
    exporter(
      'kafka: {include_metadata_keys: [a, b], sending_queue: {batch: {partition: {metadata_keys: [a]}}}}',
    ),
    "exporters.kafka.include_metadata_keys[1]: kafka: sending_queue.batch.partition.metadata_keys must have 'b', got none",
  ],
])('%j', (parts, line) => {
  expect(told(parts)).toEqual([line]);
});

// no build here has it, so no collector is asked
test('an oidc extension needs an audience and an issuer of each provider', () => {
  const oidc = (settings: string) => told(extension(`oidc: {${settings}}`), '0.139.0');
  expect(oidc('audience: a')).toEqual(['extensions.oidc: oidc: issuer_url must be set, got none']);
  expect(oidc('providers: [{issuer_url: "https://a"}]')).toEqual([
    'extensions.oidc.providers[0]: oidc: audience must be set, got none',
  ]);
  expect(oidc('issuer_url: "https://a", audience: a')).toEqual([]);
  expect(oidc('providers: [{issuer_url: "https://a", ignore_audience: true}]')).toEqual([]);
});

test.each([
  extension(`headers_setter: {headers: "\${env:HEADERS}"}`),
  extension(`headers_setter: {headers: [{key: a, value: "\${env:A}", from_context: b}]}`),
  extension(`headers_setter: {headers: [{key: a, action: "\${env:ACTION}"}]}`),
  extension(`bearertokenauth: {token: "\${env:TOKEN}"}`),
  extension(`bearertokenauth: {token: "\${env:TOKEN}", tokens: [a]}`),
  extension(
    `oauth2client: {client_id: "\${env:ID}", token_url: "https://a", grant_type: "\${env:GRANT}"}`,
  ),
  extension(`file_storage: {create_directory: true, directory_permissions: "\${env:MODE}"}`),
  extension(`file_storage: {max_size: "\${env:SIZE}", compaction: {on_rebound: true}}`),
  { processors: `span: {name: {from_attributes: "\${env:NAMES}"}}` },
  { processors: `span: {status: {code: "\${env:CODE}", description: a}}` },
  exporter(`file: {path: "\${env:FILE}", format: "\${env:FORMAT}", group_by: {enabled: true}}`),
  exporter(`file: {path: /tmp/a, create_directory: "\${env:MAKE}", directory_permissions: "0999"}`),
  exporter(
    `kafka: {include_metadata_keys: [a], sending_queue: {batch: {partition: {metadata_keys: ["\${env:KEY}"]}}}}`,
  ),
  exporter(
    `kafka: {include_metadata_keys: [a], sending_queue: {enabled: "\${env:ON}", batch: {}}}`,
  ),
  exporter(
    `otlphttp: {endpoint: "http://a:4318", compression: "\${env:KIND}", compression_params: {level: 12}}`,
  ),
  exporter(
    `otlp: {endpoint: "a:4317", balancer_name: "\${env:BALANCER}", timeout: "\${env:TIME}"}`,
  ),
])('%j hangs on a variable', (parts) => {
  expect(told(parts)).toEqual([]);
});

test('a processor that no pipeline has is never made', () => {
  const service = 'pipelines: {traces: {receivers: [otlp], exporters: [debug]}}';
  expect(told({ processors: 'span: {}\ngroupbytrace: {store_on_disk: true}', service })).toEqual(
    [],
  );
});

// opentelemetry-collector-contrib: releases whose Validate was not read
test.each([
  extension('bearertokenauth: {token: a, tokens: [b]}'),
  extension('file_storage: {create_directory: true, directory_permissions: "0999"}'),
  exporter('file: {path: /tmp/a, directory_permissions: "0755"}'),
  exporter('kafka: {traces: {message_key_from_metadata_key: a}, partition_traces_by_id: true}'),
])('%j is not judged of older releases', (parts) => {
  expect(told(parts)).not.toEqual([]);
  expect(told(parts, '0.139.0')).toEqual([]);
});

// a release whose Validate refuses it, and an older one whose Validate does not
test.each([
  [exporter('file: {path: /tmp/a, append: true, rotation: {}}'), '0.120.0', '0.88.0'],
  [exporter('otlp: {endpoint: "a:4317", timeout: -1s}'), '0.92.0', '0.91.0'],
  [
    exporter('otlphttp: {endpoint: "http://a:4318", compression_params: {level: 12}}'),
    '0.118.0',
    '0.117.0',
  ],
  [
    exporter(
      'otlp: {endpoint: "a:4317", sending_queue: {sizer: items, queue_size: 1, batch: {sizer: items, min_size: 2}}}',
    ),
    '0.126.0',
    '0.125.0',
  ],
  [exporter('debug: {output_paths: [stderr]}'), '0.150.0', '0.145.0'],
])('%j is refused from %s on, not in %s', (parts, first, before) => {
  expect(told(parts, first)).not.toEqual([]);
  expect(told(parts, before)).toEqual([]);
});
