import { expect, test } from 'vitest';
import { refusedValue } from '../../../src/lint/collector/refused-value/rule.ts';
import { unknownSetting } from '../../../src/lint/collector/unknown-setting/rule.ts';
import { lintManifests } from '../../../src/lint/manifests.ts';
import { check, fixes } from '../check.ts';
import { config } from './at.ts';
import { collectorExample } from './example.ts';

const exporter = (settings: string, id = 'otlp') =>
  collectorExample({ exporters: `${id}: {endpoint: "a.example.com:4317", ${settings}}` });
const receiver = (settings: string) => collectorExample({ receivers: `otlp: ${settings}` });

test.each([
  [
    exporter('insecure: true'),
    'exporters.otlp.insecure',
    "otlp: 'insecure' is not a top-level setting, it belongs under tls",
  ],
  [
    exporter('ca_file: /ca.crt'),
    'exporters.otlp.ca_file',
    "otlp: 'ca_file' is not a top-level setting, it belongs under tls",
  ],
  [exporter('tls_config: {}'), 'exporters.otlp.tls_config', "otlp: 'tls_config' is not a setting"],
  [
    exporter('tls: {compression: gzip}'),
    'exporters.otlp.tls.compression',
    "otlp: 'compression' is not a setting of tls, it belongs beside it",
  ],
  [
    exporter('tls: {insecur: true}'),
    'exporters.otlp.tls.insecur',
    "otlp: 'insecur' is not a setting of tls",
  ],
  [
    exporter('sending_queue: {size: 10}'),
    'exporters.otlp.sending_queue.size',
    "otlp: 'size' is not a setting of sending_queue",
  ],
  [
    exporter('max_elapsed_time: 0s'),
    'exporters.otlp.max_elapsed_time',
    "otlp: 'max_elapsed_time' is not a top-level setting, it belongs under retry_on_failure",
  ],
  [
    exporter('tls: true'),
    'exporters.otlp.tls',
    "otlp: tls must be a mapping of ca_file, ca_pem, cert_file …, got 'true'",
  ],
  [
    exporter('timeout: 10'),
    'exporters.otlp.timeout',
    'otlp: timeout must have a unit, 10 without one is nanoseconds',
  ],
  [
    exporter('timeout: "10"'),
    'exporters.otlp.timeout',
    "otlp: timeout must be a Go duration such as 30s, 5m or 72h, got '10'",
  ],
  [
    exporter('timeout: [10s]'),
    'exporters.otlp.timeout',
    'otlp: timeout must be a duration such as 10s, got a list',
  ],
  [
    exporter('compression: {gzip: true}'),
    'exporters.otlp.compression',
    'otlp: compression must be one of deflate, gzip, lz4, none, snappy, x-snappy-framed, zlib, zstd, got a mapping',
  ],
  [
    exporter('sending_queue: {queue_size: many}'),
    'exporters.otlp.sending_queue.queue_size',
    "otlp: queue_size must be a number, got 'many'",
  ],
  [
    receiver('{endpoint: "0.0.0.0:4317"}'),
    'receivers.otlp.endpoint',
    "otlp: 'endpoint' is not a top-level setting, it belongs under protocols.grpc or protocols.http",
  ],
  [
    receiver('{grpc: {}}'),
    'receivers.otlp.grpc',
    "otlp: 'grpc' is not a top-level setting, it belongs under protocols",
  ],
  [
    receiver('{protocols: [grpc, http]}'),
    'receivers.otlp.protocols',
    'otlp: protocols must be a mapping of grpc, http …, got a list',
  ],
  [
    receiver('{protocols: {grcp: {}}}'),
    'receivers.otlp.protocols.grcp',
    "otlp: 'grcp' is not a setting of protocols",
  ],
  [
    receiver('{protocols: {grpc: {tls: {insecure: true}}}}'),
    'receivers.otlp.protocols.grpc.tls.insecure',
    "otlp: 'insecure' is not a setting of protocols.grpc.tls",
  ],
  [
    exporter('', 'loadbalancing').replace('"a.example.com:4317"', 'x'),
    'exporters.loadbalancing.endpoint',
    "loadbalancing: 'endpoint' is not a top-level setting, it belongs under protocol.otlp",
  ],
  [
    collectorExample({ exporters: 'debug: {loglevel: debug}' }),
    'exporters.debug.loglevel',
    "debug: 'loglevel' is not a setting",
  ],
  [
    collectorExample({ processors: 'batch: {send_batch_sise: 1}' }),
    'processors.batch.send_batch_sise',
    "batch: 'send_batch_sise' is not a setting",
  ],
  [
    collectorExample({ processors: 'memory_limiter: {ballast_size_mib: 1}' }),
    'processors.memory_limiter.ballast_size_mib',
    "memory_limiter: 'ballast_size_mib' is not a setting",
  ],
  [
    collectorExample({ processors: 'resource: {actions: []}' }),
    'processors.resource.actions',
    "resource: 'actions' is not a setting",
  ],
])('%#: %s', (yaml, path, message) => {
  expect(check(yaml, unknownSetting)).toEqual([`${config}${path}: ${message}`]);
});

const versioned = (version: string, exporters: string) =>
  collectorExample({ spec: `image: otel/opentelemetry-collector:${version}`, exporters });

test.each([
  [
    'tls: {insecure: "true"}',
    "tls.insecure: otlp: insecure must be true or false without quotes, got 'true'",
  ],
  [
    'sending_queue: {queue_size: "100"}',
    "sending_queue.queue_size: otlp: queue_size must be a number without quotes, got '100'",
  ],
])('%s is refused since 0.105.0', (settings, message) => {
  const exporters = `otlp: {endpoint: "a.example.com:4317", ${settings}}`;
  expect(check(versioned('0.105.0', exporters), unknownSetting)).toEqual([
    `${config}exporters.otlp.${message}`,
  ]);
  expect(check(versioned('0.104.0', exporters), unknownSetting)).toEqual([]);
  expect(check(collectorExample({ exporters }), unknownSetting)).toEqual([]);
});

// opentelemetry-collector-contrib v0.139.0 pkg/stanza/operator/helper/bytesize.go
test('a size is a number or has a unit, where a component takes one', () => {
  const sizes = (some: string) =>
    collectorExample({
      receivers: `filelog: {include: [/a.log], ${some}}`,
      service: 'pipelines: {logs: {receivers: [filelog], exporters: [debug]}}',
    });
  const good = 'max_log_size: 1048576, fingerprint_size: 1.5kb, initial_buffer_size: 16 KiB';
  expect(check(sizes(good), unknownSetting)).toEqual([]);
  expect(check(sizes('max_log_size: 1_048_576'), unknownSetting)).toEqual([]);
  expect(check(sizes('max_log_size: 1Mi'), unknownSetting)).toEqual([
    `${config}receivers.filelog.max_log_size: filelog: max_log_size must be a size in bytes, or with a unit, such as 1MiB, got '1Mi'`,
  ]);
});

// opentelemetry-collector-contrib v0.139.0 receiver/kubeletstatsreceiver/internal/kubelet/metadata.go
test('labels of kubelet_stats are those of its constants, and of the conventions', () => {
  const labels = collectorExample({
    receivers: 'kubelet_stats: {extra_metadata_labels: [container.id, k8s.volume.type]}',
    service: 'pipelines: {metrics: {receivers: [kubelet_stats], exporters: [debug]}}',
  });
  expect(check(labels, unknownSetting)).toEqual([]);
});

test('where a number is wanted, a size is no number, and its number is told where the name has the unit', () => {
  const grpc = 'max_recv_msg_size_mib: 10MiB, read_buffer_size: 512KiB';
  const text = receiver(`{protocols: {grpc: {${grpc}}}}`).replace(
    'spec:',
    'spec:\n  image: otel/opentelemetry-collector:0.158.0',
  );
  expect(check(text, unknownSetting)).toEqual([
    `${config}receivers.otlp.protocols.grpc.max_recv_msg_size_mib: otlp: max_recv_msg_size_mib must be a number, got '10MiB'`,
    `${config}receivers.otlp.protocols.grpc.read_buffer_size: otlp: read_buffer_size must be a number, got '512KiB'`,
  ]);
  expect(fixes(text, unknownSetting)).toEqual(['10', undefined]);
  // as every reader of YAML 1.1 does
  const written = 'batch: {send_batch_size: 1_000, send_batch_max_size: 0x1000}';
  expect(check(collectorExample({ processors: written }), unknownSetting)).toEqual([]);
});

test('of a release that was not read, what is found is a warning', () => {
  const severities = (release: string, exporters: string) =>
    lintManifests([{ file: 'a.yaml', text: versioned(release, exporters) }]).findings.flatMap(
      ({ rule, severity }) => (rule === unknownSetting ? [severity] : []),
    );
  for (const settings of ['insecure: true', 'compresion: gzip', 'tls: true', 'timeout: [1]']) {
    const exporters = `otlp: {endpoint: "a.example.com:4317", ${settings}}`;
    expect(severities('0.170.0', exporters)).toEqual(['warning']);
    expect(severities('0.158.0', exporters)).toEqual(['error']);
  }
});

test('a newer release may have other settings, but not ones that are misplaced or misspelt', () => {
  expect(check(versioned('0.170.0', 'otlp: {brand_new_thing: 1}'), unknownSetting)).toEqual([]);
  expect(check(versioned('0.158.0', 'otlp: {brand_new_thing: 1}'), unknownSetting)).toHaveLength(1);
  expect(check(versioned('0.170.0', 'otlp: {insecure: true}'), unknownSetting)).toHaveLength(1);
});

test.each([
  exporter(
    'tls: {insecure: true}, headers: {a: b}, sending_queue: {enabled: false}, retry_on_failure: {max_elapsed_time: 0}',
  ),
  exporter(`tls: {insecure: "\${env:INSECURE}"}, timeout: "\${env:TIMEOUT}"`),
  exporter(`tls: "\${file:/tls.yaml}"`),
  exporter('timeout: 5000000000, tls:, auth: {authenticator: bearertokenauth}'),
  receiver('{protocols: {grpc:, http: {cors: {allowed_origins: ["*"]}}}}'),
  receiver('{protocols: {grpc: {keepalive: {server_parameters: {max_connection_age: 60s}}}}}'),
  collectorExample({ exporters: 'our_own: {insecure: true}\nours: {insecure: true}' }),
])('nothing is said of sound settings (%#)', (yaml) => {
  expect(check(yaml, unknownSetting)).toEqual([]);
});

test("the collector's own telemetry and the parts of processors are looked into", () => {
  const telemetry = (text: string) =>
    collectorExample({
      service: `telemetry: ${text}\npipelines: {traces: {receivers: [otlp], exporters: [debug]}}`,
    });
  expect(check(telemetry('{logs: {level: fatel}}'), unknownSetting)).toEqual([
    `${config}service.telemetry.logs.level: telemetry: level must be one of debug, info, warn, warning, error, dpanic, panic, fatal, got 'fatel'`,
  ]);
  expect(check(telemetry('{logs: {level: info}, metrics: {level: none}}'), unknownSetting)).toEqual(
    [],
  );
  const processor = collectorExample({
    processors: 'k8sattributes: {extract: {labels: [{tag: app, key: app, from: pods}]}}',
  });
  const labels = `${config}processors.k8sattributes.extract.labels[0]`;
  expect(check(processor, unknownSetting)).toEqual([
    `${labels}.from: k8sattributes: from must be one of pod, namespace, deployment, statefulset, daemonset, job, node, got 'pods'`,
    `${labels}.tag: k8sattributes: 'tag' is not a setting of extract.labels[0]`,
  ]);
});

test('what people write in current releases passes', () => {
  const processors = `filter: {error_mode: ignore, trace_conditions: ['span.attributes["a"] == "b"']}
resource_detection: {detectors: [env], timeout: 2s, upcloud: {}}
tail_sampling: {policies: [{name: a, type: and, and: {and_sub_policy: [{name: b, type: always_sample}]}}]}`;
  expect(check(collectorExample({ processors }), unknownSetting)).toEqual([]);
  const connectors = 'span_metrics: {histogram: {explicit: {buckets: [1ms]}}}';
  expect(check(collectorExample({ connectors }), unknownSetting)).toEqual([]);
  const typo = connectors.replace('histogram', 'histogramm');
  expect(check(collectorExample({ connectors: typo }), unknownSetting)).toEqual([
    `${config}connectors.span_metrics.histogramm: span_metrics: 'histogramm' is not a setting`,
  ]);
});

test('settings of the newest releases are settings', () => {
  const processors =
    'k8s_attributes: {auth_type: serviceAccount, kube_api_qps: 20.5, kube_api_burst: 40}';
  expect(check(collectorExample({ processors }), unknownSetting)).toEqual([]);
  const typo = processors.replace('kube_api_qps', 'kube_api_qp');
  expect(check(collectorExample({ processors: typo }), unknownSetting)).toHaveLength(1);
});

test('settings that few releases had are settings', () => {
  const middleware = 'middleware: [{id: a}]';
  expect(check(versioned('0.130.0', `otlphttp: {${middleware}}`), unknownSetting)).toEqual([]);
  expect(check(receiver(`{protocols: {http: {${middleware}}}}`), unknownSetting)).toEqual([]);
});

const switched = (more: string, spec?: string) =>
  collectorExample({
    ...(spec === undefined ? {} : { spec }),
    receivers: `otlp: {protocols: {grpc: {enabled: true, tls: {enabled: false}, keepalive: {enabled: true, server_parameters: {enabled: false}}}, http: {enabled: false, cors: {enabled: false}}}}`,
    exporters: `load_balancing: {resolver: {dns: {enabled: true, hostname: a.example.com}, k8s: {enabled: false}}}
otlp: {endpoint: "a.example.com:4317", auth: {enabled: false, authenticator: a}${more}}`,
    connectors:
      'span_metrics: {histogram: {explicit: {enabled: true}, exponential: {enabled: false}}}',
  });
const image = (version: string) => `image: otel/opentelemetry-collector-contrib:${version}`;

test('optional sections have a switch since 0.140.0', () => {
  expect(check(switched('', image('0.140.0')), unknownSetting)).toEqual([]);
  expect(check(switched(''), unknownSetting)).toEqual([]);
  const older = check(switched('', image('0.139.0')), unknownSetting);
  expect(older).toHaveLength(11);
  expect(older).toContain(
    `${config}receivers.otlp.protocols.http.enabled: otlp: 'enabled' is not a setting of protocols.http`,
  );
  // a feature gate, which two releases before had, brings it too
  const gated = `${image('0.139.0')}\nargs: {feature-gates: configoptional.AddEnabledField}`;
  expect(check(switched('', gated), unknownSetting)).toEqual([]);
});

test('a switch takes true or false, and not every section has one', () => {
  const path = `${config}exporters.otlp`;
  expect(check(exporter('keepalive: {enabled: maybe}'), unknownSetting)).toEqual([
    `${path}.keepalive.enabled: otlp: enabled must be true or false, got 'maybe'`,
  ]);
  expect(check(switched(', tls: {enabled: false}', image('0.158.0')), unknownSetting)).toEqual([
    `${path}.tls.enabled: otlp: 'enabled' is not a setting of tls`,
  ]);
  expect(check(exporter('enabled: true'), unknownSetting)).toEqual([
    `${path}.enabled: otlp: 'enabled' is not a setting`,
  ]);
});

test('a value that a rule of its own refuses is told once', () => {
  const yaml = collectorExample({ exporters: 'debug: {verbosity: debug}' });
  expect(check(yaml, unknownSetting, refusedValue)).toEqual([
    expect.stringContaining('verbosity must be one of basic, normal, detailed'),
  ]);
  // two mistakes are two
  const two = collectorExample({ exporters: 'debug: {verbosity: debug, verbose: true}' });
  expect(check(two, unknownSetting, refusedValue)).toHaveLength(2);
});
