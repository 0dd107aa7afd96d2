import { expect, test } from 'vitest';
import { jaegerV2SettingProblems } from '../../../../src/upstream/jaeger/v2/settings/problems.ts';

const problems = (part: string, settings: unknown, version = '2.13.0') =>
  jaegerV2SettingProblems(part, settings, version).map(
    ({ path = [], message }) => `${path.join('.')}: ${message}`,
  );

// `jaeger validate` of 2.13.0 refuses each of these, in the words above it
test.each([
  // no sampling strategy provider specified, expecting 'adaptive' or 'file'
  [
    'extensions/remote_sampling',
    {},
    ': remote_sampling must have one of file and adaptive, got none',
  ],
  // Adaptive.SamplingStore: non zero value required
  [
    'extensions/remote_sampling',
    { adaptive: {} },
    ': adaptive.sampling_store must be set, got none',
  ],
  // must specify at least one protocol
  [
    'extensions/healthcheckv2',
    { use_v2: true },
    ': healthcheckv2 must have http or grpc, got none',
  ],
  // '' has invalid keys: max_span_age
  [
    'backends',
    { elasticsearch: {}, max_span_age: '1h' },
    "max_span_age: 'max_span_age' is not a setting",
  ],
  // '' has invalid keys: version
  ['extensions/jaeger_storage', { version: 8 }, "version: 'version' is not a setting"],
  // 'metric_backends' expected type 'map[string]jaegerstorage.MetricBackend'
  [
    'extensions/jaeger_storage',
    { metric_backends: '30s' },
    "metric_backends: metric_backends must be a mapping, got '30s'",
  ],
  // '[nop]' expected type 'map[string]interface {}', got unconvertible type 'bool'
  ['exporters/nop', true, ": settings must be a mapping, got 'true'"],
  // 'brokers[1]' expected type 'string', got unconvertible type '[]interface {}'
  [
    'receivers/kafka',
    { brokers: ['a:1', ['b:1']] },
    'brokers: brokers must be a list of strings, got a list',
  ],
  // 'grpc.headers' '[enabled]' expected type 'configopaque.String'
  [
    'grpc',
    { endpoint: 'a:1', headers: { a: { b: 1 } } },
    'headers: headers must be a mapping of strings, got a mapping',
  ],
  // invalid TLS min_version: unsupported TLS version: "true"
  [
    'elasticsearch',
    { tls: { min_version: 'true' } },
    "tls.min_version: min_version must be one of '1.0', '1.1', '1.2', '1.3', in quotes, got 'true'",
  ],
  // Servers: 10 does not validate as url
  [
    'elasticsearch',
    { server_urls: '10' },
    "server_urls: server_urls must have scheme and host, got '10'",
  ],
  // UseILM must always be used in conjunction with UseReadWriteAliases
  [
    'elasticsearch',
    { use_ilm: true, create_mappings: false },
    'use_ilm: use_ilm needs use_aliases, got none',
  ],
  // compaction_window should at least be 1 minute
  [
    'cassandra',
    { schema: { compaction_window: '30s' } },
    'schema.compaction_window: compaction_window must be at least 1m, got 30s',
  ],
  // 'adaptive' has invalid keys: enabled
  [
    'extensions/remote_sampling',
    { adaptive: { enabled: true, sampling_store: 'main' } },
    "adaptive.enabled: 'enabled' is a setting of Jaeger 2.14.0 and newer, the release is 2.13.0",
  ],
  // Addresses: non zero value required
  ['clickhouse', { addresses: [''] }, ': addresses must be set, got none'],
  // path must start with /
  [
    'extensions/healthcheckv2',
    { use_v2: true, http: { status: { path: 'status' } } },
    "http.status.path: path must begin with /, got 'status'",
  ],
  // `queue_size` must be positive
  [
    'exporters/jaeger_storage_exporter',
    { trace_storage: 'main', queue: { enabled: true, num_consumers: 5 } },
    'queue: queue_size must be more than 0, got none',
  ],
  // invalid protocol version: invalid version `10`
  [
    'receivers/kafka',
    { protocol_version: '10' },
    "protocol_version: protocol_version must be a release of Kafka such as 3.6.0, got '10'",
  ],
  // initial_offset should be one of 'latest' or 'earliest'. configured value
  [
    'receivers/kafka',
    { initial_offset: '' },
    "initial_offset: initial_offset must be one of latest, earliest, got ''",
  ],
  // mechanism should be one of 'PLAIN', …
  [
    'exporters/kafka',
    { auth: { sasl: { username: 'a', password: 'b' } } },
    "auth.sasl: mechanism must be one of PLAIN, SCRAM-SHA-256, SCRAM-SHA-512, AWS_MSK_IAM_OAUTHBEARER, got ''",
  ],
  // password is required
  [
    'exporters/kafka',
    { auth: { sasl: { username: 'a', mechanism: 'PLAIN' } } },
    'auth.sasl: password must be set for PLAIN, got none',
  ],
  // expected 'all' (-1), 0, or 1; configured value is 2
  [
    'exporters/kafka',
    { producer: { required_acks: 2 } },
    "producer.required_acks: required_acks must be all, 0 or 1, got '2'",
  ],
  // '' has invalid keys: topics
  [
    'receivers/kafka',
    { traces: { topics: ['spans'] } },
    "traces.topics: 'topics' is not a setting of traces in this release, it is one in collector 0.158.0",
  ],
])('%s with %j', (part, settings, message) => {
  expect(problems(part, settings)).toEqual([message]);
});

test.each([
  // an empty protocol has its defaults
  ['extensions/healthcheckv2', { use_v2: true, http: null }],
  ['extensions/jaeger_storage', { backends: { main: { memory: null } } }],
  ['receivers/kafka', { brokers: [null] }],
  ['elasticsearch', { server_urls: 'http://es:9200' }],
])('%s takes %j', (part, settings) => {
  expect(problems(part, settings)).toEqual([]);
});
