import { readFileSync } from 'node:fs';
import { loadAll } from 'js-yaml';
import { expect, test } from 'vitest';
import { crdsJson } from '../../scripts/crds-json.ts';
import { schemasModule } from '../../scripts/schemas-module.ts';
import {
  knownKinds,
  knownPattern,
  knownSpecSchema,
} from '../../src/upstream/kubernetes/known-kinds.ts';

const groups = ['opentelemetry.io', 'jaegertracing.io'];
const crdsOf = (group: string) => loadAll(readFileSync(`imports/crds/${group}.yaml`, 'utf8'));
const crds = groups.flatMap(crdsOf);

test.each(groups)('imports/crds/%s.json is what npm run import makes of its CRDs', (group) => {
  const json = readFileSync(`imports/crds/${group}.json`, 'utf8');
  expect(json).toBe(crdsJson(crdsOf(group)));
  expect(JSON.parse(json)).toEqual(crdsOf(group));
});

test('imports/schemas.ts is what npm run import makes of the CRDs', () => {
  expect(readFileSync('imports/schemas.ts', 'utf8')).toBe(schemasModule(crds));
});

test('every kind and version of the CRDs is known', () => {
  expect(knownKinds.map(({ kind, group, versions }) => [kind, group, ...versions])).toEqual([
    ['OpenTelemetryCollector', 'opentelemetry.io', 'v1beta1', 'v1alpha1'],
    ['Instrumentation', 'opentelemetry.io', 'v1alpha1'],
    ['OpAMPBridge', 'opentelemetry.io', 'v1alpha1'],
    ['TargetAllocator', 'opentelemetry.io', 'v1alpha1'],
    ['Jaeger', 'jaegertracing.io', 'v1'],
  ]);
});

test('a schema is read as JSON, and there is none for another kind or version', () => {
  expect(knownSpecSchema('opentelemetry.io', 'v1alpha1', 'OpAMPBridge')).toMatchObject({
    required: ['capabilities', 'endpoint'],
    properties: { replicas: { type: 'integer', maximum: 1 } },
  });
  expect(knownSpecSchema('opentelemetry.io', 'v1', 'OpAMPBridge')).toBe(undefined);
});

const patterns = new Set<string>();
for (const { kind, group, versions } of knownKinds) {
  for (const version of versions) {
    JSON.stringify(knownSpecSchema(group, version, kind), (key, value) => {
      if (key === 'pattern') patterns.add(value);
      return value;
    });
  }
}

test('the patterns of the known schemas are run', () => {
  expect(patterns).toContain('^[A-Za-z0-9._/-]*$');
  for (const pattern of patterns)
    expect(knownPattern(pattern)?.source).toBe(RegExp(pattern).source);
  expect(knownPattern('^[a-z]*$')).toBe(undefined);
  expect(knownPattern('')).toBe(undefined);
});

// work that grows with the square of the length would take minutes
test.each([...patterns])('%s takes no more time than the text is long', (pattern) => {
  for (const part of ['1', '1.', '.1', '1e', '+', 'Ki', 'a/']) {
    expect(knownPattern(pattern)?.test(`${part.repeat(200_000)}!`)).toBe(false);
  }
});
