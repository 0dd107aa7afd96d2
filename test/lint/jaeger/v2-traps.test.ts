import { expect, test } from 'vitest';
import { fileNotMounted as collectorFile } from '../../../src/lint/collector/file-not-mounted/rule.ts';
import { fileNotMounted } from '../../../src/lint/jaeger/file-not-mounted/rule.ts';
import { v2AdaptiveSampling } from '../../../src/lint/jaeger/v2-adaptive-sampling/rule.ts';
import { v2Mappings } from '../../../src/lint/jaeger/v2-mappings/rule.ts';
import { v2Replicas } from '../../../src/lint/jaeger/v2-replicas/rule.ts';
import { v2Setting } from '../../../src/lint/jaeger/v2-setting/rule.ts';
import { check } from '../check.ts';
import { all, cronJobOf, jaegerV2Of, onElasticsearch } from './jaeger-of.ts';

const image = 'image: "jaegertracing/jaeger:2.20.0"';
const at = 'OpenTelemetryCollector/t/c spec.';

const uiFrom = (file: string, spec = '') =>
  jaegerV2Of(
    `{extensions: {jaeger_storage: {backends: {main: {memory: {}}}}, jaeger_query: {storage: {traces: main}, ui: {config_file: ${file}}}}, service: {extensions: [jaeger_storage, jaeger_query], pipelines: {traces: {receivers: [nop], exporters: [nop]}}}}`,
    `${image}${spec}`,
  );

// opentelemetry-operator v0.158.0 internal/manifests/collector/container.go joins the three parts
test.each(['/var/conf/ui/configmap-my-ui/ui.json', '/var/conf/ui/configmap-my-ui/nested/ui.json'])(
  '%s is in a ConfigMap that the operator mounts',
  (file) => {
    expect(
      check(uiFrom(file, ', configmaps: [{name: my-ui, mountpath: ui}]'), fileNotMounted),
    ).toEqual([]);
  },
);

test('a file beside a ConfigMap that the operator mounts is told', () => {
  const found = check(
    uiFrom('/var/conf/ui/ui.json', ', configmaps: [{name: my-ui, mountpath: ui}]'),
    fileNotMounted,
  );
  expect(found).toEqual([
    `${at}config.extensions.jaeger_query.ui.config_file: jaeger_query cannot read '/var/conf/ui/ui.json': no volume is mounted there`,
  ]);
});

test('a key that such a ConfigMap does not have is told', () => {
  const configMap =
    '{apiVersion: v1, kind: ConfigMap, metadata: {name: my-ui, namespace: t}, data: {other.json: ""}}';
  const jaeger = uiFrom(
    '/var/conf/configmap-my-ui/ui.json',
    ', configmaps: [{name: my-ui, mountpath: ""}]',
  );
  expect(check(all(configMap, jaeger), fileNotMounted)).toEqual([
    `${at}config.extensions.jaeger_query.ui.config_file: jaeger_query cannot read '/var/conf/configmap-my-ui/ui.json': ConfigMap my-ui has no key 'ui.json'`,
  ]);
});

test('a certificate of a collector may be in such a ConfigMap, too', () => {
  const config =
    '{exporters: {otlp_grpc: {endpoint: "a.example.com:4317", tls: {ca_file: /var/conf/tls/configmap-ca/ca.crt}}}, service: {pipelines: {traces: {receivers: [otlp], exporters: [otlp_grpc]}}}}';
  const spec = 'image: "otel/opentelemetry-collector-contrib:0.155.0"';
  const mounted = `${spec}, configmaps: [{name: ca, mountpath: /tls/}]`;
  expect(check(jaegerV2Of(config, mounted), collectorFile)).toEqual([]);
  expect(check(jaegerV2Of(config, spec), collectorFile)).toHaveLength(1);
});

// Jaeger 2.13.0 panics with 'ui.yaml', and starts with 'ui.JSON'
test.each([
  ['/ui/ui.yaml', true],
  ['/ui/ui', true],
  ['/ui/ui.json.tmpl', true],
  ['/ui/ui.json', false],
  ['/ui/ui.JSON', false],
  ['/ui/config.js', false],
])('a UI configuration in %s is told: %s', (file, isTold) => {
  const message = `${at}config.extensions.jaeger_query.ui.config_file: jaeger_query: config_file must end in .json or .js, got '${file}'`;
  expect(check(uiFrom(file), v2Setting)).toEqual(isTold ? [message] : []);
});

// each tried with validate of Jaeger 2.13.0; 2.20.0 takes localhost
test.each([
  ['cassandra', true],
  ['cass-0', true],
  ['cassandra:9042', false],
  ['cassandra.db.svc', false],
  ['cassandra-0.cassandra', false],
  ['10.0.0.1', false],
  ['"[::1]"', false],
  ['localhost', false],
  [`"\${env:NODE}"`, false],
])('a node of Cassandra called %s is told: %s', (server, isTold) => {
  const backend = `{cassandra: {connection: {servers: [c.example.com, ${server}], tls: {insecure: true}}}}`;
  const yaml = jaegerV2Of(
    `{extensions: {jaeger_storage: {backends: {main: ${backend}}}}, service: {extensions: [jaeger_storage]}}`,
  );
  const place = 'config.extensions.jaeger_storage.backends.main.cassandra.connection.servers[1]';
  const message = `jaeger_storage.backends.main.cassandra: servers must have a dot in them, or a port behind them, for Jaeger v2, such as ${server}.db.svc, got '${server}'`;
  expect(check(yaml, v2Setting)).toEqual(isTold ? [`${at}${place}: ${message}`] : []);
});

const adaptive = (extension: string, running: string, processors = '[adaptive_sampling]') =>
  jaegerV2Of(
    `{processors: {adaptive_sampling: {}}, extensions: {jaeger_storage: {backends: {main: {memory: {}}}}${extension}}, service: {extensions: ${running}, pipelines: {traces: {receivers: [otlp], processors: ${processors}, exporters: [nop]}}}}`,
  );
const source = ', remote_sampling: {adaptive: {sampling_store: main}}';
const needs = `${at}config.processors.adaptive_sampling: adaptive_sampling needs extension remote_sampling with adaptive`;

// the first and the third ended Jaeger 2.13.0 when they were tried
test.each([
  [adaptive('', '[jaeger_storage]'), [`${needs}, got none`]],
  [adaptive(source, '[jaeger_storage]'), [`${needs}, which service.extensions does not name`]],
  [
    adaptive(', remote_sampling: {file: {path: ""}}', '[jaeger_storage, remote_sampling]'),
    [`${needs}, which has none`],
  ],
  [adaptive(source, '[jaeger_storage, remote_sampling]'), []],
  // a null has the defaults
  [adaptive(', remote_sampling: {adaptive: }', '[jaeger_storage, remote_sampling]'), []],
  [adaptive('', '[jaeger_storage]', '[]'), []],
  [
    adaptive(source, '[jaeger_storage, remote_sampling]', '[]'),
    [
      `${at}config.extensions.remote_sampling.adaptive: remote_sampling computes from spans that adaptive_sampling counts, and no pipeline has that processor: unless another Jaeger counts into its storage, every service keeps the initial probability`,
    ],
  ],
  // one that takes no spans answers for what others have counted
  [adaptive(source, '[jaeger_storage, remote_sampling]', '[]').replace('[otlp]', '[nop]'), []],
  [
    adaptive(', remote_sampling: {file: {path: ""}}', '[jaeger_storage, remote_sampling]', '[]'),
    [],
  ],
])('adaptive sampling needs its extension, and the extension its counts: %s', (yaml, messages) => {
  expect(check(yaml, v2AdaptiveSampling)).toEqual(messages);
});

const stored = (backend: string, spec: string, query = '{storage: {traces: main}}') =>
  jaegerV2Of(
    `{extensions: {jaeger_storage: {backends: {main: ${backend}, other: {memory: {}}}}, jaeger_query: ${query}}, exporters: {jaeger_storage_exporter: {trace_storage: main}}, service: {extensions: [jaeger_storage, jaeger_query], pipelines: {traces: {receivers: [otlp], exporters: [jaeger_storage_exporter]}}}}`,
    `${image}, ${spec}`,
  );

test.each([
  [
    '{memory: {max_traces: 5}}',
    'replicas: 2',
    'replicas: c must run one pod, because each pod has its own memory storage, got 2 replicas',
  ],
  [
    '{memory: }',
    'mode: daemonset',
    'mode: c must run one pod, because each pod has its own memory storage, got one pod on each node',
  ],
  [
    '{badger: {ephemeral: true}}',
    'autoscaler: {minReplicas: 1, maxReplicas: 3}',
    'autoscaler.maxReplicas: c must run one pod, because each pod has its own badger storage, got up to 3 replicas',
  ],
])('storage %s with %s is told', (backend, spec, message) => {
  expect(check(stored(backend, spec), v2Replicas)).toEqual([`${at}${message}`]);
});

test.each([
  stored('{memory: {max_traces: 5}}', 'replicas: 1'),
  stored('{memory: {max_traces: 5}}', 'mode: deployment'),
  stored('{elasticsearch: {server_urls: ["http://e.example.com:9200"]}}', 'replicas: 3'),
  // what is written here is read elsewhere, or never
  stored('{memory: {max_traces: 5}}', 'replicas: 3', '{storage: {traces: other}}'),
])('%s is let be', (yaml) => {
  expect(check(yaml, v2Replicas)).toEqual([]);
});

const writing = (settings: string, backend = 'elasticsearch', exporter = 'main') =>
  jaegerV2Of(
    `{extensions: {jaeger_storage: {backends: {main: {${backend}: {create_mappings: false, server_urls: ["http://e.example.com:9200"]${settings}}}, other: {memory: {}}}}}, exporters: {jaeger_storage_exporter: {trace_storage: ${exporter}}}, service: {extensions: [jaeger_storage], pipelines: {traces: {receivers: [otlp], exporters: [jaeger_storage_exporter]}}}}`,
  );

test.each([
  ['', 'elasticsearch'],
  [', indices: {spans: {rotation: {periodic: {rollover_frequency: hour}}}}', 'opensearch'],
  // without a value there are no aliases
  [', indices: {spans: {rotation: {manual_rollover: }}}', 'elasticsearch'],
])('whoever writes days without templates is told: %s', (settings, backend) => {
  expect(check(writing(settings, backend), v2Mappings)).toEqual([
    `${at}config.extensions.jaeger_storage.backends.main.${backend}.create_mappings: create_mappings must not be false in main, whose daily indices need templates`,
  ]);
});

test.each([
  writing(', indices: {spans: {rotation: {manual_rollover: {}}}}'),
  writing(', indices: {spans: {rotation: {auto_rollover: {policy_name: p}}}}'),
  writing(', use_aliases: true'),
  // what it is not written to is read, or archived to
  writing('', 'elasticsearch', 'other'),
  all(writing(''), onElasticsearch('{server-urls: "http://e.example.com:9200"}')),
  all(
    writing(''),
    cronJobOf(
      '{name: x, image: "jaegertracing/jaeger-es-rollover:2.20.0", args: [init, "http://e.example.com:9200"]}',
    ),
  ),
])('%s has its templates', (yaml) => {
  expect(check(yaml, v2Mappings)).toEqual([]);
});
