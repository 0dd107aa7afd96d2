import { expect, test } from 'vitest';
import { unknownSetting } from '../../../src/lint/collector/unknown-setting/rule.ts';
import { v2Environment } from '../../../src/lint/jaeger/v2-environment/rule.ts';
import { v2Setting } from '../../../src/lint/jaeger/v2-setting/rule.ts';
import { v2Storage } from '../../../src/lint/jaeger/v2-storage/rule.ts';
import { v2StorageName } from '../../../src/lint/jaeger/v2-storage-name/rule.ts';
import { v2Upgrade } from '../../../src/lint/jaeger/v2-upgrade/rule.ts';
import { lint } from '../../../src/lint/lint.ts';
import { modelOf } from '../../model/model-of.ts';
import { check } from '../check.ts';
import { jaegerV2Of } from './jaeger-of.ts';

interface Parts {
  readonly backends?: string;
  readonly query?: string;
  readonly exporter?: string;
  readonly running?: string;
}

const config = ({
  backends = '{main: {memory: {max_traces: 5}}}',
  query = '{storage: {traces: main}}',
  exporter = '{trace_storage: main}',
  running = '[jaeger_storage, jaeger_query]',
}: Parts) =>
  `{extensions: {jaeger_storage: {backends: ${backends}}, jaeger_query: ${query}}, exporters: {jaeger_storage_exporter: ${exporter}}, service: {extensions: ${running}, pipelines: {traces: {receivers: [otlp], exporters: [jaeger_storage_exporter]}}}}`;

const jaeger = (parts: Parts, spec?: string) => jaegerV2Of(config(parts), spec);
const at = 'OpenTelemetryCollector/t/c spec.config';

test.each([
  [{ backends: '{}' }, 'backends: jaeger_storage must have at least one of backends, got none'],
  [
    { backends: '{main: {}}' },
    'backends.main: storage main must have a type such as elasticsearch, got none',
  ],
  [
    { backends: '{main: {memory: {}, elasticsearch: {}}}' },
    'backends.main: storage main must have one type, got memory and elasticsearch',
  ],
  [
    { backends: '{main: {elastic_search: {}}}' },
    "backends.main.elastic_search: storage main has no type 'elastic_search'; the type is the key of its settings",
  ],
])('a storage must have one type: %j', (parts, message) => {
  expect(check(jaeger(parts), v2Storage)).toEqual([`${at}.extensions.jaeger_storage.${message}`]);
});

test.each([
  ['jaegertracing/jaeger:2.14.0', ['warning']],
  ['jaegertracing/jaeger:2.15.0', ['error']],
  ['jaegertracing/jaeger@sha256:0', ['error']],
])('two types are as bad as the release makes them: %s', (image, severities) => {
  const yaml = jaeger({ backends: '{main: {memory: {}, badger: {}}}' }, `image: "${image}"`);
  const found = lint(modelOf(yaml), [v2Storage]);
  expect(found.map(({ severity }) => severity)).toEqual(severities);
});

test.each([
  [
    { exporter: '{trace_storage: man}' },
    `${at}.exporters.jaeger_storage_exporter.trace_storage: jaeger_storage_exporter names storage 'man', but jaeger_storage has under backends only main`,
  ],
  [
    { exporter: '{}' },
    `${at}.exporters.jaeger_storage_exporter.trace_storage: jaeger_storage_exporter must name a storage under trace_storage`,
  ],
  [
    { query: '{storage: {}}' },
    `${at}.extensions.jaeger_query.storage.traces: jaeger_query must name a storage under storage.traces`,
  ],
  [
    { query: '{storage: {traces: main, traces_archive: old}}' },
    `${at}.extensions.jaeger_query.storage.traces_archive: jaeger_query names storage 'old', but jaeger_storage has under backends only main`,
  ],
  [
    { query: '{storage: {traces: main, metrics: main}}' },
    `${at}.extensions.jaeger_query.storage.metrics: jaeger_query names storage 'main', but jaeger_storage has under metric_backends none`,
  ],
])('names of storages must be defined: %j', (parts, message) => {
  expect(check(jaeger(parts), v2StorageName)).toEqual([message]);
});

test('the storage must run', () => {
  expect(check(jaeger({ running: '[jaeger_query]' }), v2StorageName)).toEqual([
    `${at}.service.extensions: jaeger_storage_exporter and jaeger_query need extension jaeger_storage, which service.extensions does not name`,
  ]);
});

test('settings are told where they stand', () => {
  const backends = '{main: {elasticsearch: {server-urls: ["http://e"], use_ilm: true}}}';
  expect(check(jaeger({ backends }), v2Setting)).toEqual([
    `${at}.extensions.jaeger_storage.backends.main.elasticsearch.server-urls: jaeger_storage.backends.main.elasticsearch: 'server-urls' is not a setting of Jaeger v2`,
    `${at}.extensions.jaeger_storage.backends.main.elasticsearch.use_ilm: jaeger_storage.backends.main.elasticsearch: 'use_ilm' is rejected since Jaeger 2.20.0, the release is 2.20.0`,
  ]);
  expect(check(jaeger({ query: '{storage: {trace: main}}' }), v2Setting)).toEqual([
    `${at}.extensions.jaeger_query.storage.trace: jaeger_query: 'trace' is not a setting of storage`,
  ]);
});

const v2 = 'image: "jaegertracing/jaeger:2.20.0"';

test.each([
  [
    `${v2}, env: [{name: SPAN_STORAGE_TYPE, value: elasticsearch}]`,
    'env[0].name: Jaeger v2 does not read SPAN_STORAGE_TYPE, which is --span-storage.type of Jaeger v1, and its configuration does not name it',
  ],
  [
    `${v2}, args: {es.server-urls: "http://e"}`,
    'args["es.server-urls"]: Jaeger v2 does not know --es.server-urls, which is a flag of Jaeger v1',
  ],
])('what v1 reads is told: %s', (spec, message) => {
  expect(check(jaeger({}, spec), v2Environment)).toEqual([
    `OpenTelemetryCollector/t/c spec.${message}`,
  ]);
});

test('the arguments of a workload are told as well', () => {
  const yaml =
    '{apiVersion: apps/v1, kind: Deployment, metadata: {name: d, namespace: t}, spec: {template: {spec: {containers: [{name: j, image: "jaegertracing/jaeger:2.20.0", args: ["--query.base-path=/j"]}]}}}}';
  expect(check(yaml, v2Environment)).toEqual([
    'Deployment/t/d spec.template.spec.containers[0].args[0]: Jaeger v2 does not know --query.base-path, which is a flag of Jaeger v1',
  ]);
});

test('automatic upgrades are told', () => {
  expect(check(jaeger({}, `${v2}, upgradeStrategy: automatic`), v2Upgrade)).toEqual([
    'OpenTelemetryCollector/t/c spec.upgradeStrategy: upgradeStrategy must be none for Jaeger v2, got automatic',
  ]);
});

test.each([
  jaeger({}),
  jaeger(
    {},
    `${v2}, upgradeStrategy: none, env: [{name: GOMEMLIMIT, value: 1GiB}], args: {feature-gates: a}`,
  ),
  jaeger(
    { backends: `{main: {elasticsearch: {server_urls: ["\${env:ES_SERVER_URLS}"]}}}` },
    `${v2}, env: [{name: ES_SERVER_URLS, value: "http://e"}]`,
  ),
  // query alone, on a storage of its own
  jaegerV2Of(
    '{extensions: {jaeger_storage: {backends: {main: {grpc: {endpoint: "s:17271"}}}}, jaeger_query: {storage: {traces: main}}}, service: {extensions: [jaeger_storage, jaeger_query], pipelines: {traces: {receivers: [nop], exporters: [nop]}}}}',
  ),
  // a collector of another distribution
  jaegerV2Of(
    '{exporters: {debug: {}}}',
    'image: "otel/opentelemetry-collector:0.120.0", upgradeStrategy: automatic, env: [{name: ES_SERVER_URLS, value: a}]',
  ),
])('%s is let be', (yaml) => {
  expect(check(yaml, v2Storage, v2StorageName, v2Setting, v2Environment, v2Upgrade)).toEqual([]);
});

// jaeger#7737, jaeger#7766: optional sections since 2.14.0
test('optional sections of Jaeger have a switch', () => {
  const queue = 'queue: {enabled: true, num_consumers: 1, queue_size: 5}';
  const yaml = jaeger(
    { exporter: `{trace_storage: main, ${queue}}` },
    'image: jaegertracing/jaeger:2.20.0',
  ).replace(
    'jaeger_query:',
    'remote_sampling: {file: {path: /a.json, enabled: true}, http: {enabled: false}, grpc: {enabled: true}}, jaeger_query:',
  );
  expect(yaml).toContain('remote_sampling');
  expect(check(yaml, v2Setting, unknownSetting)).toEqual([]);
});
