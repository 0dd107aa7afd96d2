import { expect, test } from 'vitest';
import {
  effectiveStrategy,
  jaegerNameProblem,
  jaegerNames,
} from '../../../src/upstream/jaeger/names.ts';
import { derivedJaegerServices, jaegerCollectorPorts } from '../../../src/upstream/jaeger/ports.ts';

test.each([
  ['production', 'elasticsearch', 'production'],
  ['Production', 'cassandra', 'production'],
  ['streaming', 'elasticsearch', 'streaming'],
  [undefined, undefined, 'allInOne'],
  ['all-in-one', 'badger', 'allInOne'],
])('strategy %s on %s runs as written', (strategy, storage, effective) => {
  const result = effectiveStrategy(strategy, storage);
  expect(result.strategy).toBe(effective);
  expect(result.strategyProblem).toBeUndefined();
  expect(result.storageProblem).toBeUndefined();
});

test.each([
  ['production', 'memory', 'memory', "got 'memory'"],
  ['production', 'badger', 'badger', "got 'badger'"],
  ['streaming', undefined, 'memory', 'got none'],
  ['prodution', 'elasticsearch', 'elasticsearch', "got 'prodution'"],
])('strategy %s on %s is run as allInOne on %s', (strategy, type, storage, problem) => {
  const result = effectiveStrategy(strategy, type);
  expect(result).toMatchObject({ strategy: 'allInOne', storage });
  expect(result.strategyProblem).toContain(problem);
});

test.each(['opensearch', 'Elasticsearch'])('storage %s is run in memory', (type) => {
  expect(effectiveStrategy('production', type)).toEqual({
    strategy: 'allInOne',
    storage: 'memory',
    known: true,
    strategyProblem: `strategy production needs storage that pods can share (elasticsearch, cassandra, grpc-plugin), got '${type}'`,
    storageProblem: `storage type must be one of memory, cassandra, elasticsearch, kafka, badger, grpc-plugin, got '${type}'`,
  });
});

test('Service names are cut at 63 characters and CronJob names at 52', () => {
  const names = jaegerNames('n'.repeat(60));
  expect(names.collectorService).toBe(`${'n'.repeat(53)}-collector`);
  expect(names.collectorHeadlessService).toBe(`${'n'.repeat(44)}-collector-headless`);
  expect(names.sparkDependencies).toBe(`${'n'.repeat(33)}-spark-dependencies`);
  expect(jaegerNames('my.jaeger')).toMatchObject({
    collectorService: 'my-jaeger-collector',
    collectorDeployment: 'my.jaeger-collector',
  });
});

test('names that would be cut or changed are refused', () => {
  expect(jaegerNameProblem('Jaeger name', 'n'.repeat(34))).toMatch(
    /^Jaeger name must be at most 33 characters/,
  );
  expect(jaegerNameProblem('Jaeger name', 'my.jaeger')).toMatch(
    /^Jaeger name must be lower-case letters/,
  );
  expect(jaegerNameProblem('Jaeger name', 'n'.repeat(33))).toBeUndefined();
});

test('production has no agent Service, allInOne has one', () => {
  const input = { name: 'jaeger', namespace: 'tracing' };
  const names = (strategy: 'production' | 'allInOne') =>
    derivedJaegerServices({ ...input, strategy }).map(({ name }) => name);
  expect(names('production')).toEqual([
    'jaeger-collector',
    'jaeger-collector-headless',
    'jaeger-query',
  ]);
  expect(names('allInOne')).toContain('jaeger-agent');
});

test('the collector Service has the ports of the operator, in its order', () => {
  expect(jaegerCollectorPorts().map(({ name, port }) => `${name} ${port}`)).toEqual([
    'http-zipkin 9411',
    'grpc-jaeger 14250',
    'http-c-tchan-trft 14267',
    'http-c-binary-trft 14268',
    'admin-http 14269',
    'grpc-otlp 4317',
    'http-otlp 4318',
  ]);
});

test('collector flags change the ports', () => {
  const options = new Map([
    ['collector.otlp.enabled', 'false'],
    ['collector.grpc.tls.enabled', 'true'],
    ['admin.http.host-port', ':9000'],
  ]);
  const ports = jaegerCollectorPorts(options).map(({ name, port }) => `${name} ${port}`);
  expect(ports).toContain('tls-grpc-jaeger 14250');
  expect(ports).toContain('admin-http 9000');
  expect(ports).not.toContain('grpc-otlp 4317');
  expect(jaegerCollectorPorts(new Map(), '1.34.0').some(({ port }) => port === 4317)).toBe(false);
});

test('with allInOne, ports follow the options of collector and query, and OTLP those of all-in-one', () => {
  const [collector, , query] = derivedJaegerServices({
    name: 'jaeger',
    namespace: 'tracing',
    strategy: 'allInOne',
    collectorOptions: new Map([
      ['collector.otlp.enabled', 'false'],
      ['admin.http.host-port', ':9000'],
    ]),
    allInOneOptions: new Map([['admin.http.host-port', ':9001']]),
    queryOptions: new Map([['admin.http.host-port', ':9002']]),
  });
  const ports = collector?.ports.map(({ name, port }) => `${name} ${port}`);
  expect(ports).toContain('admin-http 9000');
  expect(ports).toContain('grpc-otlp 4317');
  expect(query?.ports.map(({ port }) => port)).toContain(9002);
});
