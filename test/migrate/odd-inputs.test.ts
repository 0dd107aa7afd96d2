import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { lintManifests } from '../../src/lint/manifests.ts';
import { type MigrateOptions, type Migration, migrate } from '../../src/migrate.ts';
import { pathText, readManifests } from '../../src/model/kubernetes/objects.ts';
import { at } from '../../src/upstream/values/unknown.ts';
import { printYaml } from '../../src/yaml.ts';

function migrated(file: string, options?: MigrateOptions): Migration {
  const name = `test/migrate/inputs/${file}`;
  return migrate(readManifests(readFileSync(name, 'utf8'), name), options);
}

function jaegerWith(storage: object, spec: object = {}): Migration {
  const metadata = { name: 'jaeger', namespace: 'tracing' };
  const value = { apiVersion: 'jaegertracing.io/v1', kind: 'Jaeger', metadata };
  return migrate([{ value: { ...value, spec: { strategy: 'production', storage, ...spec } } }]);
}

function config(migration: Migration, name: string, ...path: readonly string[]): unknown {
  const object = migration.objects
    .map((one) => one.object)
    .find(
      (one) => at(one, 'kind') === 'OpenTelemetryCollector' && at(one, 'metadata', 'name') === name,
    );
  return at(object, 'spec', 'config', ...path);
}

/** Ends of the paths of an object of the input, by the path as text. */
function ends(migration: Migration, name: string): Map<string, string> {
  const account = migration.accounts.find(({ object }) => object.name === name);
  return new Map(
    account?.entries.map(({ path, fate, text }) => [pathText(path), `${fate}: ${text}`]),
  );
}

const backends = ['extensions', 'jaeger_storage', 'backends'];

test('a user in server URLs is not written, but asked for by a Secret', () => {
  const migration = migrated('archive.yaml');
  expect(printYaml(migration.objects.map(({ object }) => object))).not.toContain('s3cret');
  expect(config(migration, 'archived-v2', ...backends, 'primary', 'elasticsearch', 'auth')).toEqual(
    {
      basic: {
        username: `\${env:ES_USERNAME}`,
        password_file: '/etc/jaeger/elasticsearch-login/ES_PASSWORD',
        reload_interval: '1m',
      },
    },
  );
  expect(migration.cutOver.steps[0]?.commands).toEqual([
    'kubectl -n tracing create secret generic archived-v2-elasticsearch --from-literal=ES_USERNAME=… --from-literal=ES_PASSWORD=…',
  ]);
});

// the operator's envFrom gives a user, which the client of v1 takes rather than that of a URL
test('a user in the URL of Prometheus is not written, and said to be missing', () => {
  const storage = { type: 'elasticsearch', options: { es: { 'server-urls': 'http://es:9200' } } };
  const metricsStorage = { type: 'prometheus', 'server-url': 'http://me:s3cret@prometheus:9090' };
  const migration = jaegerWith(storage, { query: { metricsStorage } });
  const written = printYaml(migration.objects.map(({ object }) => object));
  expect(written).toContain('endpoint: http://prometheus:9090');
  expect(written).not.toContain('s3cret');
  expect(ends(migration, 'jaeger').get('spec.query.metricsStorage.server-url')).toBe(
    'none: the URL of a Jaeger v2 holds no user: set auth of the metric backend by extraConfig, with variables of a Secret',
  );
});

test('the Secret of a Jaeger stands over users in URLs', () => {
  const options = { 'es.server-urls': 'https://a:b@es.example.com:9200' };
  const migration = jaegerWith({ type: 'elasticsearch', secretName: 'mine', options });
  expect(migration.cutOver.steps[0]?.title).toContain('Apply');
  const cleaner = printYaml(migration.objects.map(({ object }) => object));
  expect(cleaner).toContain('name: mine');
  expect(cleaner).not.toContain('jaeger-v2-elasticsearch');
});

test('a Secret that both ends of Kafka want is made once, with all of its keys', () => {
  const login = { authentication: 'plaintext', plaintext: { username: 'u', password: 'p' } };
  const options = (end: string) => ({ kafka: { [end]: { brokers: 'kafka:9092', ...login } } });
  const migration = jaegerWith(
    { type: 'elasticsearch', options: { 'es.server-urls': 'http://es.example.com:9200' } },
    {
      strategy: 'streaming',
      collector: { options: options('producer') },
      ingester: { options: options('consumer') },
    },
  );
  const made = migration.cutOver.steps.flatMap(({ commands }) =>
    commands.filter((command) => command.includes('create secret')),
  );
  expect(made).toEqual([
    'kubectl -n tracing create secret generic jaeger-v2-kafka --from-literal=KAFKA_PRODUCER_PLAINTEXT_USERNAME=… --from-literal=KAFKA_PRODUCER_PLAINTEXT_PASSWORD=… --from-literal=KAFKA_CONSUMER_PLAINTEXT_USERNAME=… --from-literal=KAFKA_CONSUMER_PLAINTEXT_PASSWORD=…',
  ]);
});

test.each(['2.14.0', '2.19.0', '2.20.0', '2.21.0'])(
  'an archive stays on its server, under its prefix, in Jaeger %s',
  (to) => {
    const archive = config(
      migrated('archive.yaml', { to }),
      'archived-v2-query',
      ...backends,
      'archive',
      'elasticsearch',
    );
    expect(at(archive, 'server_urls')).toEqual(['https://archive.example.com:9200']);
    expect(at(archive, 'indices', 'index_prefix')).toBe('kept');
    expect(at(archive, 'max_doc_count')).toBe(500);
    // jaeger v1.76.0 internal/storage/v1/elasticsearch/factory.go: no date in its name
    const alias =
      to < '2.20'
        ? at(archive, 'span_read_alias')
        : at(archive, 'indices', 'spans', 'rotation', 'manual_rollover', 'read_alias');
    expect(alias).toBe('kept-jaeger-span-archive');
  },
);

test('what is behind aliases stays where the jobs look after it, and is there before what waits for it', () => {
  const es = { 'server-urls': 'http://es.example.com:9200', 'use-aliases': true };
  const other = { enabled: true, 'server-urls': 'http://other.example.com:9200' };
  const migration = jaegerWith({ type: 'elasticsearch', options: { es, 'es-archive': other } });
  expect(ends(migration, 'jaeger').get('spec.storage.options.es-archive.server-urls')).toBe(
    'none: the jobs that move aliases look after the storage of all other traces alone',
  );
  const init = migration.objects.find(({ object }) =>
    `${at(object, 'metadata', 'name')}`.includes('rollover-init'),
  );
  expect(init?.step).toBe('query');
});

test('a variable that v1 does not know, or cannot read, does not keep it from starting', () => {
  const found = ends(migrated('chart.yaml'), 'shop-collector');
  const env = 'spec.template.spec.containers[0].env';
  // jaeger v1.76.0 reads variables of flags that it has, by viper
  expect(found.get(`${env}[3]`)).toBe(
    'dropped: Jaeger v1 ignores it: collector does not know memory.max-traces, which is a flag of storage memory',
  );
  expect(found.get(`${env}[4]`)).toBe(
    "none: Jaeger v1 cannot read it: es.max-doc-count must be a whole number, got 'many'",
  );
});

test('an agent beside what answers queries goes as a whole', () => {
  expect(ends(migrated('chart.yaml'), 'shop-query').get('spec.template.spec.containers[1]')).toBe(
    'none: there are no agents: clients send OTLP to ports 4317 and 4318 of the collector',
  );
});

test('what waits before Jaeger starts is carried as a whole', () => {
  expect(
    ends(migrated('chart.yaml'), 'shop-collector').get('spec.template.spec.initContainers[0]'),
  ).toBe('carried: spec.initContainers');
});

test('senders are named by the Services that lead to what takes spans', () => {
  const { cutOver, notes } = migrated('chart.yaml');
  const senders = cutOver.steps.find(({ title }) => title.startsWith('Point senders'));
  expect(senders?.title).toContain('from shop-collector to');
  expect(notes).toContain(
    'queries look back 14 days, as long as spans are kept; those of v1 looked back 72 hours',
  );
});

// `validate` of Jaeger 2.13.0 takes producer.linger, and one topic in place of a list
test('Kafka is written in the words of an older release', () => {
  const migration = migrated('streaming.yaml', { to: '2.13.0' });
  const text = printYaml(migration.objects.map(({ object }) => object));
  const findings = lintManifests([{ file: 'x.yaml', text }]).findings;
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(config(migration, 'shop-v2', 'exporters', 'kafka', 'producer', 'linger')).toBe('500ms');
  const traces = config(migration, 'shop-v2-ingester', 'receivers', 'kafka', 'traces');
  expect(Object.keys(traces as object)).toContain('topic');
});

test('of several Jaegers each is named', () => {
  const jaeger = (namespace: string) => ({
    value: {
      apiVersion: 'jaegertracing.io/v1',
      kind: 'Jaeger',
      metadata: { name: 'jaeger', namespace },
    },
  });
  expect(() => migrate([jaeger('shop'), jaeger('bank')])).toThrow(
    'there are several Jaegers in the manifests, Jaeger shop/jaeger, Jaeger bank/jaeger; give one at a time',
  );
});

test('releases are refused at the door, and what they lack where v1 asks for it', () => {
  expect(() => migrated('archive.yaml', { to: '2.12.0' })).toThrow(
    "--to must be from 2.13.0 to before 2.22.0, whose settings are known here, got '2.12.0'",
  );
  expect(() => migrated('archive.yaml', { to: '2.13.0' })).toThrow(
    /^storage\.archive needs version 2.14.0 or newer, got 2.13.0$/,
  );
});
