import { expect, test } from 'vitest';
import { v1FlagOf } from '../../../../src/upstream/jaeger/flags.ts';
import {
  backendProblem,
  backendTypes,
  storageReferences,
} from '../../../../src/upstream/jaeger/v2/releases.ts';
import { jaegerV2SettingProblems } from '../../../../src/upstream/jaeger/v2/settings/problems.ts';

test.each([
  [{ memory: {} }, undefined],
  [{ elasticsearch: null }, undefined],
  // a type that a newer release may have
  [{ scylla: {} }, undefined],
  [{}, { path: [], message: 'storage main must have a type such as elasticsearch, got none' }],
  [null, { path: [], message: 'storage main must have a type such as elasticsearch, got none' }],
  [
    { memory: {}, badger: {} },
    { path: [], message: 'storage main must have one type, got memory and badger' },
  ],
  [
    { es: {} },
    {
      path: ['es'],
      message: "storage main has no type 'es'; the type is the key of its settings",
      fix: 'elasticsearch',
    },
  ],
  [
    { elasticseacrh: {} },
    {
      path: ['elasticseacrh'],
      message: "storage main has no type 'elasticseacrh'; the type is the key of its settings",
      fix: 'elasticsearch',
    },
  ],
  [
    { type: 'memory' },
    {
      path: ['type'],
      message: "storage main has no type 'type'; the type is the key of its settings",
      fix: 'memory',
    },
  ],
])('backend %j', (backend, problem) => {
  expect(backendProblem('main', backend, backendTypes)).toEqual(problem);
});

test('releases before 2.15.0 take one of two types', () => {
  const problemOf = (release?: string) =>
    backendProblem('main', { memory: {}, badger: {} }, backendTypes, release);
  const message = 'storage main must have one type, got memory and badger';
  expect(problemOf()).toEqual({ path: [], message });
  expect(problemOf('2.15.0')).toEqual({ path: [], message });
  expect(problemOf('2.14.1')).toEqual({
    path: [],
    message: `${message}, of which Jaeger 2.14.1 uses one`,
    severity: 'warning',
  });
});

test('storages are named by exporter, query and adaptive sampling', () => {
  expect(storageReferences('jaeger_storage_exporter', { trace_storage: 'a' })).toEqual([
    { path: ['trace_storage'], of: 'backends', required: true, use: 'write', name: 'a' },
  ]);
  expect(storageReferences('jaeger_query', { storage: { metrics: 'm' } })).toMatchObject([
    { path: ['storage', 'traces'], required: true },
    { path: ['storage', 'traces_archive'], required: false, use: 'archive' },
    { path: ['storage', 'metrics'], of: 'metric_backends', name: 'm' },
  ]);
  expect(storageReferences('otlp', {})).toEqual([]);
});

const problems = (part: string, settings: unknown, version?: string) =>
  jaegerV2SettingProblems(part, settings, version).map(
    ({ path = [], message: problem, fix }) =>
      `${path.join('.')}: ${problem}${fix === undefined ? '' : ` -> ${fix}`}`,
  );

test.each([
  [
    { 'server-urls': [] },
    "server-urls: 'server-urls' is not a setting of Jaeger v2 -> server_urls",
  ],
  [{ servers: [] }, "servers: 'servers' is not a setting of Jaeger v2 -> server_urls"],
  [
    { 'index-prefix': 'a' },
    "index-prefix: 'index-prefix' is not a setting of Jaeger v2 -> indices.index_prefix",
  ],
  [
    { index_prefix: 'a' },
    "index_prefix: 'index_prefix' is not a top-level setting, it belongs under indices -> indices.index_prefix",
  ],
  [
    { username: 'a' },
    "username: 'username' is not a top-level setting, it belongs under auth.basic -> auth.basic.username",
  ],
  [{ tls: { ca: '/ca' } }, "tls.ca: 'ca' is not a setting of Jaeger v2 -> ca_file"],
  [
    { tls: { enabled: true } },
    "tls.enabled: 'enabled' is not a setting of Jaeger v2 -> insecure: false",
  ],
  [{ max_span_agee: '1h' }, "max_span_agee: 'max_span_agee' is not a setting -> max_span_age"],
  [
    { max_span_age: '7d' },
    "max_span_age: max_span_age must be a Go duration such as 30s, 5m or 72h, got '7d', did you mean 168h?",
  ],
])('Elasticsearch with %j', (settings, message) => {
  expect(problems('elasticsearch', settings)).toEqual([message]);
});

test('aliases and lifecycle management are rejected since 2.20.0', () => {
  expect(problems('opensearch', { use_aliases: true }, '2.20.0')).toEqual([
    "use_aliases: 'use_aliases' is rejected since Jaeger 2.20.0, the release is 2.20.0 -> rotation under indices.spans, services, dependencies and sampling",
  ]);
  expect(problems('opensearch', { use_aliases: true }, '2.19.0')).toEqual([]);
  expect(problems('opensearch', { use_aliases: true })).toEqual([]);
});

test('other parts', () => {
  expect(problems('exporters/jaeger_storage_exporter', { storage: 'a' })).toEqual([
    "storage: 'storage' is not a setting of Jaeger v2 -> trace_storage",
  ]);
  expect(problems('extensions/jaeger_query', { 'base-path': '/a' })).toEqual([
    "base-path: 'base-path' is not a setting -> base_path",
  ]);
  expect(problems('cassandra', { whatever: 1 })).toEqual([]);
});

test('what later releases of v2 brought is known', () => {
  const query = {
    storage: { traces: 'main', traces_archive: 'archive', metrics: 'm' },
    ui: { config_file: '/ui.json', log_access: true },
    ai: { agent_url: 'ws://localhost:16688', enable_mcp: true, max_request_body_size: 1000 },
    otlp_proxy: { target: 'http://localhost:4318' },
    header_forwarding: [],
    max_trace_size: 10_000,
  };
  expect(problems('extensions/jaeger_query', query, '2.20.0')).toEqual([]);
  expect(problems('extensions/jaeger_query', { max_trace_siz: 1 })).toHaveLength(1);
  const elasticsearch = {
    max_trace_duration: '24h',
    write_mode: 'sync',
    poison_pill_handling: 'drop',
  };
  expect(problems('elasticsearch', elasticsearch, '2.21.0')).toEqual([]);
});

test.each([
  [
    'extensions/jaeger_query',
    { ai: { enable_mcp: true } },
    '2.21.0',
    "ai.enable_mcp: 'enable_mcp' is rejected since Jaeger 2.21.0, the release is 2.21.0 -> mcp",
  ],
  [
    'extensions/jaeger_query',
    { ai: {} },
    '2.17.0',
    "ai: 'ai' is a setting of Jaeger 2.18.0 and newer, the release is 2.17.0",
  ],
  [
    'opensearch',
    { indices: { services: { rotation: { manual_rollover: {} } } } },
    '2.19.0',
    "indices.services.rotation: 'rotation' is a setting of Jaeger 2.20.0 and newer, the release is 2.19.0",
  ],
  [
    'elasticsearch',
    { bulk_processing: { max_actions: 5 } },
    '2.21.0',
    "bulk_processing.max_actions: 'max_actions' is rejected since Jaeger 2.21.0, the release is 2.21.0",
  ],
  [
    'extensions/jaeger_query',
    { multi_tenancy: { enabled: true } },
    '2.20.0',
    "multi_tenancy.enabled: 'enabled' is not a setting of multi_tenancy -> Enabled",
  ],
  [
    'extensions/remote_sampling',
    { file: { strategies: '/a' } },
    '2.13.0',
    "file.strategies: 'strategies' is not a setting of file",
  ],
])('%s with %j in Jaeger %s', (part, settings, version, message) => {
  expect(problems(part, settings, version)).toEqual([message]);
});

test('what a newer release may have is let be', () => {
  const settings = {
    server_urls: ['http://e'],
    indices: { index_prefix: 'a', spans: { shards: 3, rotation: { periodic: {} } } },
    auth: { basic: { username: 'a', password: `\${env:P}` } },
    something_new: 5,
  };
  expect(problems('elasticsearch', settings, '2.22.0')).toEqual([]);
  expect(problems('elasticsearch', settings)).toEqual([]);
  expect(problems('elasticsearch', settings, '2.20.0')).toHaveLength(1);
});

test('flags of v1 are known by name and by variable', () => {
  expect(v1FlagOf('es.server-urls')).toBe('es.server-urls');
  expect(v1FlagOf('ES_SERVER_URLS')).toBe('es.server-urls');
  expect(v1FlagOf('SPAN_STORAGE_TYPE')).toBe('span-storage.type');
  expect(v1FlagOf('GOMEMLIMIT')).toBe(undefined);
});
