import { expect, test } from 'vitest';
import { jaegerName } from '../../../src/lint/jaeger/name/rule.ts';
import { check } from '../check.ts';

const named = (name: string, type = 'elasticsearch') =>
  `{apiVersion: jaegertracing.io/v1, kind: Jaeger, metadata: {name: ${name}, namespace: t}, spec: {storage: {type: ${type}}}}`;

test('a name that is cut or rewritten is told', () => {
  const long = 'a'.repeat(34);
  expect(check(named(long), jaegerName)).toEqual([
    `Jaeger/t/${long} metadata.name: Jaeger name must be at most 33 characters, or its CronJob names are cut, got '${long}' (34)`,
  ]);
  expect(check(named('my.jaeger'), jaegerName)).toHaveLength(1);
});

test('a name is as long as its Services let it be where no CronJobs are made', () => {
  expect(check(named('a'.repeat(44), 'memory'), jaegerName)).toEqual([]);
  // -collector-headless is 19 of 63 characters
  const long = 'a'.repeat(45);
  expect(check(named(long, 'memory'), jaegerName)).toEqual([
    `Jaeger/t/${long} metadata.name: Jaeger name must be at most 44 characters, or its Service names are cut, got '${long}' (45)`,
  ]);
});

test('a label of 33 characters is let be', () => {
  expect(check(named('a'.repeat(33)), jaegerName)).toEqual([]);
  expect(check('{apiVersion: jaegertracing.io/v1, kind: Jaeger}', jaegerName)).toEqual([]);
});
