import { expect, test } from 'vitest';
import {
  collectorNameProblem,
  collectorNames,
  collectorSelectorLabels,
} from '../../../src/upstream/otel-operator/collector-names.ts';

test('short names get their suffixes', () => {
  expect(collectorNames('otel-collector')).toEqual({
    workload: 'otel-collector-collector',
    service: 'otel-collector-collector',
    headless: 'otel-collector-collector-headless',
    monitoring: 'otel-collector-collector-monitoring',
    extension: 'otel-collector-collector-extension',
    configMap: 'otel-collector-collector',
    networkPolicy: 'otel-collector-collector-networkpolicy',
    ingress: 'otel-collector-ingress',
    targetAllocator: 'otel-collector-targetallocator',
    targetAllocatorNetworkPolicy: 'otel-collector-targetallocator-networkpolicy',
  });
});

test('a long name eats into the suffix of the derived Service names', () => {
  const names = collectorNames('n'.repeat(44));
  expect(names.service).toBe(`${'n'.repeat(44)}-collector`);
  expect(names.monitoring).toBe(`${'n'.repeat(44)}-collect-monitoring`);
  expect(collectorNames('n'.repeat(60)).headless).toBe(`${'n'.repeat(53)}--headless`);
});

test('the name of the ConfigMap leaves room for its hash', () => {
  expect(collectorNames('n'.repeat(44)).configMap).toBe(`${'n'.repeat(44)}-collector`);
  expect(collectorNames('n'.repeat(50)).configMap).toBe(`${'n'.repeat(44)}-collector`);
});

test('names with dots and their dashed twins collide', () => {
  expect(collectorNames('my.col').service).toBe(collectorNames('my-col').service);
});

test.each([
  ['n'.repeat(43), /^collector name must be at most 42 characters/],
  ['my.col', /^collector name must be lower-case letters, digits and '-'/],
  ['Otel', /^collector name must be lower-case/],
])('%s is refused as a name', (name, problem) => {
  expect(collectorNameProblem('collector name', name)).toMatch(problem);
});

test('a name at the limit has no problem', () => {
  expect(collectorNameProblem('collector name', 'n'.repeat(42))).toBeUndefined();
});

test('Services select by instance, the namespace cut first', () => {
  expect(collectorSelectorLabels('tracing', 'otel')['app.kubernetes.io/instance']).toBe(
    'tracing.otel',
  );
  const long = collectorSelectorLabels('n'.repeat(63), 'otel')['app.kubernetes.io/instance'];
  expect(long).toBe(`${'n'.repeat(58)}.otel`);
});
