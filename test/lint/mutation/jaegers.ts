import { at, isRecord, record, text } from '../../../src/upstream/values/unknown.ts';
import type { Path } from '../../../src/yaml/locate.ts';
import { breaking, type Edit } from './breaking.ts';
import { type Manifest, type Mutation, ofKind, type Stack } from './stack.ts';

/** A mutation of the edits that are possible for each Jaeger. */
function ofJaeger(
  name: string,
  because: string,
  edits: (jaeger: Manifest, stack: Stack) => Iterable<Edit>,
): Mutation {
  const senders = (stack: Stack) => ofKind(stack, 'OpenTelemetryCollector');
  return breaking(name, because, ['Jaeger'], edits, senders);
}

const inMemory = 'the operator runs an all-in-one with its spans in memory, without a word';
const exits = 'Jaeger exits at start';
const options: Path = ['spec', 'storage', 'options'];

/** Jaegers that keep spans in memory, or do not start. */
export const jaegerMutations: readonly Mutation[] = [
  ofJaeger('misspelt strategy', inMemory, function* () {
    yield [[['spec', 'strategy'], 'producton']];
  }),
  ofJaeger('storage that pods do not share', inMemory, function* (jaeger) {
    if (at(jaeger, 'spec', 'strategy') === 'allInOne') return;
    for (const type of ['memory', 'badger', undefined]) yield [[['spec', 'storage', 'type'], type]];
  }),
  ofJaeger('unknown storage', inMemory, function* () {
    for (const type of ['Elasticsearch', 'opensearch', 'elastic']) {
      yield [[['spec', 'storage', 'type'], type]];
    }
  }),
  ofJaeger(
    'storage without an address',
    'the operator waits for an Elasticsearch that only OpenShift provisions',
    function* (jaeger) {
      const { es } = record(at(jaeger, ...options));
      if (!isRecord(es)) return;
      const { 'server-urls': urls, ...others } = es;
      yield [[[...options, 'es'], others]];
      yield [[options, { elasticsearch: es }]];
      yield [[options, es]];
      yield [[options, { es: { ...others, 'server-url': urls } }]];
    },
  ),
  ofJaeger('addresses as a list', 'the jobs get an empty host', function* (jaeger) {
    const urls = text(at(jaeger, ...options, 'es', 'server-urls'));
    if (urls) yield [[[...options, 'es', 'server-urls'], urls.split(',')]];
  }),
  ofJaeger('address without a scheme', exits, function* (jaeger) {
    const urls = text(at(jaeger, ...options, 'es', 'server-urls'));
    if (urls) yield [[[...options, 'es', 'server-urls'], urls.replaceAll(/https?:\/\//g, '')]];
  }),
  ofJaeger('illegal index prefix', 'Elasticsearch refuses the names of indices', function* () {
    for (const prefix of ['Shop', 'shop traces', '_shop', 'shop-']) {
      yield [[[...options, 'es', 'index-prefix'], prefix]];
    }
  }),
  ofJaeger(
    'prefix of one side',
    'the query reads other indices than the collector writes',
    function* () {
      yield [[['spec', 'collector', 'options'], { 'es.index-prefix': 'other' }]];
    },
  ),
  ofJaeger('CA that is not mounted', exits, function* (jaeger) {
    if (!Array.isArray(at(jaeger, 'spec', 'volumeMounts'))) return;
    yield [[['spec', 'volumeMounts'], []]];
    yield [[['spec', 'volumeMounts', 0, 'mountPath'], '/etc/elsewhere']];
    yield [[['spec', 'volumes'], []]];
  }),
  ofJaeger(
    'TLS options for no TLS',
    'es.tls options cannot be used when es.tls.enabled is false: Jaeger exits at start',
    function* (jaeger) {
      if (at(jaeger, ...options, 'es', 'tls') === undefined) return;
      yield [[[...options, 'es', 'tls', 'enabled'], 'false']];
    },
  ),
  ofJaeger('option that Jaeger does not know', exits, function* (jaeger) {
    if (at(jaeger, ...options, 'es') === undefined) return;
    yield [[[...options, 'es', 'index-prefx'], 'shop']];
  }),
  ofJaeger('lifecycle without aliases', exits, function* (jaeger) {
    if (at(jaeger, ...options, 'es') === undefined) return;
    yield [[[...options, 'es', 'use-ilm'], 'true']];
  }),
  ofJaeger(
    'days as text',
    'the API server refuses it: numberOfDays must be of type integer',
    function* () {
      yield [[['spec', 'storage', 'esIndexCleaner', 'numberOfDays'], '7']];
    },
  ),
  ofJaeger('no schedule', 'the API server refuses the CronJob', function* (jaeger) {
    if (at(jaeger, 'spec', 'storage', 'esIndexCleaner') === undefined) return;
    yield [[['spec', 'storage', 'esIndexCleaner', 'schedule'], 'every night']];
  }),
  ofJaeger('one side of Kafka', 'the other side stays on 127.0.0.1:9092', function* (jaeger) {
    if (at(jaeger, 'spec', 'strategy') !== 'streaming') return;
    const topic = 'spans';
    yield [[['spec', 'ingester', 'options', 'kafka', 'consumer'], { topic }]];
    yield [[['spec', 'collector', 'options', 'kafka', 'producer'], { topic }]];
  }),
  ofJaeger(
    'topics that differ',
    'the ingester reads a topic that nobody writes',
    function* (jaeger) {
      if (at(jaeger, 'spec', 'strategy') !== 'streaming') return;
      yield [[['spec', 'ingester', 'options', 'kafka', 'consumer', 'topic'], 'other']];
      const written = ['spec', 'collector', 'options', 'kafka', 'producer', 'topic'];
      if (at(jaeger, ...written) !== undefined) yield [[written, undefined]];
      yield [[['spec', 'ingester', 'options', 'kafka', 'consumer', 'encoding'], 'json']];
    },
  ),
  ofJaeger(
    'name of a collector',
    'both operators make a Deployment and Services of that name, and undo the work of each other',
    function* (jaeger, stack) {
      for (const collector of ofKind(stack, 'OpenTelemetryCollector')) {
        const home = at(collector, 'metadata', 'namespace');
        if (home !== at(jaeger, 'metadata', 'namespace')) continue;
        if (at(collector, 'spec', 'mode') === 'sidecar') continue;
        yield [[['metadata', 'name'], at(collector, 'metadata', 'name')]];
      }
    },
  ),
  ofJaeger(
    'OTLP switched off',
    'the Service has no OTLP ports any more, and exporters get no connection',
    function* (jaeger, stack) {
      const name = `${at(jaeger, 'metadata', 'name')}-collector:4317`;
      if (!JSON.stringify(stack.objects).includes(`"${name}`)) return;
      yield [[['spec', 'collector', 'options'], { 'collector.otlp.enabled': 'false' }]];
    },
  ),
  ofJaeger('too long a name', 'labels have 63 characters at most', function* (jaeger) {
    yield [[['metadata', 'name'], `${at(jaeger, 'metadata', 'name')}-${'x'.repeat(60)}`]];
  }),
  ofJaeger(
    'mark of another operator',
    'the operator skips what is marked as the work of another one',
    function* (_, stack) {
      const operator = ofKind(stack, 'Deployment').some(
        (object) => at(object, 'metadata', 'name') === 'jaeger-operator',
      );
      const labels = { 'jaegertracing.io/operated-by': 'observability.jaeger-operator' };
      if (operator) yield [[['metadata', 'labels'], labels]];
    },
  ),
];
