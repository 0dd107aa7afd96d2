import { expect, test } from 'vitest';
import { basePathProblem } from '../../../../src/upstream/jaeger/servers.ts';
import { gateProblem } from '../../../../src/upstream/jaeger/v2/releases.ts';
import { jaegerV2SettingProblems } from '../../../../src/upstream/jaeger/v2/settings/problems.ts';
import { openSearchPolicyProblem } from '../../../../src/upstream/jaeger/v2/settings/traps.ts';

const problems = (part: string, settings: unknown, version?: string) =>
  jaegerV2SettingProblems(part, settings, version).map(
    ({ path = [], message: problem, fix }) =>
      `${path.join('.')}: ${problem}${fix === undefined ? '' : ` -> ${fix}`}`,
  );

test.each([
  [
    { span_read_alias: 'r', span_write_alias: 'w' },
    '2.14.0',
    'span_read_alias: span_read_alias must be used with use_aliases true',
  ],
  [
    { use_aliases: true, service_read_alias: 'r' },
    '2.14.0',
    'service_read_alias: service_read_alias must be used with service_write_alias',
  ],
  [
    { auth: { basic: { username: 'a' }, api_key: { file_path: '/k' } } },
    '2.20.0',
    'auth: auth must be one of basic, bearer_token, api_key, got basic and api_key',
  ],
  [
    { auth: { basic: { username: 'a' }, bearer_token: { file_path: '/k' } } },
    '2.19.0',
    'auth: auth must be one of basic, bearer_token, api_key, got basic and bearer_token, of which Jaeger 2.19.0 uses one',
  ],
  [
    { auth: { basic: { username: 'a' }, authenticator: 'sigv4auth' } },
    '2.20.0',
    'auth.authenticator: authenticator must be the only login, got it beside basic',
  ],
  [
    { auth: { basic: { password: 'a', password_file: '/p' } } },
    undefined,
    'auth.basic.password_file: password_file must not be given beside password',
  ],
  [
    { version: 6 },
    '2.20.0',
    'version: version must be 7, 8 or 9 for Elasticsearch, 101, 102 or 103 for OpenSearch, or 0, got 6',
  ],
  [
    { server_urls: ['http://a:9200,http://b:9200'] },
    undefined,
    "server_urls.0: server_urls must be a list with one URL in each element, got 'http://a:9200,http://b:9200'",
  ],
  [
    { indices: { spans: { rotation: { manual_rollover: null } } } },
    '2.20.0',
    'indices.spans.rotation.manual_rollover: manual_rollover without a value has no effect, the indices are written day by day: write {} for its defaults -> {}',
  ],
  [
    { indices: { spans: { rotation: { periodic: {}, auto_rollover: {} } } } },
    '2.20.0',
    'indices.spans.rotation: rotation must be one of periodic, manual_rollover, auto_rollover, got periodic and auto_rollover',
  ],
  [
    { indices: { spans: { rotation: { data_stream: {} } } } },
    '2.20.0',
    'indices.spans.rotation.data_stream: data_stream is refused, it is not implemented yet',
  ],
  [
    { indices: { services: { date_layout: '2006', rotation: { periodic: {} } } } },
    '2.20.0',
    'indices.services.date_layout: date_layout must stand under rotation.periodic where there is a rotation',
  ],
])('Elasticsearch %j of release %s is told', (settings, release, message) => {
  expect(problems('elasticsearch', settings, release)).toEqual([message]);
});

test.each([
  [{ use_ilm: true, use_aliases: true, create_mappings: false }, '2.19.0'],
  [{ use_ilm: `\${env:ILM}` }, '2.19.0'],
  [{ use_aliases: true, span_read_alias: 'r', span_write_alias: 'w' }, '2.19.0'],
  [{ indices: { spans: { rotation: { periodic: null } } } }, '2.20.0'],
  [{ auth: { basic: { username: 'a' }, api_key: null } }, '2.20.0'],
  [{ version: 103 }, '2.20.0'],
])('Elasticsearch %j of release %s is let be', (settings, release) => {
  expect(problems('elasticsearch', settings, release)).toEqual([]);
});

test('what has no effect in one release is refused by the next', () => {
  const severities = (release: string) =>
    jaegerV2SettingProblems('elasticsearch', { bulk_processing: { max_actions: 5 } }, release).map(
      ({ severity = 'error' }) => severity,
    );
  expect(severities('2.19.0')).toEqual([]);
  expect(severities('2.20.0')).toEqual(['warning']);
  expect(severities('2.21.0')).toEqual(['error']);
});

test.each([
  [
    'grpc',
    { endpoint: 'http://s:17271' },
    "endpoint: endpoint must be used with tls.insecure true to be called without TLS, got 'http://s:17271'",
  ],
  ['memory', { max_traces: 0 }, 'max_traces: max_traces must be greater than 0, got 0'],
  ['clickhouse', { addresses: ['c'], ttl: '1500ms' }, 'ttl: ttl must be whole seconds, got 1500ms'],
  [
    'extensions/jaeger_query',
    { storage: { traces: 'a' }, base_path: 'jaeger' },
    "base_path: base path must begin with '/', got 'jaeger'",
  ],
  [
    'extensions/jaeger_query',
    { storage: { traces: 'a' }, multi_tenancy: { enabled: true } },
    "multi_tenancy.enabled: 'enabled' is not a setting of multi_tenancy -> Enabled",
  ],
])('%s %j is told', (part, settings, message) => {
  expect(problems(part, settings, '2.20.0')).toEqual([message]);
});

test.each([
  ['/jaeger', '1.57.0', undefined],
  ['/', '1.57.0', undefined],
  ['jaeger', undefined, "base path must begin with '/', got 'jaeger'"],
  ['/jaeger/', '2.17.0', "base path must not end with '/' before Jaeger 2.18.0, got '/jaeger/'"],
  ['/jaeger/', '2.18.0', undefined],
  ['/jaeger/', undefined, undefined],
  ['/a//b', '2.18.0', "base path must have no '.', '..' or empty parts, got '/a//b'"],
  ['/a//b', '2.17.0', undefined],
])('base path %s of release %s', (base, release, problem) => {
  expect(basePathProblem(base, release)).toBe(problem);
});

test('ClickHouse needs its feature gate in some releases', () => {
  expect(gateProblem('clickhouse', '2.20.0', [])).toBe(
    'storage clickhouse of Jaeger 2.20.0 must be used with feature gate storage.clickhouse',
  );
  expect(gateProblem('clickhouse', '2.20.0', ['storage.clickhouse'])).toBeUndefined();
  expect(gateProblem('clickhouse', '2.17.0', [])).toBeUndefined();
  expect(gateProblem('clickhouse', '2.21.0', [])).toBeUndefined();
  expect(gateProblem('clickhouse', undefined, [])).toBeUndefined();
  expect(gateProblem('badger', '2.20.0', [])).toBeUndefined();
});

test('a policy of OpenSearch rolls over since 2.20.0', () => {
  const settings = { use_ilm: true, use_aliases: true, create_mappings: false };
  expect(openSearchPolicyProblem(settings, '2.19.0')?.path).toEqual(['use_ilm']);
  expect(openSearchPolicyProblem(settings, '2.20.0')).toBeUndefined();
  expect(openSearchPolicyProblem({ use_aliases: true }, '2.19.0')).toBeUndefined();
});
