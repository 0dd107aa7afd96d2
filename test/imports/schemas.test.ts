import { readFileSync } from 'node:fs';
import { loadAll } from 'js-yaml';
import { expect, test } from 'vitest';
import { schemasModule } from '../../scripts/schemas-module.ts';
import { knownKinds, knownSpecSchema } from '../../src/upstream/kubernetes/known-kinds.ts';

const crds = ['opentelemetry.io', 'jaegertracing.io'].flatMap((group) =>
  loadAll(readFileSync(`imports/crds/${group}.yaml`, 'utf8')),
);

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
