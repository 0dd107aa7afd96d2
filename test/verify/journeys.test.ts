import { expect, test } from 'vitest';
import { queryApisOf } from '../../src/verify/jaeger/query.ts';
import { diagnosis } from '../../src/verify/trace/diagnosis.ts';
import { entrancesOf } from '../../src/verify/trace/entrances.ts';
import { expecting } from '../../src/verify/trace/journeys.ts';
import { routeFrom, storesBehind } from '../../src/verify/trace/routes.ts';
import { sendingThrough } from '../../src/verify/trace/sampling.ts';
import { otlpRequest, testSpan, zipkinRequest } from '../../src/verify/trace/spans.ts';
import { modelOf } from '../model/model-of.ts';
import { MemoryCluster } from './memory-cluster.ts';
import { traceIdsIn } from './programs.ts';

const collector = (name: string, exporters: string, more = '', image = '') => `
apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: { name: ${name}, namespace: t }
spec:
  ${image}
  config:
    receivers: { otlp: { protocols: { grpc: { endpoint: 0.0.0.0:4317 } } } }
    exporters: ${exporters}
    ${more}
    service:
      ${more.includes('jaeger_query') ? 'extensions: [jaeger_storage, jaeger_query]' : ''}
      pipelines:
        traces: { receivers: [otlp], exporters: [${/\{ *(\w+)/.exec(exporters)?.[1]}] }`;

const to = (host: string) => `{ otlp_grpc: { endpoint: '${host}:4317', tls: { insecure: true } } }`;
const jaegerV2 = collector(
  'jaeger',
  '{ jaeger_storage_exporter: { trace_storage: s } }',
  `extensions:
      jaeger_storage: { backends: { s: { memory: { max_traces: 1000 } } } }
      jaeger_query: { storage: { traces: s }, http: { endpoint: 0.0.0.0:16686 }, base_path: /jaeger/ }`,
  'image: jaegertracing/jaeger:2.13.0',
);

function contextOf(...yaml: string[]) {
  const model = modelOf(...yaml);
  return { model, findings: [], cluster: new MemoryCluster(), namespace: 'default', timeout: 1 };
}

function awaited(...yaml: string[]): Record<string, string[]> {
  const context = contextOf(...yaml);
  const entrances = entrancesOf(context);
  const apis = queryApisOf(context);
  return Object.fromEntries(
    entrances.map((entrance) => [
      entrance.name,
      expecting(context, entrances, entrance, apis).map(
        ({ owner, base }) => `${owner.name}${base}`,
      ),
    ]),
  );
}

test('a trace is awaited where its way ends, through any number of collectors', () => {
  expect(
    awaited(
      collector('agent', to('gateway-collector')),
      collector('gateway', to('jaeger-collector')),
      jaegerV2,
    ),
  ).toEqual({
    'agent:4317': ['jaeger/jaeger'],
    'gateway:4317': ['jaeger/jaeger'],
    'jaeger:4317': ['jaeger/jaeger'],
  });
});

test('what leaves the manifests is awaited nowhere, and told as outside', () => {
  const outside = collector('gateway', to('vendor.example.com'));
  expect(awaited(outside, jaegerV2)).toEqual({
    'gateway:4317': [],
    'jaeger:4317': ['jaeger/jaeger'],
  });
  const context = contextOf(outside);
  const [entrance] = entrancesOf(context);
  const { stores, outside: edges } = storesBehind(context.model, [], entrance ?? never());
  expect([stores.size, edges.map(({ address }) => address?.host)]).toEqual([
    0,
    ['vendor.example.com'],
  ]);
});

test('what is stored by one and read by another is awaited at the other', () => {
  const writer = jaegerV2
    .replace('name: jaeger,', 'name: writer,')
    .replace(/jaeger_query: .*/, '')
    .replace('extensions: [jaeger_storage, jaeger_query]', 'extensions: [jaeger_storage]');
  expect(awaited(writer, jaegerV2)['writer:4317']).toEqual(['jaeger/jaeger']);
});

/** A Jaeger v2 in two parts on a search store, of which the second one may read other indices. */
function onStore(name: string, host: string, read: string): string[] {
  const storage = (prefix: string) =>
    `jaeger_storage: { backends: { s: { elasticsearch: { server_urls: ['http://${host}:9200'], indices: { index_prefix: ${prefix} } } } } }`;
  const image = 'image: jaegertracing/jaeger:2.13.0';
  return [
    collector(
      name,
      '{ jaeger_storage_exporter: { trace_storage: s } }',
      `extensions:\n      ${storage(name)}`,
      image,
    ),
    collector(
      `${name}-query`,
      '{ nop: {} }',
      `extensions:\n      ${storage(read)}\n      jaeger_query: { storage: { traces: s }, http: { endpoint: 0.0.0.0:16686 } }`,
      image,
    ),
  ];
}

test('of several that read, what is stored is awaited at those of its indices', () => {
  const both = [...onStore('red', 'es-1', 'red'), ...onStore('blue', 'es-1', 'blue')];
  expect(awaited(...both)).toMatchObject({
    'red:4317': ['red-query'],
    'blue:4317': ['blue-query'],
  });
});

test('what nobody reads of its indices is awaited at those of its store, or at all', () => {
  const astray = [...onStore('red', 'es-1', 'rde'), ...onStore('blue', 'es-2', 'blue')];
  expect(awaited(...astray)).toMatchObject({
    'red:4317': ['red-query'],
    'blue:4317': ['blue-query'],
  });
  const [writer = '', , , reader = ''] = astray;
  expect(awaited(writer, reader)).toMatchObject({ 'red:4317': ['blue-query'] });
});

test('a collector that goes round in a circle ends', () => {
  expect(awaited(collector('a', to('b-collector')), collector('b', to('a-collector')))).toEqual({
    'a:4317': [],
    'b:4317': [],
  });
});

test('a trace that is lost in a circle is told, and not followed for ever', async () => {
  const context = contextOf(
    collector('a', to('b-collector')),
    collector('b', to('a-collector')),
    jaegerV2,
  );
  const entrances = entrancesOf(context);
  const [api] = queryApisOf(context);
  const journeys = entrances.map((entrance) => ({
    entrance,
    route: routeFrom(context.model, entrance),
    sending: sendingThrough([]),
    accepted: 0.1,
    traceIds: [],
    found: [{ api: api ?? never() }],
  }));
  const all = new Map(journeys.map((journey) => [journey.entrance, journey]));
  const [first] = journeys;
  expect(await diagnosis(context, first ?? never(), all)).toMatchObject({
    status: 'failed',
    hop: 'b → a-collector.t:4317',
  });
});

test('an entrance that nobody here can use says why', () => {
  const receivers = `receivers:
      otlp: { protocols: { grpc: { endpoint: 0.0.0.0:4317, tls: { client_ca_file: /ca.crt } }, http: { endpoint: 0.0.0.0:4318, auth: { authenticator: a } } } }
      jaeger: { protocols: { thrift_http: { endpoint: 0.0.0.0:14268 } } }
      zipkin: { endpoint: 0.0.0.0:9411 }`;
  const yaml = collector('a', to('b'))
    .replace(/receivers: .*otlp: .*/, receivers)
    .replace('receivers: [otlp]', 'receivers: [otlp, jaeger, zipkin]');
  const found = entrancesOf(contextOf(yaml)).map(({ port, obstacle, path }) => [
    port,
    path,
    obstacle,
  ]);
  expect(found).toEqual([
    [14268, '/v1/traces', 'nothing here speaks jaeger-thrift-http'],
    [4317, '/v1/traces', 'it requires a client certificate'],
    [4318, '/v1/traces', 'it requires a login'],
    [9411, '/api/v2/spans', undefined],
  ]);
});

test('a Jaeger that asks for a client certificate is an entrance that nobody here can use', () => {
  const jaeger = `
apiVersion: jaegertracing.io/v1
kind: Jaeger
metadata: { name: jaeger, namespace: t }
spec:
  strategy: allInOne
  allInOne:
    options:
      collector.otlp.grpc.tls: { enabled: true, cert: /tls/tls.crt, key: /tls/tls.key, client-ca: /tls/ca.crt }`;
  const found = entrancesOf(contextOf(jaeger)).map(({ port, tls, obstacle }) => [
    port,
    tls,
    obstacle,
  ]);
  expect(found).toEqual([
    [4317, true, 'it requires a client certificate'],
    [4318, false, undefined],
  ]);
});

const processor = (type: string, settings: Record<string, unknown>) => {
  const { model } = contextOf(jaegerV2);
  const object = model.objects.all[0] ?? never();
  return { kind: 'processors' as const, id: type, type, settings, object, path: [] };
};

test.each([
  ['nothing', [], 1, 0],
  ['a sampler of all', [processor('probabilistic_sampler', { sampling_percentage: 100 })], 1, 0],
  // (1 - 0.5) ^ 10 is less than one in a thousand
  ['a half', [processor('probabilistic_sampler', { sampling_percentage: 50 })], 10, 0],
  [
    'a half of a half',
    ['', '/2'].map((id) => ({
      ...processor('probabilistic_sampler', { sampling_percentage: 50 }),
      id,
    })),
    25,
    0,
  ],
  [
    'a hundredth, which is asked to keep it',
    [processor('probabilistic_sampler', { sampling_percentage: 1 })],
    1,
    0,
  ],
  ['a tail', [processor('tail_sampling', { decision_wait: '10s' })], 1, 10],
])('through %s, as many are sent as it takes', (_, processors, count, wait) => {
  expect(sendingThrough(processors)).toMatchObject({ count, wait });
});

test('samplers are shown what they keep', () => {
  const few = sendingThrough([processor('probabilistic_sampler', { sampling_percentage: 1 })]);
  expect(few.looks.attributes).toEqual({ 'sampling.priority': 1 });
  const tail = sendingThrough([processor('tail_sampling', {})]);
  expect(tail.looks).toMatchObject({ failed: true, duration: 30 });
});

test('spans have random ids, which are in the request of each protocol', () => {
  const looks = { duration: 1, failed: true, attributes: { a: 1 } };
  const spans = [testSpan('a', looks), testSpan('b', looks)];
  const ids = spans.map(({ traceId }) => traceId);
  expect(new Set(ids).size).toBe(2);
  expect(traceIdsIn(Buffer.from(otlpRequest(spans)))).toEqual(ids);
  const zipkin = JSON.parse(zipkinRequest(spans));
  expect(zipkin.map(({ traceId }: { traceId: string }) => traceId)).toEqual(ids);
  expect(zipkin[0]).toMatchObject({
    duration: 1e6,
    localEndpoint: { serviceName: 'tracing-verify' },
  });
});

function never(): never {
  throw new Error('there must be one');
}
