import { at, isRecord, list, text, type UnknownRecord } from '../src/upstream/values/unknown.ts';
import { type EmbeddedTypes, embeddedTypes } from './embedded-types.ts';

/** Kinds in the order in which they are written; others come after them. */
const kinds = ['OpenTelemetryCollector', 'Instrumentation', 'OpAMPBridge', 'TargetAllocator'];

/** The order in which the keywords of a schema are written. */
export const schemaKeywords: readonly string[] = [
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

/**
 * The CustomResourceDefinitions among the objects of a release manifest, as small as `imports/README.md` says: without descriptions,
 * labels, annotations and conversion, the stored version first, and open where a Kubernetes type is embedded.
 *
 * @throws for a keyword of a schema that has no place in the order
 */
export function minimalCrds(objects: readonly unknown[]): unknown[] {
  const place = (crd: unknown) => {
    const index = kinds.indexOf(kindOf(crd));
    return index < 0 ? kinds.length : index;
  };
  return objects
    .filter((object) => at(object, 'kind') === 'CustomResourceDefinition')
    .toSorted((one, other) => place(one) - place(other))
    .map(minimalCrd);
}

function kindOf(crd: unknown): string {
  return text(at(crd, 'spec', 'names', 'kind')) ?? '';
}

function minimalCrd(crd: unknown): unknown {
  const spec = at(crd, 'spec');
  const versions = list(at(spec, 'versions')).toSorted(
    (one, other) => Number(at(other, 'storage')) - Number(at(one, 'storage')),
  );
  return {
    apiVersion: at(crd, 'apiVersion'),
    kind: at(crd, 'kind'),
    metadata: { name: at(crd, 'metadata', 'name') },
    spec: {
      group: at(spec, 'group'),
      names: chosen(at(spec, 'names'), ['kind', 'listKind', 'plural', 'singular', 'shortNames']),
      scope: at(spec, 'scope'),
      versions: versions.map((version) => minimalVersion(kindOf(crd), version)),
    },
  };
}

function minimalVersion(kind: string, version: unknown): unknown {
  const columns = list(at(version, 'additionalPrinterColumns')).map((column) =>
    chosen(column, ['name', 'type', 'format', 'priority', 'jsonPath']),
  );
  const embedded = embeddedTypes[`${kind} ${at(version, 'name')}`] ?? {};
  return {
    ...chosen(version, ['name', 'served', 'storage', 'deprecated', 'deprecationWarning']),
    ...(columns.length > 0 && { additionalPrinterColumns: columns }),
    ...chosen(version, ['subresources']),
    schema: {
      openAPIV3Schema: minimalSchema(at(version, 'schema', 'openAPIV3Schema'), embedded, ''),
    },
  };
}

function chosen(value: unknown, fields: readonly string[]): UnknownRecord {
  return Object.fromEntries(
    fields.flatMap((field) => (at(value, field) === undefined ? [] : [[field, at(value, field)]])),
  );
}

function minimalSchema(schema: unknown, embedded: EmbeddedTypes, path: string): unknown {
  if (!isRecord(schema)) return schema;
  if (path in embedded) return opened(schema);
  const { description, ...kept } = schema;
  return Object.fromEntries(
    Object.entries(inOrder(kept)).map(([keyword, value]) => [
      keyword,
      inside(keyword, value, embedded, path),
    ]),
  );
}

function inOrder(schema: UnknownRecord): UnknownRecord {
  return Object.fromEntries(
    Object.entries(schema).toSorted(([one], [other]) => keywordPlace(one) - keywordPlace(other)),
  );
}

/** What a field of an embedded type is, without what is in it. */
function opened(schema: UnknownRecord): unknown {
  const open = { 'x-kubernetes-preserve-unknown-fields': true };
  const { description, properties, required, items, additionalProperties, ...field } = schema;
  if (field.type !== 'array') return inOrder({ ...field, ...open });
  return inOrder({ ...field, items: { type: at(items, 'type'), ...open } });
}

function keywordPlace(keyword: string): number {
  const place = schemaKeywords.indexOf(keyword);
  if (place < 0) throw new Error(`the order of keywords must have ${keyword}`);
  return place;
}

function inside(keyword: string, value: unknown, embedded: EmbeddedTypes, path: string): unknown {
  if (keyword === 'items') return minimalSchema(value, embedded, `${path}[]`);
  if (keyword === 'additionalProperties') return minimalSchema(value, embedded, `${path}.*`);
  if (keyword !== 'properties' || !isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, field]) => [
        name,
        minimalSchema(field, embedded, path === '' ? name : `${path}.${name}`),
      ]),
  );
}
