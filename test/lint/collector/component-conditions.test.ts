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
const spanMetrics = (text: string) => ({ connectors: `spanmetrics: {${text}}` });
const memoryLimiter = (text: string) => ({
  processors: `memory_limiter: {check_interval: 1s, limit_mib: 100, ${text}}`,
});

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
  [
    spanMetrics('dimensions: [{name: a}, {name: a}]'),
    'connectors.spanmetrics.dimensions[1]: spanmetrics: dimensions must be different, got a twice',
  ],
  [
    memoryLimiter('max_gc_interval_when_soft_limited: 20s'),
    'processors.memory_limiter.max_gc_interval_when_soft_limited: memory_limiter: max_gc_interval_when_soft_limited must be at least max_gc_interval_when_hard_limited, got 20s and 30s',
  ],
  [
    { receivers: 'prometheus: {config: {rule_files: [/etc/a]}}' },
    'receivers.prometheus.config.rule_files: prometheus: rule_files is not supported by the receiver, got some',
  ],
  // the key is a secret
  [
    { processors: 'redaction: {hash_function: hmac-sha256, hmac_key: short}' },
    'processors.redaction.hmac_key: redaction: hmac_key must have 32 bytes, got 5',
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
  spanMetrics(`dimensions: [{name: "\${env:A}"}, {name: "\${env:A}"}]`),
  spanMetrics(`dimensions: [{name: a, glob: "\${env:GLOB}"}], events: {enabled: "\${env:ON}"}`),
  memoryLimiter(`max_gc_interval_when_soft_limited: "\${env:PAUSE}"`),
  { processors: `redaction: {hash_function: hmac-sha256, hmac_key: "\${env:KEY}"}` },
  { processors: `metricstransform: {transforms: [{action: "\${env:ACTION}"}]}` },
  { processors: `cumulativetodelta: {exclude: {metrics: [a], match_type: "\${env:KIND}"}}` },
  { processors: `k8sattributes: {extract: {labels: [{key: "\${env:KEY}", key_regex: a}]}}` },
  { receivers: `prometheus: {config: {rule_files: "\${env:FILES}"}}` },
  { receivers: `host_metrics: {scrapers: "\${env:SCRAPERS}"}` },
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
  { processors: 'redaction: {hash_function: hmac-sha256}' },
  { receivers: 'prometheus: {config: {rule_files: [/etc/a]}}' },
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
  [spanMetrics('metrics_flush_interval: -1s'), '0.120.0', '0.88.0'],
  [
    memoryLimiter('min_gc_interval_when_hard_limited: 11s, max_gc_interval_when_hard_limited: 12s'),
    '0.126.0',
    '0.120.0',
  ],
  [memoryLimiter('max_gc_interval_when_hard_limited: -1s'), '0.158.0', '0.155.0'],
])('%j is refused from %s on, not in %s', (parts, first, before) => {
  expect(told(parts, first)).not.toEqual([]);
  expect(told(parts, before)).toEqual([]);
});
