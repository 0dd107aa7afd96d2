import { expect, test } from 'vitest';
import { mergedVolumes } from '../../../src/model/jaeger/instances.ts';
import { modelOf, placeOf } from '../model-of.ts';

const jaeger = (spec: string) => `apiVersion: jaegertracing.io/v1
kind: Jaeger
metadata: {name: jaeger, namespace: tracing}
spec: ${spec}`;

function read(spec: string, ...others: string[]) {
  const [instance] = modelOf(jaeger(spec), ...others).jaegers;
  if (!instance) throw new Error('the Jaeger must be read');
  return instance;
}

test('roles are those that run after the rewrites', () => {
  const roles = (spec: string) => read(spec).roles.map(({ name }) => name);
  expect(roles('{}')).toEqual(['allInOne']);
  expect(roles('{strategy: production, storage: {type: memory}}')).toEqual(['allInOne']);
  expect(roles('{strategy: production, storage: {type: elasticsearch}}')).toEqual([
    'collector',
    'query',
  ]);
  expect(roles('{strategy: streaming, storage: {type: cassandra}}')).toEqual([
    'collector',
    'ingester',
    'query',
  ]);
});

test('the pods of a query service have an agent unless they are told not to be traced', () => {
  const operator = `apiVersion: apps/v1
kind: Deployment
metadata: {name: jaeger-operator, namespace: tracing}
spec:
  template:
    spec:
      containers: [{name: jaeger-operator, image: 'quay.io/jaegertracing/jaeger-operator:1.65.0'}]`;
  const containers = (spec: string) =>
    read(spec, operator).roles.map((role) =>
      role.containers.map(({ name, image }) => `${name} ${image}`),
    );
  const collector = ['jaeger-collector jaegertracing/jaeger-collector:1.65.0'];
  const query = 'jaeger-query jaegertracing/jaeger-query:1.65.0';
  const production = 'strategy: production, storage: {type: elasticsearch}';
  expect(containers(`{${production}}`)).toEqual([
    collector,
    [query, 'jaeger-agent jaegertracing/jaeger-agent:1.62.0'],
  ]);
  expect(containers(`{${production}, query: {tracingEnabled: false}}`)).toEqual([
    collector,
    [query],
  ]);
  expect(containers(`{${production}, query: {image: 'r/q:1'}, agent: {image: 'r/a:2'}}`)).toEqual([
    collector,
    ['jaeger-query r/q:1', 'jaeger-agent r/a:2'],
  ]);
  expect(containers('{}')).toEqual([['jaeger jaegertracing/all-in-one:1.65.0']]);
});

test('flags of the storage reach roles, those of another prefix are dropped', () => {
  const instance = read(`
  strategy: production
  storage:
    type: elasticsearch
    options:
      es.index-prefix: a
      es: {server-urls: "http://e:9200"}
      elasticsearch: {num-shards: 3}
  query:
    options: {es: {index-prefix: b}}`);
  const [collector, query] = instance.roles;
  expect(collector?.options.get('es.index-prefix')).toBe('a');
  expect(query?.options.get('es.index-prefix')).toBe('b');
  expect(query?.options.get('es.server-urls')).toBe('http://e:9200');
  expect(instance.droppedOptions.map(placeOf)).toEqual([
    'Jaeger/tracing/jaeger spec.storage.options.elasticsearch.num-shards 11:23',
  ]);
  expect(query?.own.map(placeOf)).toEqual([
    'Jaeger/tracing/jaeger spec.query.options.es.index-prefix 13:20',
  ]);
});

test('the collector of a streaming Jaeger does not get the flags of the storage', () => {
  const { roles } = read(
    '{strategy: streaming, storage: {type: elasticsearch, options: {es.index-prefix: a}}}',
  );
  expect(roles.map(({ name, options }) => [name, options.get('es.index-prefix')])).toEqual([
    ['collector', undefined],
    ['ingester', 'a'],
    ['query', 'a'],
  ]);
});

test('lists that the operator cannot decode are placed', () => {
  const { undecodable } = read(
    '{collector: {options: {a: [x, 5]}}, storage: {options: {es: {b: [1]}}}}',
  );
  expect(undecodable.map(({ path }) => path.join('.'))).toEqual([
    'spec.storage.options.es.b.0',
    'spec.collector.options.a.1',
  ]);
});

test('the release is that of an image, else of the operator', () => {
  expect(read('{}').version).toBeUndefined();
  expect(read('{allInOne: {image: "jaegertracing/all-in-one:1.60.0"}}').version).toBe('1.60.0');
  const operator =
    '{kind: Deployment, spec: {template: {spec: {containers: [{image: "quay.io/jaegertracing/jaeger-operator:1.51.0"}]}}}}';
  expect(read('{}', operator)).toMatchObject({ version: '1.51.0', operatorVersion: '1.51.0' });
});

test('volumes of a role come before those of the instance', () => {
  const instance = read('{volumes: [{name: a}], allInOne: {volumes: [{name: b}]}}');
  const [role] = instance.roles;
  expect(role && mergedVolumes(instance, role.value, 'volumes')).toEqual([
    { name: 'b' },
    { name: 'a' },
  ]);
});

test('wrong types make an empty Jaeger', () => {
  for (const spec of ['7', '[]', '{storage: [], collector: 5, query: {options: x}}']) {
    expect(read(spec).strategy.strategy).toBe('allInOne');
  }
});
