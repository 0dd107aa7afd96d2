import { expect, test } from 'vitest';
import { flagTable, type JaegerComponent } from '../../../src/upstream/jaeger/flag-table.ts';
import { rotationOf } from '../../../src/upstream/jaeger/successors/rotation.ts';
import { successorOf } from '../../../src/upstream/jaeger/successors/table.ts';

const flags = flagTable.flatMap(([owner, prefix, names]) =>
  names.split(' ').flatMap((name): [string, JaegerComponent][] => {
    const bare = name.replace(/[#?~%]$/, '');
    const flag = prefix ? `${prefix}.${bare}` : bare;
    const components: readonly JaegerComponent[] = typeof owner === 'string' ? ['query'] : owner;
    return components.map((component) => [flag, component]);
  }),
);

test('each flag of Jaeger v1 has a successor, or a reason that it has none', () => {
  const unknown = flags.filter(([flag, component]) => successorOf(flag, component) === undefined);
  expect(unknown).toEqual([]);
  expect(flags.length).toBeGreaterThan(500);
});

test('a flag that Jaeger v1 does not have has no successor', () => {
  expect(successorOf('es.server-url', 'query')).toBeUndefined();
  expect(successorOf('constructor', 'query')).toBeUndefined();
});

/** Where a flag is set in Jaeger v2, and to what. */
function setting(flag: string, value: string, component: JaegerComponent = 'collector') {
  const successor = successorOf(flag, component);
  if (successor?.fate !== 'setting') throw new Error(`${flag} has no setting`);
  const { part, paths, read } = successor;
  return { part, paths: paths.map((path) => path.join('.')), value: read(value) };
}

// expected values: jaeger v2.20.0 internal/storage/elasticsearch/config/config.go and its other configurations
test.each([
  [
    'es.server-urls',
    'http://a:9200, http://b:9200',
    'storage',
    ['server_urls'],
    ['http://a:9200', 'http://b:9200'],
  ],
  [
    'es.num-shards',
    '3',
    'storage',
    ['spans', 'services', 'dependencies', 'sampling'].map((kind) => `indices.${kind}.shards`),
    3,
  ],
  ['es.max-span-age', '168h', 'storage', ['max_span_age'], '168h'],
  ['es.bulk.flush-interval', '0', 'storage', ['bulk_processing.flush_interval'], '0s'],
  ['es.tls.skip-host-verify', 'T', 'storage', ['tls.insecure_skip_verify'], true],
  ['es.index-prefix', 'a$b', 'storage', ['indices.index_prefix'], 'a$$b'],
  ['es-archive.max-doc-count', '5', 'archive', ['max_doc_count'], 5],
  ['cassandra.servers', 'a,b', 'storage', ['connection.servers'], ['a', 'b']],
  ['cassandra.tls.ca', '/ca', 'storage', ['connection.tls.ca_file'], '/ca'],
  ['kafka.producer.required-acks', 'local', 'kafka-exporter', ['producer.required_acks'], 1],
  ['kafka.producer.encoding', 'protobuf', 'kafka-exporter', ['traces.encoding'], 'jaeger_proto'],
  ['kafka.consumer.topic', 'spans', 'kafka-receiver', ['traces.topics'], ['spans']],
  ['collector.otlp.grpc.max-message-size', '4194305', 'otlp-grpc', ['max_recv_msg_size_mib'], 5],
  [
    'query.additional-headers',
    'X-A: 1,X-B: b',
    'query',
    ['http.response_headers'],
    { 'X-A': '1', 'X-B': 'b' },
  ],
  ['prometheus.query.extra-query-params', 'a=1', 'metrics', ['extra_query_parameters'], { a: '1' }],
  ['multi-tenancy.enabled', 'true', 'query', ['multi_tenancy.Enabled'], true],
  ['log-level', 'debug', 'telemetry', ['logs.level'], 'debug'],
] as const)('%s becomes a setting', (flag, value, part, paths, expected) => {
  const component = /^(?:query|multi-tenancy|prometheus)/.test(flag) ? 'query' : 'collector';
  expect(setting(flag, value, component)).toEqual({ part, paths, value: expected });
});

test.each([
  ['es.bulk.actions', 'none'],
  ['es.sniffer', 'dropped'],
  ['es.tls.enabled', 'dropped'],
  ['collector.queue-size', 'none'],
  ['reporter.grpc.host-port', 'none'],
  ['es.use-ilm', 'group'],
  ['es.password', 'group'],
] as const)('%s has no setting: %s', (flag, fate) => {
  expect(successorOf(flag, 'collector')?.fate).toBe(fate);
});

test('tenants are kept apart when queries are answered, and not when spans are taken', () => {
  expect(successorOf('multi-tenancy.tenants', 'collector')?.fate).toBe('none');
  expect(successorOf('multi-tenancy.tenants', 'query')?.fate).toBe('setting');
});

test.each([
  [{}, { by: 'dates', separator: '-', hourly: [] }],
  [{ 'use-aliases': 'true' }, { by: 'aliases' }],
  [{ 'use-aliases': 'true', 'use-ilm': 'true' }, { by: 'lifecycle' }],
  [{ 'use-ilm': 'true' }, { by: 'dates', separator: '-', hourly: [] }],
  [
    { 'index-date-separator': '.', 'index-rollover-frequency-spans': 'hour' },
    { by: 'dates', separator: '.', hourly: ['spans'] },
  ],
])('indices follow one another by %o', (given: Readonly<Record<string, string>>, expected) => {
  expect(rotationOf((flag) => given[flag])).toEqual(expected);
});
