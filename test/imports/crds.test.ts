import { readFileSync } from 'node:fs';
import { loadAll } from 'js-yaml';
import { expect, test } from 'vitest';
import type { Crd } from '../../src/constructs/operator/crd-files.ts';
import { versions } from '../../src/upstream/operator/versions.ts';

type Schema = Readonly<Record<string, unknown>>;

const groups = ['opentelemetry.io', 'jaegertracing.io', 'cert-manager.io'];

const text = (group: string) => readFileSync(`imports/crds/${group}.yaml`, 'utf8');

const crds = groups
  .flatMap((group) => loadAll(text(group)) as Crd[])
  .map((crd) => ({ name: crd.metadata.name, crd }));

/** Every schema in a CRD with its path, the schemas of `anyOf` left out. */
function schemasOf(crd: Crd): [path: string, schema: Schema][] {
  const walk = (path: string, schema: Schema): [string, Schema][] => [
    [path, schema],
    ...Object.entries((schema.properties ?? {}) as Record<string, Schema>).flatMap(
      ([name, property]) => walk(`${path}.${name}`, property),
    ),
    ...(schema.items === undefined ? [] : walk(`${path}[]`, schema.items as Schema)),
    ...(schema.additionalProperties === undefined
      ? []
      : walk(`${path}.*`, schema.additionalProperties as Schema)),
  ];
  return crd.spec.versions.flatMap((version) => walk(version.name, version.schema.openAPIV3Schema));
}

/** Paths of the schemas that break a rule. */
function breaking(crd: Crd, rule: (schema: Schema) => boolean): string[] {
  return schemasOf(crd)
    .filter(([, schema]) => rule(schema))
    .map(([path]) => path);
}

/** The order in which a schema's keywords are written. */
const keywords = [
  'type',
  'anyOf',
  'x-kubernetes-int-or-string',
  'format',
  'nullable',
  'default',
  'enum',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'minItems',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-list-type',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-map-type',
  'x-kubernetes-validations',
  'required',
  'properties',
  'items',
  'additionalProperties',
];

test.each(crds)('$name takes little of the annotation of a client-side apply', ({ crd }) => {
  const annotationLimit = 262_144;
  expect(JSON.stringify(crd).length).toBeLessThan(annotationLimit / 8);
});

test.each(crds)('$name stores one version, written first', ({ crd }) => {
  expect(crd.spec.versions.map((version) => version.storage)).toEqual(
    crd.spec.versions.map((_, index) => index === 0),
  );
});

test('the collector is written as v1beta1 and then v1alpha1, which warns that it is deprecated', () => {
  const collector = crds.find(({ crd }) => crd.spec.names.kind === 'OpenTelemetryCollector')?.crd;
  expect(
    collector?.spec.versions.map(({ name, served, deprecated, deprecationWarning }) => ({
      name,
      served,
      deprecated,
      deprecationWarning,
    })),
  ).toEqual([
    { name: 'v1beta1', served: true },
    {
      name: 'v1alpha1',
      served: true,
      deprecated: true,
      deprecationWarning: 'OpenTelemetryCollector v1alpha1 is deprecated. Migrate to v1beta1.',
    },
  ]);
});

test.each(crds)('$name leaves out what its construct adds at synth', ({ crd, name }) => {
  expect(crd.metadata).toEqual({ name });
  expect(Object.keys(crd.spec)).toEqual(['group', 'names', 'scope', 'versions']);
});

test.each(crds)('$name is structural: each schema has a type or is an int-or-string', ({ crd }) => {
  const typeless = (schema: Schema) =>
    schema['x-kubernetes-int-or-string'] === true
      ? schema.type !== undefined
      : !['object', 'array', 'string', 'integer', 'number', 'boolean'].includes(`${schema.type}`);
  expect(breaking(crd, typeless)).toEqual([]);
});

test.each(crds)('$name says of each array what is in it', ({ crd }) => {
  expect(breaking(crd, ({ type, items }) => (type === 'array') !== (items !== undefined))).toEqual(
    [],
  );
});

test.each(crds)('$name has the keys of each map list as required fields', ({ crd }) => {
  const loose = (schema: Schema) => {
    const keys = (schema['x-kubernetes-list-map-keys'] ?? []) as string[];
    const required = ((schema.items as Schema | undefined)?.required ?? []) as string[];
    return keys.some((key) => !required.includes(key));
  };
  expect(breaking(crd, loose)).toEqual([]);
});

test.each(crds)('$name requires no field that it does not have', ({ crd }) => {
  const unknown = ({ required, properties }: Schema) =>
    ((required ?? []) as string[]).some((field) => !(field in ((properties ?? {}) as Schema)));
  expect(breaking(crd, unknown)).toEqual([]);
});

test.each(crds)('$name has a type for each field that a CEL rule reads', ({ crd }) => {
  const unseen = (schema: Schema) => {
    const rules = (schema['x-kubernetes-validations'] ?? []) as { rule: string }[];
    const properties = (schema.properties ?? {}) as Record<string, Schema>;
    return rules
      .flatMap(({ rule }) => [...rule.matchAll(/self\.(\w+)/g)])
      .some(([, field]) => properties[field ?? '']?.type === undefined);
  };
  expect(breaking(crd, unseen)).toEqual([]);
});

test.each(crds)('$name has no descriptions', ({ crd }) => {
  expect(breaking(crd, (schema) => typeof schema.description === 'string')).toEqual([]);
  expect(
    crd.spec.versions
      .flatMap((version) => version.additionalPrinterColumns as { description?: string }[])
      .filter((column) => column.description !== undefined),
  ).toEqual([]);
});

test.each(crds)('$name is written in one order', ({ crd }) => {
  const inOrder = (keys: string[], order: string[]) => `${keys}` === `${order}`;
  expect(
    breaking(crd, ({ properties }) => {
      const names = Object.keys(properties ?? {});
      return !inOrder(names, names.toSorted());
    }),
  ).toEqual([]);
  expect(
    breaking(crd, (schema) => {
      const written = Object.keys(schema);
      return !inOrder(
        written,
        keywords.filter((keyword) => written.includes(keyword)),
      );
    }),
  ).toEqual([]);
});

test.each(groups)('%s is written without anchors, which not every reader follows', (group) => {
  expect(text(group)).not.toMatch(/[\s[{][&*]\w/);
});

test('the headers name the releases that the operators are installed in', () => {
  expect(text('opentelemetry.io')).toContain(`OpenTelemetry operator v${versions.otelOperator},`);
  expect(text('jaegertracing.io')).toContain(`Jaeger operator v${versions.jaegerOperator},`);
});
