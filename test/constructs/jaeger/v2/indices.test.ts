import { App, Chart, Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import type { IndexRotation } from '../../../../src/constructs/elasticsearch/rotation.ts';
import {
  type ElasticsearchProps,
  elasticsearch,
  type IndexStorage,
  opensearch,
} from '../../../../src/constructs/elasticsearch/storage.ts';
import { JaegerV2 } from '../../../../src/constructs/jaeger/v2/instance.ts';
import type { JaegerV2Props } from '../../../../src/constructs/jaeger/v2/props.ts';
import { lint } from '../../../../src/lint/lint.ts';
import { readModel } from '../../../../src/model/model.ts';
import { at, list } from '../../../../src/upstream/values/unknown.ts';
import { modelOfObjects } from '../../../objects-model.ts';

const serverUrls = ['https://es.example.com:9200'];
const manual: Partial<ElasticsearchProps> = {
  rotation: { manualRollover: { conditions: { max_age: '1d' }, schedule: '0 3 * * *' } },
  retentionDays: 7,
};
const policy: Partial<ElasticsearchProps> = {
  rotation: { autoRollover: { policyName: 'jaeger-ilm-policy' } },
};
const hourly: Partial<ElasticsearchProps> = {
  rotation: { periodic: { rolloverFrequency: 'hour', dateSeparator: '.' } },
  retentionDays: 7,
};

function synth(storage: IndexStorage, props: Partial<JaegerV2Props> = {}) {
  const chart = new Chart(new App(), 'test');
  new JaegerV2(chart, 'Jaeger', { namespace: 'tracing', storage, ...props });
  const manifests: unknown[] = Testing.synth(chart);
  const find = (kind: string, name: string) =>
    manifests.find((one) => at(one, 'kind') === kind && at(one, 'metadata', 'name') === name);
  const backend = (cr: string, name = 'primary') =>
    at(
      find('OpenTelemetryCollector', cr),
      ...['spec', 'config', 'extensions', 'jaeger_storage', 'backends', name],
    );
  return { manifests, find, backend };
}

const es = (props: Partial<ElasticsearchProps>) => elasticsearch({ serverUrls, ...props });

const everyKind = (settings: object) => ({
  spans: settings,
  services: settings,
  dependencies: settings,
  sampling: settings,
});

test.each<[string, Partial<ElasticsearchProps>, object]>([
  [
    '2.20.0',
    manual,
    { indices: everyKind({ rotation: { manual_rollover: {} } }), create_mappings: false },
  ],
  ['2.19.0', manual, { use_aliases: true, create_mappings: false }],
  [
    '2.20.1',
    policy,
    {
      indices: everyKind({ rotation: { auto_rollover: { policy_name: 'jaeger-ilm-policy' } } }),
      create_mappings: false,
    },
  ],
  ['2.13.0', policy, { use_aliases: true, use_ilm: true, create_mappings: false }],
])('Jaeger %s writes behind aliases as it can be told: %j', (version, props, settings) => {
  const { backend } = synth(es(props), { version });
  const written = { elasticsearch: { server_urls: serverUrls, ...settings } };
  expect(backend('jaeger')).toEqual(written);
  // all that the alias leads to is read, whatever the age
  expect(backend('jaeger-query')).toEqual(written);
});

test('senders are told when nothing was stored, since a release can', () => {
  const modes = (version: string) => {
    const { backend } = synth(es({ archive: {} }), { version });
    return [backend('jaeger'), backend('jaeger-query'), backend('jaeger-query', 'archive')].map(
      (one) => at(one, 'elasticsearch', 'write_mode'),
    );
  };
  expect(modes('2.20.0')).toEqual([undefined, undefined, undefined]);
  expect(modes('2.21.0')).toEqual(['sync', undefined, 'sync']);
});

test('indices by the hour have their names and their cleaner, before and since rotation', () => {
  const hours = { date_layout: '2006.01.02.15', rollover_frequency: 'hour' };
  const days = { date_layout: '2006.01.02', rollover_frequency: 'day' };
  const old = synth(es(hourly), { version: '2.19.0' });
  const current = synth(es(hourly));
  expect(at(old.backend('jaeger-query'), 'elasticsearch')).toEqual({
    server_urls: serverUrls,
    indices: { ...everyKind(hours), dependencies: days },
    create_mappings: false,
    max_span_age: '168h',
  });
  expect(at(current.backend('jaeger'), 'elasticsearch', 'indices')).toEqual({
    ...everyKind({ rotation: { periodic: hours } }),
    dependencies: { rotation: { periodic: days } },
  });
  expect(variables(current, 'CronJob', 'jaeger-es-index-cleaner')).toEqual([
    { INDEX_DATE_SEPARATOR: '.' },
  ]);
});

test('a cleaner without variables has none, and is told of no separator by a flag', () => {
  const rotation = { periodic: { dateSeparator: '' } } as const;
  const all = synth(es({ rotation, retentionDays: 7 }));
  const [cleaner] = containers(all, 'CronJob', 'jaeger-es-index-cleaner');
  expect(cleaner).not.toHaveProperty('env');
  expect(at(cleaner, 'args')).toEqual(['7', serverUrls[0], '--index-date-separator=']);
});

test('indices by the day are told of to no release', () => {
  const { backend } = synth(es({ rotation: { periodic: { rolloverFrequency: 'day' } } }));
  expect(backend('jaeger')).toEqual({ elasticsearch: { server_urls: serverUrls } });
});

type Synthesized = ReturnType<typeof synth>;

function containers({ find }: Synthesized, kind: string, name: string): readonly unknown[] {
  const template = kind === 'Job' ? ['template'] : ['jobTemplate', 'spec', 'template'];
  return at(find(kind, name), 'spec', ...template, 'spec', 'containers') as readonly unknown[];
}

function variables(all: Synthesized, kind: string, name: string) {
  return containers(all, kind, name).map((container) =>
    Object.fromEntries(
      (at(container, 'env') as readonly { name: string; value?: string }[]).map((one) => [
        one.name,
        one.value,
      ]),
    ),
  );
}

test('jobs make the aliases, move them, forget and delete, of the archive too', () => {
  const all = synth(
    es({
      ...manual,
      indexPrefix: 'team-a',
      shards: 2,
      replicas: 0,
      archive: { retentionDays: 365 },
      secretName: 'es',
      caSecretName: 'es-ca',
    }),
    { sampling: { adaptive: {} } },
  );
  const common = {
    INDEX_PREFIX: 'team-a',
    ES_TLS_ENABLED: 'true',
    ES_TLS_CA: '/etc/jaeger/elasticsearch/ca.crt',
    ES_USERNAME: undefined,
    ES_PASSWORD: undefined,
  };
  const traces = { ...common, ADAPTIVE_SAMPLING: 'true' };
  const archive = { ...common, ARCHIVE: 'true' };
  const template = { SHARDS: '2', REPLICAS: '0' };
  const conditions = { CONDITIONS: '{"max_age":"1d"}' };
  expect(variables(all, 'Job', 'jaeger-es-rollover-init-2-20-0')).toEqual([
    { ...traces, ...template },
    { ...archive, ...template },
  ]);
  expect(variables(all, 'CronJob', 'jaeger-es-rollover')).toEqual([
    { ...traces, ...conditions },
    { ...archive, ...conditions },
  ]);
  expect(variables(all, 'CronJob', 'jaeger-es-lookback')).toEqual([
    { ...traces, UNIT: 'days', UNIT_COUNT: '7' },
    { ...archive, UNIT: 'days', UNIT_COUNT: '365' },
  ]);
  expect(variables(all, 'CronJob', 'jaeger-es-index-cleaner')).toEqual([
    { ...common, ROLLOVER: 'true' },
    archive,
  ]);
  const shown = (kind: string, name: string) =>
    containers(all, kind, name).map((one) => [at(one, 'name'), at(one, 'image'), at(one, 'args')]);
  const [url] = serverUrls;
  const [rollover, cleaner] = ['rollover', 'index-cleaner'].map(
    (name) => `docker.io/jaegertracing/jaeger-es-${name}:2.20.0`,
  );
  expect(shown('CronJob', 'jaeger-es-lookback')).toEqual([
    ['es-rollover', rollover, ['lookback', url]],
    ['es-rollover-archive', rollover, ['lookback', url]],
  ]);
  expect(shown('CronJob', 'jaeger-es-index-cleaner')).toEqual([
    ['es-index-cleaner', cleaner, ['7', url]],
    ['es-index-cleaner-archive', cleaner, ['365', url]],
  ]);
  expect(at(all.find('CronJob', 'jaeger-es-rollover'), 'spec', 'schedule')).toBe('0 3 * * *');
});

const loginFolder = '/etc/jaeger/elasticsearch-login';

// source: Jaeger's own validation of 2.13.0, and its flags in 2.20.0
test.each<[Partial<ElasticsearchProps>, object, Readonly<Record<string, string>>]>([
  [
    { apiKeySecretName: 'es-login' },
    { auth: { api_key: { file_path: `${loginFolder}/api-key`, reload_interval: '1m' } } },
    { ES_API_KEY_FILE: `${loginFolder}/api-key` },
  ],
  [
    { tokenSecretName: 'es-login' },
    { auth: { bearer_token: { file_path: `${loginFolder}/token`, reload_interval: '1m' } } },
    { ES_TOKEN_FILE: `${loginFolder}/token` },
  ],
  [
    { clientCertificateSecretName: 'es-login' },
    {
      tls: {
        cert_file: '/etc/jaeger/elasticsearch-certificate/tls.crt',
        key_file: '/etc/jaeger/elasticsearch-certificate/tls.key',
      },
    },
    {
      ES_TLS_ENABLED: 'true',
      ES_TLS_CERT: '/etc/jaeger/elasticsearch-certificate/tls.crt',
      ES_TLS_KEY: '/etc/jaeger/elasticsearch-certificate/tls.key',
    },
  ],
])('Jaeger and its jobs log in by %j', (login, settings, environment) => {
  const all = synth(es({ ...manual, ...login }));
  for (const cr of ['jaeger', 'jaeger-query']) {
    expect(at(all.backend(cr), 'elasticsearch')).toMatchObject(settings);
    const pod = at(all.find('OpenTelemetryCollector', cr), 'spec');
    expect(mountedSecrets(list(at(pod, 'volumes')), at(pod, 'volumeMounts'))).toEqual(['es-login']);
  }
  for (const name of ['jaeger-es-rollover', 'jaeger-es-lookback', 'jaeger-es-index-cleaner']) {
    expect(variables(all, 'CronJob', name)).toEqual([expect.objectContaining(environment)]);
    const pod = at(all.find('CronJob', name), 'spec', 'jobTemplate', 'spec', 'template', 'spec');
    const [container] = containers(all, 'CronJob', name);
    expect(mountedSecrets(list(at(pod, 'volumes')), at(container, 'volumeMounts'))).toEqual([
      'es-login',
    ]);
  }
  const found = lint(modelOfObjects(all.manifests));
  expect(found.map(({ rule, message }) => `${rule.id}: ${message}`)).toEqual([]);
});

/** Secrets whose volumes a container mounts. */
function mountedSecrets(volumes: readonly unknown[], mounts: unknown): unknown[] {
  const mounted = new Set(list(mounts).map((mount) => at(mount, 'name')));
  return volumes
    .filter((volume) => mounted.has(at(volume, 'name')))
    .flatMap((volume) => at(volume, 'secret', 'secretName') ?? []);
}

test('a policy is named to the first indices, and moves and deletes them itself', () => {
  const all = synth(es({ ...policy, archive: {} }));
  const named = { ES_USE_ILM: 'true', ES_ILM_POLICY_NAME: 'jaeger-ilm-policy' };
  expect(variables(all, 'Job', 'jaeger-es-rollover-init-2-20-0')).toEqual([
    named,
    { ...named, ARCHIVE: 'true' },
  ]);
  expect(all.manifests.filter((one) => at(one, 'kind') === 'CronJob')).toEqual([]);
});

test('what writes behind aliases waits for them, and nothing else does', () => {
  const kafka = { brokers: ['kafka.kafka.svc:9092'] } as const;
  const waiting = (props: Partial<JaegerV2Props>, rotation: Partial<ElasticsearchProps>) =>
    synth(es(rotation), props)
      .manifests.filter((one) => at(one, 'spec', 'initContainers') !== undefined)
      .map((one) => [
        at(one, 'metadata', 'name'),
        list(at(one, 'spec', 'initContainers')).map((container) => list(at(container, 'args'))[0]),
      ]);
  expect(waiting({}, manual)).toEqual([['jaeger', ['rollover']]]);
  expect(waiting({ kafka }, policy)).toEqual([['jaeger-ingester', ['rollover']]]);
  expect(waiting({}, hourly)).toEqual([]);
  // archived traces are written by what queries
  expect(waiting({}, { ...manual, archive: {} })).toEqual([
    ['jaeger', ['rollover']],
    ['jaeger-query', ['rollover']],
  ]);
  expect(waiting({ layout: 'one' }, { ...policy, archive: {} })).toEqual([
    ['jaeger', ['rollover', 'rollover']],
  ]);
});

test('a job computes the service graph under the same names', () => {
  const dependenciesImage = 'spark-dependencies:v0.5.2';
  const job = (storage: Partial<ElasticsearchProps>) =>
    variables(synth(es(storage), { dependenciesImage }), 'CronJob', 'jaeger-spark-dependencies');
  const common = { STORAGE: 'elasticsearch', ES_NODES: serverUrls[0] };
  expect(job({ ...hourly, indexPrefix: 'a', secretName: 'es' })).toEqual([
    {
      ...common,
      ES_INDEX_PREFIX: 'a',
      ES_INDEX_DATE_SEPARATOR: '.',
      ES_USERNAME: undefined,
      ES_PASSWORD: undefined,
    },
  ]);
  expect(job(policy)).toEqual([{ ...common, ES_USE_ALIASES: 'true' }]);
});

const aliases = (read: string, write: string) => ({ read_alias: read, write_alias: write });
const services = {
  rotation: {
    manual_rollover: aliases('a-jaeger-service-archive', 'a-jaeger-service-archive'),
  },
};

test.each<[string, Partial<ElasticsearchProps>, object]>([
  [
    'one index, as Jaeger v1 has it',
    {},
    {
      spans: {
        rotation: { manual_rollover: aliases('a-jaeger-span-archive', 'a-jaeger-span-archive') },
      },
      services,
    },
  ],
  [
    'indices that a job moves',
    manual,
    {
      spans: {
        rotation: {
          manual_rollover: aliases('a-jaeger-span-archive-read', 'a-jaeger-span-archive-write'),
        },
      },
      services,
    },
  ],
  [
    'indices that a policy moves',
    policy,
    {
      spans: {
        rotation: {
          auto_rollover: {
            ...aliases('a-jaeger-span-archive-read', 'a-jaeger-span-archive-write'),
            policy_name: 'jaeger-ilm-policy',
          },
        },
      },
      services,
    },
  ],
])('archived traces are kept in %s', (_, rotation, settings) => {
  const { backend, find } = synth(es({ ...rotation, indexPrefix: 'a', archive: {} }));
  expect(backend('jaeger-query', 'archive')).toEqual({
    elasticsearch: {
      server_urls: serverUrls,
      indices: { index_prefix: 'a', ...settings },
      create_mappings: false,
    },
  });
  expect(backend('jaeger', 'archive')).toBeUndefined();
  expect(
    at(
      find('OpenTelemetryCollector', 'jaeger-query'),
      ...['spec', 'config', 'extensions', 'jaeger_query', 'storage'],
    ),
  ).toEqual({ traces: 'primary', traces_archive: 'archive' });
});

test('before rotation, an archive has the same names', () => {
  const { backend } = synth(es({ archive: {} }), { version: '2.14.0' });
  expect(backend('jaeger-query', 'archive')).toEqual({
    elasticsearch: {
      server_urls: serverUrls,
      use_aliases: true,
      span_read_alias: 'jaeger-span-archive',
      span_write_alias: 'jaeger-span-archive',
      service_read_alias: 'jaeger-service-archive',
      service_write_alias: 'jaeger-service-archive',
      create_mappings: false,
    },
  });
});

test('OpenSearch is told by its own name', () => {
  const { backend } = synth(opensearch({ serverUrls, indexPrefix: 'a', version: '3.1.0' }));
  expect(backend('jaeger')).toEqual({
    opensearch: { server_urls: serverUrls, indices: { index_prefix: 'a' } },
  });
});

const rotations: readonly (IndexRotation | undefined)[] = [
  undefined,
  { periodic: { rolloverFrequency: 'hour', dateSeparator: '' } },
  { manualRollover: {} },
  { autoRollover: { policyName: 'jaeger-ilm-policy' } },
];

test.each(
  rotations.flatMap((rotation) =>
    [elasticsearch, opensearch].flatMap((made) =>
      ['2.14.0', '2.19.0', '2.20.0', '2.21.0']
        .filter((version) => !(made === opensearch && rotation?.autoRollover && version < '2.20'))
        .map((version) => ({ rotation, version, made })),
    ),
  ),
)('the linter finds nothing: $made.name, Jaeger $version, $rotation', (one) => {
  const { rotation, version, made } = one;
  const retentionDays = rotation?.autoRollover ? undefined : 7;
  const archive = { retentionDays: rotation?.manualRollover && 365 };
  const storage = made({ serverUrls, indexPrefix: 'a', rotation, retentionDays, archive });
  const documents = synth(storage, { version }).manifests.map((value) => ({ value }));
  expect(lint(readModel(documents)).map(({ rule, message }) => `${rule.id}: ${message}`)).toEqual(
    [],
  );
});

test.each<[IndexStorage, Partial<JaegerV2Props>, string]>([
  [
    es({ archive: {} }),
    { version: '2.13.0' },
    'storage.archive needs version 2.14.0 or newer, got 2.13.0',
  ],
  [
    es({ caSecretName: 'es-ca' }),
    { dependenciesImage: 'spark-dependencies:v0.5.2' },
    "dependenciesImage must not be set with a caSecretName: the spark job cannot be given a CA, got 'spark-dependencies:v0.5.2'",
  ],
  [
    es({ tokenSecretName: 'es-token' }),
    { dependenciesImage: 'spark-dependencies:v0.5.2' },
    "dependenciesImage must not be set with tokenSecretName: the spark job supports user and password only, got 'spark-dependencies:v0.5.2'",
  ],
  [
    es({ clientCertificateSecretName: 'es-client' }),
    { dependenciesImage: 'spark-dependencies:v0.5.2' },
    "dependenciesImage must not be set with clientCertificateSecretName: the spark job supports user and password only, got 'spark-dependencies:v0.5.2'",
  ],
  [
    es({ apiKeySecretName: 'es-key', retentionDays: 7 }),
    { version: '2.19.0' },
    'storage.apiKeySecretName with jobs for the indices needs version 2.20.0 or newer, got 2.19.0',
  ],
  [
    es({}),
    { dependenciesImage: 'spark-dependencies' },
    "dependenciesImage must name a release by tag or digest, got 'spark-dependencies'",
  ],
  [
    opensearch({ serverUrls, ...policy }),
    { version: '2.19.0' },
    'storage.rotation.autoRollover on OpenSearch needs version 2.20.0 or newer, got 2.19.0',
  ],
  [
    es({ version: '6.8.23' }),
    {},
    'storage.version must go with the release of Jaeger: Jaeger since 1.58.0 must be used with Elasticsearch 7 or newer, got Elasticsearch 6.8.23 and Jaeger 2.20.0',
  ],
])('refuses %j with %j', (storage, props, message) => {
  expect(() => synth(storage, props)).toThrow(new Error(`test/Jaeger: ${message}`));
});
