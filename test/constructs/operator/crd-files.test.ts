import { expect, test } from 'vitest';
import { crdsOf } from '../../../src/constructs/operator/crd-files.ts';

test('the OpenTelemetry group has the four kinds that its operator installs', () => {
  expect(crdsOf('opentelemetry.io').map((crd) => crd.metadata.name)).toEqual([
    'opentelemetrycollectors.opentelemetry.io',
    'instrumentations.opentelemetry.io',
    'opampbridges.opentelemetry.io',
    'targetallocators.opentelemetry.io',
  ]);
});

test('the Jaeger group has one kind', () => {
  expect(crdsOf('jaegertracing.io').map((crd) => crd.spec.names.kind)).toEqual(['Jaeger']);
});

test('each call reads the files again, so that changing a CRD does not reach the next caller', () => {
  const [first] = crdsOf('jaegertracing.io');
  Object.assign(first?.metadata ?? {}, { name: 'changed' });
  expect(crdsOf('jaegertracing.io')[0]?.metadata.name).toBe('jaegers.jaegertracing.io');
});
