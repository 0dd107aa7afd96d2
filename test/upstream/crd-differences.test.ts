import { expect, test } from 'vitest';
import type { EmbeddedTypes } from '../../scripts/embedded-types.ts';
import { crdsOf } from '../../src/constructs/operator/crd-files.ts';
import { crdDifferences } from './crd-differences.ts';

const string = { type: 'string' };
const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

/** A CRD with every kind of field, whose embedded types are as upstream writes them or left open. */
function crd(embedded: { tolerations: object; affinity: object }, description?: string) {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    spec: {
      group: 'example.com',
      names: { kind: 'Thing', shortNames: ['th', 'ths'] },
      scope: 'Namespaced',
      versions: [
        {
          name: 'v1',
          served: true,
          additionalPrinterColumns: [{ name: 'Mode', jsonPath: '.spec.mode', description }],
          schema: {
            openAPIV3Schema: {
              type: 'object',
              description,
              properties: {
                spec: {
                  type: 'object',
                  required: ['mode', 'port'],
                  'x-kubernetes-validations': [{ rule: 'self.port > 0' }],
                  properties: {
                    mode: { type: 'string', enum: ['a', 'b'], default: 'a', description },
                    port: { type: 'integer', format: 'int32', minimum: 1 },
                    names: { type: 'array', items: { type: 'string', maxLength: 9 } },
                    labels: { type: 'object', additionalProperties: string },
                    description: string,
                    tolerations: embedded.tolerations,
                    affinity: embedded.affinity,
                  },
                },
              },
            },
          },
        },
      ],
    },
  };
}

const term = { type: 'object', properties: { nodeSelectorTerms: string } };

function upstream() {
  const keys = ['effect', 'key', 'operator', 'tolerationSeconds', 'value'];
  return crd(
    {
      tolerations: {
        type: 'array',
        'x-kubernetes-list-type': 'atomic',
        items: {
          type: 'object',
          required: ['key'],
          properties: Object.fromEntries(keys.map((key) => [key, string])),
        },
      },
      affinity: {
        type: 'object',
        nullable: true,
        required: ['nodeAffinity'],
        properties: { nodeAffinity: term, podAffinity: term, podAntiAffinity: term },
      },
    },
    'what upstream says about it',
  );
}

function ours() {
  return crd({
    tolerations: { type: 'array', 'x-kubernetes-list-type': 'atomic', items: open },
    affinity: { ...open, nullable: true },
  });
}

const embedded: Record<string, EmbeddedTypes> = {
  'Thing v1': { 'spec.tolerations': 'Toleration[]', 'spec.affinity': 'Affinity' },
};

type Thing = ReturnType<typeof crd>;
type Node = Record<string, unknown>;

function version(thing: Thing): Node {
  return thing.spec.versions[0] as Node;
}

/** The schema of `spec.<field>` of a CRD as {@link crd} makes it, or of `spec`. */
function field(thing: Thing, name?: string): Node {
  const spec = thing.spec.versions[0]?.schema.openAPIV3Schema.properties.spec;
  if (spec === undefined) throw new Error('the CRD has lost its version');
  return (name === undefined ? spec : (spec.properties as Node)[name]) as Node;
}

test('text, conversion and metadata apart, a CRD equals one with the embedded types left open', () => {
  const theirs = upstream();
  Object.assign(theirs, { metadata: { annotations: { a: 'b' } } });
  Object.assign(theirs.spec, { conversion: { strategy: 'Webhook' } });
  expect(crdDifferences(theirs, ours(), embedded)).toEqual([]);
});

test('enum and required have no order', () => {
  const own = ours();
  (field(own).required as string[]).reverse();
  (field(own, 'mode').enum as string[]).reverse();
  expect(crdDifferences(upstream(), own, embedded)).toEqual([]);
});

test.each<[string, (own: Thing) => unknown, string]>([
  [
    'another scope',
    (own) => Object.assign(own.spec, { scope: 'Cluster' }),
    'Thing spec: scope is "Namespaced" upstream, "Cluster" here',
  ],
  [
    'a lost short name',
    (own) => own.spec.names.shortNames.pop(),
    'Thing spec: names is {"kind":"Thing","shortNames":["th","ths"]} upstream, {"kind":"Thing","shortNames":["th"]} here',
  ],
  [
    'a lost version',
    (own) => own.spec.versions.pop(),
    'Thing v1: version is "v1" upstream, absent here',
  ],
  [
    'a version that is not served',
    (own) => Object.assign(version(own), { served: false }),
    'Thing v1: served is true upstream, false here',
  ],
  [
    'another printer column',
    (own) => Object.assign(version(own), { additionalPrinterColumns: [{ name: 'Mode' }] }),
    'Thing v1: additionalPrinterColumns is [{"name":"Mode","jsonPath":".spec.mode"}] upstream, [{"name":"Mode"}] here',
  ],
  [
    'an invented subresource',
    (own) => Object.assign(version(own), { subresources: { status: {} } }),
    'Thing v1: subresources is absent upstream, {"status":{}} here',
  ],
  [
    'another type',
    (own) => Object.assign(field(own, 'port'), { type: 'string' }),
    'Thing v1 spec.port: type is "integer" upstream, "string" here',
  ],
  [
    'a lost bound',
    (own) => delete field(own, 'port').minimum,
    'Thing v1 spec.port: minimum is 1 upstream, absent here',
  ],
  [
    'a longer enum',
    (own) => (field(own, 'mode').enum as string[]).push('c'),
    'Thing v1 spec.mode: enum is ["a","b"] upstream, ["a","b","c"] here',
  ],
  [
    'another default',
    (own) => Object.assign(field(own, 'mode'), { default: 'b' }),
    'Thing v1 spec.mode: default is "a" upstream, "b" here',
  ],
  [
    'a field that is not required any more',
    (own) => (field(own).required as string[]).pop(),
    'Thing v1 spec: required is ["mode","port"] upstream, ["mode"] here',
  ],
  [
    'a lost CEL rule',
    (own) => delete field(own)['x-kubernetes-validations'],
    'Thing v1 spec: x-kubernetes-validations is [{"rule":"self.port > 0"}] upstream, absent here',
  ],
  [
    'a lost field called description',
    (own) => delete (field(own).properties as Node).description,
    'Thing v1 spec.description: field is {"type":"string"} upstream, absent here',
  ],
  [
    'an invented field',
    (own) => Object.assign(field(own).properties as Node, { extra: string }),
    'Thing v1 spec.extra: field is absent upstream, {"type":"string"} here',
  ],
  [
    'a looser item',
    (own) => delete (field(own, 'names').items as Node).maxLength,
    'Thing v1 spec.names[]: maxLength is 9 upstream, absent here',
  ],
  [
    'a map of anything',
    (own) => Object.assign(field(own, 'labels'), { additionalProperties: true }),
    'Thing v1 spec.labels.*: field is {"type":"string"} upstream, true here',
  ],
  [
    'a field of its own left open',
    (own) => Object.assign(field(own), { 'x-kubernetes-preserve-unknown-fields': true }),
    'Thing v1 spec: x-kubernetes-preserve-unknown-fields is absent upstream, true here',
  ],
  [
    'an embedded type without a type',
    (own) => delete field(own, 'affinity').type,
    'Thing v1 spec.affinity: type is "object" upstream, absent here',
  ],
  [
    'an embedded type that is not nullable any more',
    (own) => delete field(own, 'affinity').nullable,
    'Thing v1 spec.affinity: nullable is true upstream, absent here',
  ],
  [
    'a closed embedded type, which would lose every field',
    (own) => delete field(own, 'affinity')['x-kubernetes-preserve-unknown-fields'],
    'Thing v1 spec.affinity: x-kubernetes-preserve-unknown-fields is true upstream, absent here',
  ],
  [
    'an open list in place of a list of open objects',
    (own) => Object.assign(field(own, 'tolerations'), { items: string }),
    'Thing v1 spec.tolerations: items is {"type":"object","x-kubernetes-preserve-unknown-fields":true} upstream, {"type":"string"} here',
  ],
  [
    'an embedded list that merges in another way',
    (own) => delete field(own, 'tolerations')['x-kubernetes-list-type'],
    'Thing v1 spec.tolerations: x-kubernetes-list-type is "atomic" upstream, absent here',
  ],
])('%s is a difference', (_, change, difference) => {
  const own = ours();
  change(own);
  expect(crdDifferences(upstream(), own, embedded)).toEqual([difference]);
});

test.each<[string, EmbeddedTypes, string]>([
  [
    'that upstream does not have',
    { 'spec.gone': 'Probe' },
    'Thing v1 spec.gone: listed as Probe, but upstream has no such field',
  ],
  [
    'that upstream has with another type',
    { 'spec.names': 'Toleration[]' },
    'Thing v1 spec.names: listed as Toleration[], but upstream has no effect, key, operator, tolerationSeconds, value in it',
  ],
  [
    'that upstream has as a list',
    { 'spec.names': 'Probe' },
    'Thing v1 spec.names: listed as Probe, but upstream has type array',
  ],
])('an entry of the list for a field %s is a difference', (_, entry, difference) => {
  const listed = { 'Thing v1': { ...embedded['Thing v1'], ...entry } };
  expect(crdDifferences(upstream(), ours(), listed)).toContain(difference);
});

test('a field that is open in ours is a difference as long as it is not listed', () => {
  const { 'spec.affinity': _, ...listed } = embedded['Thing v1'] ?? {};
  expect(crdDifferences(upstream(), ours(), { 'Thing v1': listed })).toContain(
    'Thing v1 spec.affinity: x-kubernetes-preserve-unknown-fields is absent upstream, true here',
  );
});

test('taking any one keyword or field out of a real CRD is a difference', () => {
  const [bridge] = crdsOf('opentelemetry.io').filter((c) => c.spec.names.kind === 'OpAMPBridge');
  if (bridge === undefined) throw new Error('the OpAMPBridge CRD is missing');
  const [copy] = structuredClone([bridge]);
  expect(crdDifferences(bridge, copy, {})).toEqual([]);
  let taken = 0;
  const takeEach = (node: Node) => {
    for (const [key, value] of Object.entries(node)) {
      delete node[key];
      taken += 1;
      expect(crdDifferences(bridge, copy, {}), `without ${key}`).not.toEqual([]);
      node[key] = value;
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
        takeEach(value as Node);
      }
    }
  };
  for (const { schema } of copy.spec.versions) takeEach(schema.openAPIV3Schema as Node);
  expect(taken).toBeGreaterThan(100);
});
