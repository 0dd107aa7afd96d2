import { expect, test } from 'vitest';
import { type MigrateOptions, type Migration, migrate } from '../../src/migrate.ts';
import { at, list } from '../../src/upstream/values/unknown.ts';

type Spec = Readonly<Record<string, unknown>>;

function migrated(spec: Spec, options?: MigrateOptions): Migration {
  const metadata = { name: 'jaeger', namespace: 'tracing' };
  const jaeger = { apiVersion: 'jaegertracing.io/v1', kind: 'Jaeger', metadata, spec };
  return migrate([{ value: jaeger }], options);
}

/** A production Jaeger on Elasticsearch with more flags of `es` and more of its spec. */
function elasticsearch(es: Spec, spec: Spec = {}, storage: Spec = {}): Spec {
  const options = { es: { 'server-urls': 'https://es.example.com:9200', ...es } };
  return {
    strategy: 'production',
    storage: { type: 'elasticsearch', options, ...storage },
    ...spec,
  };
}

function object(migration: Migration, kind: string, name: string): unknown {
  return migration.objects
    .map((one) => one.object)
    .find((one) => at(one, 'kind') === kind && at(one, 'metadata', 'name') === name);
}

/** Something of the configuration of a CR. */
function config(
  migration: Migration,
  name: string,
  ...path: readonly (string | number)[]
): unknown {
  return at(object(migration, 'OpenTelemetryCollector', name), 'spec', 'config', ...path);
}

const primary = ['extensions', 'jaeger_storage', 'backends', 'primary', 'elasticsearch'] as const;

test('the same prefix, separator and hours name the same indices', () => {
  const spec = elasticsearch({
    'index-prefix': 'shop',
    'index-date-separator': '.',
    'index-rollover-frequency-spans': 'hour',
  });
  // jaeger v2.20.0 internal/storage/elasticsearch/config/config_rotation.go
  const hourly = { date_layout: '2006.01.02.15', rollover_frequency: 'hour' };
  const daily = { date_layout: '2006.01.02', rollover_frequency: 'day' };
  for (const name of ['jaeger-v2', 'jaeger-v2-query']) {
    const indices = config(migrated(spec), name, ...primary, 'indices');
    expect(at(indices, 'index_prefix')).toBe('shop');
    expect(at(indices, 'spans')).toEqual({ rotation: { periodic: hourly } });
    expect(at(indices, 'services')).toEqual({ rotation: { periodic: daily } });
    expect(at(indices, 'dependencies')).toEqual({ rotation: { periodic: daily } });
    expect(
      at(config(migrated(spec, { to: '2.19.0' }), name, ...primary), 'indices', 'services'),
    ).toEqual(daily);
  }
});

test('indices behind aliases stay behind the same ones, and jobs go on moving them', () => {
  const migration = migrated(
    elasticsearch({ 'use-aliases': true }, {}, { esRollover: { readTTL: '36h' } }),
  );
  expect(config(migration, 'jaeger-v2', ...primary, 'indices', 'spans', 'rotation')).toEqual({
    manual_rollover: {},
  });
  const lookback = object(migration, 'CronJob', 'jaeger-v2-es-lookback');
  const env = at(
    lookback,
    'spec',
    'jobTemplate',
    'spec',
    'template',
    'spec',
    'containers',
    0,
    'env',
  );
  expect(list(env)).toEqual(
    expect.arrayContaining([
      { name: 'UNIT', value: 'hours' },
      { name: 'UNIT_COUNT', value: '36' },
    ]),
  );
});

test('what a lifecycle policy moves, no job deletes', () => {
  const options = { 'es.use-aliases': 'true', 'es.use-ilm': 'true' };
  const migration = migrated(elasticsearch({}, { collector: { options }, query: { options } }));
  expect(config(migration, 'jaeger-v2', ...primary, 'indices', 'spans', 'rotation')).toEqual({
    auto_rollover: { policy_name: 'jaeger-ilm-policy' },
  });
  expect(object(migration, 'CronJob', 'jaeger-v2-es-index-cleaner')).toBeUndefined();
});

test('an archive is the one that v1 has written', () => {
  const migration = migrated({
    ...elasticsearch({ 'index-prefix': 'shop' }),
    storage: {
      type: 'elasticsearch',
      options: {
        'es.server-urls': 'http://es.example.com:9200',
        'es.index-prefix': 'shop',
        'es-archive.enabled': true,
      },
    },
  });
  const archive = ['extensions', 'jaeger_storage', 'backends', 'archive', 'elasticsearch'];
  const spans = config(migration, 'jaeger-v2-query', ...archive, 'indices', 'spans', 'rotation');
  expect(spans).toEqual({
    manual_rollover: {
      read_alias: 'shop-jaeger-span-archive',
      write_alias: 'shop-jaeger-span-archive',
    },
  });
});

test('a CA that is no Secret reaches Jaeger and its jobs as a file', () => {
  const volumes = [{ name: 'ca', configMap: { name: 'es-ca' } }];
  const volumeMounts = [{ name: 'ca', mountPath: '/ca' }];
  const migration = migrated(
    elasticsearch({ tls: { ca: '/ca/ca.crt' } }, { volumes, volumeMounts }),
  );
  expect(config(migration, 'jaeger-v2', ...primary, 'tls')).toEqual({ ca_file: '/ca/ca.crt' });
  const cleaner = object(migration, 'CronJob', 'jaeger-v2-es-index-cleaner');
  const pod = at(cleaner, 'spec', 'jobTemplate', 'spec', 'template', 'spec');
  expect(at(pod, 'volumes')).toEqual(volumes);
  expect(at(pod, 'containers', 0, 'volumeMounts')).toEqual(volumeMounts);
  expect(at(pod, 'containers', 0, 'env')).toEqual([
    { name: 'ES_TLS_ENABLED', value: 'true' },
    { name: 'ES_TLS_CA', value: '/ca/ca.crt' },
  ]);
});

test('queries look back as far as before where that was said', () => {
  const age = (spec: Spec) => config(migrated(spec), 'jaeger-v2-query', ...primary, 'max_span_age');
  expect(age(elasticsearch({ 'max-span-age': '48h' }))).toBe('48h');
  expect(age(elasticsearch({}))).toBe('168h');
});

test('the Kafka that the operator made is kept, and its certificates are read', () => {
  const migration = migrated({
    strategy: 'streaming',
    storage: { type: 'elasticsearch', options: { 'es.server-urls': 'http://es.example.com:9200' } },
  });
  const exporter = config(migration, 'jaeger-v2', 'exporters', 'kafka');
  expect(at(exporter, 'brokers')).toEqual([
    'jaeger-kafka-bootstrap.tracing.svc.cluster.local:9093',
  ]);
  expect(at(exporter, 'tls', 'cert_file')).toBe('/var/run/secrets/jaeger/user.crt');
  expect(at(migration.cutOver.steps[0], 'commands', 0)).toContain(
    'patch kafka/jaeger kafkauser/jaeger',
  );
});

test('senders of all protocols that v1 took are taken, and told to sample what they were told', () => {
  const migration = migrated(elasticsearch({}));
  const receivers = config(migration, 'jaeger-v2', 'receivers');
  expect(Object.keys(receivers as object)).toEqual(['jaeger', 'otlp', 'zipkin']);
  const file = at(object(migration, 'ConfigMap', 'jaeger-v2-sampling'), 'data', 'sampling.json');
  expect(JSON.parse(`${file}`)).toEqual({ default_strategy: { type: 'probabilistic', param: 1 } });
});

test('one pod that collects and queries stays one', () => {
  const migration = migrated({});
  expect(config(migration, 'jaeger-v2', 'extensions', 'jaeger_query', 'storage')).toEqual({
    traces: 'primary',
  });
  expect(object(migration, 'OpenTelemetryCollector', 'jaeger-v2-query')).toBeUndefined();
});

test.each([
  ['1.65.0', undefined],
  ['1.51.0', ''],
])('metrics of the names that Jaeger %s asks for are asked for', (version, namespace) => {
  const metricsStorage = { type: 'prometheus', 'server-url': 'http://prometheus:9090' };
  const image = `jaegertracing/jaeger-query:${version}`;
  const migration = migrated(elasticsearch({}, { query: { image, metricsStorage } }));
  const extensions = config(migration, 'jaeger-v2-query', 'extensions');
  const prometheus = at(
    extensions,
    'jaeger_storage',
    'metric_backends',
    'prometheus',
    'prometheus',
  );
  expect(at(prometheus, 'endpoint')).toBe('http://prometheus:9090');
  expect(at(prometheus, 'metric_namespace')).toBe(namespace);
  expect(at(prometheus, 'normalize_calls')).toBe(false);
  expect(at(extensions, 'jaeger_query', 'storage', 'metrics')).toBe('prometheus');
  expect(config(migration, 'jaeger-v2', 'connectors')).toBeUndefined();
});

test.each([
  ['1.62.0', true],
  ['1.65.0', false],
])('whoever sent to the agent in all-in-one %s is told of', (version, isTold) => {
  const image = `jaegertracing/all-in-one:${version}`;
  const { notes } = migrated({ allInOne: { image } });
  expect(notes.some((note) => note.includes('6831'))).toBe(isTold);
});

test.each([
  // what upstream's first example has
  [{ limits: { cpu: '100m', memory: '128Mi' } }, { cpu: '100m', memory: '128Mi' }, '128Mi'],
  [{ limits: { cpu: '2' } }, { cpu: '2', memory: '1Gi' }, '1Gi'],
  [{ requests: { memory: '2Gi' } }, { cpu: '200m', memory: '2Gi' }, '2Gi'],
  [{ requests: { memory: '256Mi' } }, { cpu: '200m', memory: '256Mi' }, '1Gi'],
])('what pods with %j request stays within their limits', (resources, requests, memory) => {
  const migration = migrated(elasticsearch({}, { collector: { resources } }));
  const pods = at(object(migration, 'OpenTelemetryCollector', 'jaeger-v2'), 'spec', 'resources');
  expect(pods).toMatchObject({ requests, limits: { memory } });
});

test('an ingester requests no more than its own limit, whatever the collector has', () => {
  const migration = migrated(
    elasticsearch(
      {},
      {
        strategy: 'streaming',
        collector: {
          options: { kafka: { producer: { brokers: 'kafka:9092' } } },
          resources: { limits: { memory: '2Gi' } },
        },
        ingester: {
          options: { kafka: { consumer: { brokers: 'kafka:9092' } } },
          resources: { limits: { memory: '512Mi' } },
        },
      },
    ),
  );
  const pods = (name: string) =>
    at(object(migration, 'OpenTelemetryCollector', name), 'spec', 'resources');
  expect(pods('jaeger-v2')).toMatchObject({
    requests: { memory: '2Gi' },
    limits: { memory: '2Gi' },
  });
  expect(pods('jaeger-v2-ingester')).toMatchObject({
    requests: { memory: '512Mi' },
    limits: { memory: '512Mi' },
  });
});

test.each([
  [{ limits: { memory: '16Mi' } }, { memory: '16Mi' }, '16Mi'],
  [{ requests: { memory: '1Gi' } }, { memory: '1Gi' }, '1Gi'],
  [{ requests: { memory: '64Mi' } }, { memory: '64Mi' }, '128Mi'],
])('a cleaner with %j requests no more than it may use', (resources, requests, memory) => {
  const esIndexCleaner = { enabled: true, numberOfDays: 7, resources };
  const migration = migrated(elasticsearch({}, {}, { esIndexCleaner }));
  const job = object(migration, 'CronJob', 'jaeger-v2-es-index-cleaner');
  const pod = at(job, 'spec', 'jobTemplate', 'spec', 'template', 'spec');
  expect(at(pod, 'containers', 0, 'resources')).toMatchObject({ requests, limits: { memory } });
});
