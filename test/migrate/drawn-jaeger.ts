import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { flagTable } from '../../src/upstream/jaeger/flag-table.ts';
import { at, isRecord, list, record } from '../../src/upstream/values/unknown.ts';
import { parseYaml } from '../../src/yaml.ts';

type Path = readonly (string | number)[];

/** What every value that is drawn is told by: no other text or number of a manifest is like it. */
const word = fc.integer({ min: 100_000, max: 999_999 }).map((number) => `w${number}`);
const number = fc.integer({ min: 30_001, max: 39_999 });

/** Fields of the CRD whose values cannot be any text or number, since Jaeger, its operator or Kubernetes read them. */
const known: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  'metadata.name': fc.constant('shop'),
  strategy: fc.constantFrom('allInOne', 'production', 'streaming', 'AllInOne', 'nonsense'),
  'storage.type': fc.constantFrom(
    'elasticsearch',
    'memory',
    'badger',
    'nonsense',
    'elasticsearch',
    'cassandra',
  ),
  'storage.secretName': word,
  'query.metricsStorage.server-url': word.map((name) => `http://${name}:9090`),
  'allInOne.metricsStorage.server-url': word.map((name) => `http://${name}:9090`),
  'query.metricsStorage.type': fc.constantFrom('prometheus', 'nonsense'),
  'allInOne.metricsStorage.type': fc.constantFrom('prometheus', 'nonsense'),
  'storage.esIndexCleaner.numberOfDays': number,
  'storage.esIndexCleaner.schedule': fc.constant('7 3 * * *'),
  'storage.esRollover.schedule': fc.constant('7 4 * * *'),
  'storage.esRollover.conditions': fc.constant('{"max_age": "3d"}'),
  'storage.esRollover.readTTL': fc.constantFrom('49h', '90m', '168h'),
  'storage.dependencies.schedule': fc.constant('7 5 * * *'),
  'storage.dependencies.image': fc.constant('registry.example.com/spark:w123456'),
  'storage.cassandraCreateSchema.traceTTL': fc.constantFrom('96h', '90m', '172800s'),
  'storage.cassandraCreateSchema.mode': fc.constantFrom('prod', 'test'),
  'ingress.hosts': fc.constant(['jaeger.w654321.example.com']),
  'ingress.ingressClassName': word,
  'ingress.secretName': word,
  'ingress.security': fc.constantFrom('none', 'oauth-proxy'),
  'ingress.tls': fc.array(fc.record({ secretName: word }), { minLength: 1, maxLength: 2 }),
  'query.serviceType': fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer'),
  'collector.serviceType': fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer'),
  'sampling.options': fc.record({
    default_strategy: fc.record({
      type: fc.constant('probabilistic'),
      param: fc.integer({ min: 1, max: 99_999 }).map((share) => share / 100_000),
    }),
  }),
};

/** Fields of every part that has pods, by the last part of their path. */
const knownEnds: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  image: fc.constantFrom(
    'jaegertracing/jaeger-collector:1.65.0',
    'mirror.example.com/jaeger:1.65.0',
  ),
  resources: fc.record(
    {
      limits: fc.record({ memory: fc.constant('777Mi'), cpu: fc.constant('1777m') }),
      requests: fc.record({ memory: fc.constant('333Mi'), cpu: fc.constant('333m') }),
    },
    { requiredKeys: [] },
  ),
  affinity: fc.record({ nodeAffinity: fc.dictionary(word, word, { minKeys: 1, maxKeys: 1 }) }),
  tolerations: fc.array(fc.record({ key: word, operator: fc.constant('Exists') }), {
    maxLength: 2,
  }),
  volumes: fc.array(fc.record({ name: word, secret: fc.record({ secretName: word }) }), {
    maxLength: 2,
  }),
  volumeMounts: fc.array(fc.record({ name: word, mountPath: word.map((name) => `/mnt/${name}`) }), {
    maxLength: 2,
  }),
  imagePullSecrets: fc.array(fc.record({ name: word }), { maxLength: 2 }),
};

const crd = parseYaml(readFileSync('imports/crds/jaegertracing.io.yaml', 'utf8'), 'crd').map(
  ({ value }) => value,
);
const jaegerCrd = crd.find((one) => at(one, 'spec', 'names', 'kind') === 'Jaeger');
const schema = at(
  jaegerCrd,
  'spec',
  'versions',
  0,
  'schema',
  'openAPIV3Schema',
  'properties',
  'spec',
);

/** All fields of the CRD, each drawn or not: so a field that the migration does not know is noticed. */
function fieldOf(schema: unknown, path: readonly string[]): fc.Arbitrary<unknown> {
  const name = path.join('.');
  const arbitrary = known[name] ?? knownEnds[path.at(-1) ?? ''];
  if (arbitrary) return arbitrary;
  if (path.at(-1) === 'options') return optionsOf(path[0] ?? '');
  const properties = record(at(schema, 'properties'));
  if (Object.keys(properties).length > 0) {
    const fields = Object.entries(properties).map(
      ([key, inner]): [string, fc.Arbitrary<unknown>] => [key, fieldOf(inner, [...path, key])],
    );
    // few fields of many, or else all would stand in each other's way
    return fc
      .record(Object.fromEntries(fields), { requiredKeys: [] })
      .chain((drawn) =>
        fc
          .subarray(Object.keys(drawn))
          .map((keys) => Object.fromEntries(keys.map((key) => [key, record(drawn)[key]]))),
      );
  }
  switch (at(schema, 'type')) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return number;
    case 'array':
      return fc.array(word, { maxLength: 2 });
    case 'object':
      return fc.dictionary(word, word, { minKeys: 1, maxKeys: 2 });
    default:
      return word;
  }
}

/** Values that a flag can have, by the mark of its type in the table of flags. */
const values: Readonly<Record<string, fc.Arbitrary<string>>> = {
  '#': number.map(String),
  '?': fc.constantFrom('true', 'false'),
  '~': number.map((seconds) => `${seconds}s`),
  '%': fc.constantFrom('0.31', '0.32'),
};

const knownFlags: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'es.server-urls': fc.constantFrom(
    'http://es.w111111.svc:9200',
    'https://u:p@es.w111111.svc:9200',
  ),
  'es.index-prefix': word,
  'prometheus.server-url': word.map((name) => `http://${name}:9090`),
  'cassandra.servers': fc.constantFrom('cassandra.w333333.svc', 'a.w333333.svc,cassandra'),
  'cassandra.keyspace': word,
  'es.num-shards': fc.integer({ min: 1, max: 1024 }).map(String),
  'es.version': fc.constantFrom('0', '6', '7', '8'),
  'es.index-date-separator': fc.constantFrom('-', '.', '_'),
  'memory.max-traces': fc.constantFrom('0', '34567'),
  'query.base-path': word.map((name) => `/${name}`),
  'kafka.producer.brokers': fc.constantFrom(
    'kafka.w222222.svc:9092',
    'a.w222222.svc:9092,b.w222222.svc:9092',
  ),
  'kafka.consumer.brokers': fc.constant('kafka.w222222.svc:9092'),
  'kafka.producer.authentication': fc.constantFrom('none', 'tls', 'kerberos', 'plaintext'),
  'kafka.consumer.authentication': fc.constantFrom('none', 'tls', 'kerberos', 'plaintext'),
  'kafka.producer.encoding': fc.constantFrom('protobuf', 'json'),
  'kafka.consumer.encoding': fc.constantFrom('protobuf', 'json'),
  'kafka.producer.required-acks': fc.constantFrom('noack', 'local', 'all'),
};

/** Options of a part: flags of its component, of the storage or of both. */
function optionsOf(part: string): fc.Arbitrary<unknown> {
  const flags = flagTable.flatMap(([owner, prefix, names]) => {
    const isPart =
      typeof owner === 'string' ? part === 'storage' : owner.some((one) => one === part);
    if (!isPart) return [];
    return names.split(' ').map((name): [string, fc.Arbitrary<string>] => {
      const [, bare = '', mark = ''] = /^(.*?)([#?~%]?)$/.exec(name) ?? [];
      const flag = prefix ? `${prefix}.${bare}` : bare;
      const frequency = bare.startsWith('index-rollover-frequency')
        ? fc.constantFrom('day', 'hour')
        : word;
      return [flag, knownFlags[flag] ?? values[mark] ?? frequency];
    });
  });
  if (flags.length === 0) return fc.dictionary(word, word, { minKeys: 1, maxKeys: 2 });
  return fc
    .subarray(flags, { maxLength: 12 })
    .chain((chosen) => fc.record(Object.fromEntries(chosen)));
}

/** A Jaeger of any fields that the CRD has, for which the operator and Jaeger v1 would find some use. */
export const drawnJaeger: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc
  .record({
    spec: fieldOf(schema, []),
    labels: fc.dictionary(word, word, { maxKeys: 2 }),
    annotations: fc.dictionary(word, word, { maxKeys: 2 }),
    urls: knownFlags['es.server-urls'] as fc.Arbitrary<string>,
  })
  .map(({ spec, labels, annotations, urls }) => ({
    apiVersion: 'jaegertracing.io/v1',
    kind: 'Jaeger',
    metadata: { name: 'shop', namespace: 'tracing', uid: '1', labels, annotations },
    spec: withUrls(spec, urls),
    status: { phase: 'Running', version: '1.65.0' },
  }))
  // as a file would have it, and not as fast-check makes objects
  .map((jaeger) => JSON.parse(JSON.stringify(jaeger)));

/** Without them, the operator asks OpenShift for an Elasticsearch. */
function withUrls(spec: unknown, urls: string): unknown {
  const options = record(at(spec, 'storage', 'options'));
  return {
    ...record(spec),
    storage: {
      ...record(at(spec, 'storage')),
      options: { 'es.server-urls': urls, 'cassandra.servers': 'cassandra.w333333.svc', ...options },
    },
  };
}

/** Paths of the values of an object that have no parts: each is to have one end. */
export function leavesOf(value: unknown, path: Path = []): { path: Path; value: unknown }[] {
  const parts: [string | number, unknown][] = Array.isArray(value)
    ? list(value).map((item, index) => [index, item])
    : Object.entries(isRecord(value) ? value : {});
  if (parts.length === 0) return [{ path, value }];
  return parts.flatMap(([key, part]) => leavesOf(part, [...path, key]));
}
