import { expect, test } from 'vitest';
import { jaegerComponentOf, takesOtlp } from '../../../src/upstream/jaeger/images.ts';

test.each([
  ['jaegertracing/jaeger-collector', 'collector'],
  ['registry.example.com/mirror/jaegertracing/all-in-one', 'allInOne'],
  ['jaegertracing/jaeger', undefined],
  ['jaeger-collector', undefined],
  ['mirror/jaeger-collector', undefined],
  ['jaegertracing/toString', undefined],
])('%s is component %s of Jaeger v1', (repository, component) => {
  expect(jaegerComponentOf(repository)).toBe(component);
});

test.each([
  ['1.45.0', undefined, false],
  ['1.46.0', undefined, true],
  [undefined, undefined, true],
  ['1.45.0', 'true', true],
  ['1.57.0', 'false', false],
])('release %s, told %s, takes OTLP: %s', (version, enabled, taken) => {
  expect(takesOtlp(version, enabled)).toBe(taken);
});
