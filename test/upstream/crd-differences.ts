import { isDeepStrictEqual } from 'node:util';
import { type EmbeddedTypes, kubernetesTypes } from '../../scripts/embedded-types.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What of a CustomResourceDefinition the comparison relies on; all other fields are compared as they are. */
export interface ComparedCrd {
  /** Group, names, scope and versions. */
  readonly spec: {
    /** Kind, plural, singular and short names. */
    readonly names: { readonly kind: string };
    /** Versions in any order. */
    readonly versions: readonly {
      /** Name of the version, such as `v1beta1`. */
      readonly name: string;
      /** Schema of the version. */
      readonly schema: { readonly openAPIV3Schema: Fields };
    }[];
  };
}

/** Schema keywords with schemas inside, which are walked, and with text, which we do not have. */
const walkedKeywords = ['properties', 'items', 'additionalProperties'];
const textKeywords = ['description', 'title', 'externalDocs', 'example'];

/** Keywords whose values have no order. */
const unordered = ['enum', 'required'];

/**
 * Everything by which our CRD differs from upstream's, a line each: where, which keyword, what upstream has and what
 * ours has. Empty when ours accepts, defaults, prunes and rejects what upstream's does, except below embedded types.
 *
 * @param embedded the fields that are open in ours, by `<kind> <version>` and path
 */
export function crdDifferences(
  upstream: ComparedCrd,
  ours: ComparedCrd,
  embedded: Readonly<Record<string, EmbeddedTypes>>,
): string[] {
  const kind = upstream.spec.names.kind;
  const theirs = byName(upstream.spec.versions);
  const own = byName(ours.spec.versions);
  return [
    ...fieldDifferences(kind, upstream, ours, ['metadata', 'spec', 'status']),
    // the conversion names a namespace, so the operator construct adds it
    ...fieldDifferences(`${kind} spec`, upstream.spec, ours.spec, ['versions', 'conversion']),
    ...keysOf(theirs, own).flatMap((name) => {
      const where = `${kind} ${name}`;
      const [version, ownVersion] = [theirs[name], own[name]];
      if (version === undefined || ownVersion === undefined) {
        return [line(where, 'version', version?.name, ownVersion?.name)];
      }
      const place = { where, embedded: embedded[where] ?? {} };
      const schema = version.schema.openAPIV3Schema;
      return [
        ...fieldDifferences(where, withoutText(version), withoutText(ownVersion), ['schema']),
        ...schemaDifferences(schema, ownVersion.schema.openAPIV3Schema, place, ''),
        ...staleEntries(schema, place),
      ];
    }),
  ];
}

/** The version that is compared and the fields of it that are open in ours. */
interface Place {
  readonly where: string;
  readonly embedded: EmbeddedTypes;
}

function schemaDifferences(upstream: Fields, ours: Fields, place: Place, path: string): string[] {
  const where = `${place.where} ${path || '(root)'}`;
  if (path in place.embedded) return fieldDifferences(where, opened(upstream), ours, []);
  const theirs = fieldsOf(upstream.properties);
  const own = fieldsOf(ours.properties);
  return [
    ...fieldDifferences(where, upstream, ours, [...walkedKeywords, ...textKeywords]),
    ...keysOf(theirs, own).flatMap((name) =>
      childDifferences(theirs[name], own[name], place, path === '' ? name : `${path}.${name}`),
    ),
    ...childDifferences(upstream.items, ours.items, place, `${path}[]`),
    ...childDifferences(
      upstream.additionalProperties,
      ours.additionalProperties,
      place,
      `${path}.*`,
    ),
  ];
}

/** Compares two schemas, of which either may be absent or, as `additionalProperties` may be, a boolean. */
function childDifferences(upstream: unknown, ours: unknown, place: Place, path: string): string[] {
  if (isFields(upstream) && isFields(ours)) return schemaDifferences(upstream, ours, place, path);
  if (upstream === ours) return [];
  return [line(`${place.where} ${path}`, 'field', upstream, ours)];
}

/** The schema that ours must have for a field of an embedded type: what the field is, and nothing of what is inside. */
function opened(upstream: Fields): Fields {
  const inside = [...walkedKeywords, ...textKeywords, 'required'];
  const field = Object.fromEntries(
    Object.entries(upstream).filter(([keyword]) => !inside.includes(keyword)),
  );
  const open = { 'x-kubernetes-preserve-unknown-fields': true };
  if (upstream.type !== 'array') return { ...field, ...open };
  return { ...field, items: { type: fieldsOf(upstream.items).type, ...open } };
}

/** Entries for fields that upstream does not have any more, or has with another type than the list says. */
function staleEntries(schema: Fields, { where, embedded }: Place): string[] {
  return Object.entries(embedded).flatMap(([path, type]) => {
    const stale = (why: string) => [`${where} ${path}: listed as ${type}, but upstream ${why}`];
    const field = fieldAt(schema, path);
    if (!isFields(field)) return stale('has no such field');
    const isList = type.endsWith('[]');
    if ((field.type === 'array') !== isList) return stale(`has type ${String(field.type)}`);
    const properties = fieldsOf(fieldsOf(isList ? field.items : field).properties);
    const missing = kubernetesTypes[type].filter((name) => !(name in properties));
    return missing.length === 0 ? [] : stale(`has no ${missing.join(', ')} in it`);
  });
}

/** The schema at a path such as `spec.metrics[].pods`. */
export function fieldAt(schema: Fields, path: string): unknown {
  return (path.match(/\[\]|\.\*|[^.[\]]+/g) ?? []).reduce<unknown>((field, step) => {
    if (step === '[]') return fieldsOf(field).items;
    if (step === '.*') return fieldsOf(field).additionalProperties;
    return fieldsOf(fieldsOf(field).properties)[step];
  }, schema);
}

function fieldDifferences(
  where: string,
  upstream: object,
  ours: object,
  except: readonly string[],
): string[] {
  const [theirs, own] = [fieldsOf(upstream), fieldsOf(ours)];
  return keysOf(theirs, own)
    .filter((name) => !except.includes(name))
    .filter((name) => !isDeepStrictEqual(sorted(name, theirs[name]), sorted(name, own[name])))
    .map((name) => line(where, name, theirs[name], own[name]));
}

function withoutText(version: Fields): Fields {
  const columns = version.additionalPrinterColumns;
  if (!Array.isArray(columns)) return version;
  const kept = columns.map((column) => {
    const { description, ...rest } = fieldsOf(column);
    return rest;
  });
  return { ...version, additionalPrinterColumns: kept };
}

function sorted(keyword: string, value: unknown): unknown {
  return unordered.includes(keyword) && Array.isArray(value) ? value.toSorted() : value;
}

function line(where: string, what: string, upstream: unknown, ours: unknown): string {
  return `${where}: ${what} is ${show(upstream)} upstream, ${show(ours)} here`;
}

function show(value: unknown): string {
  if (value === undefined) return 'absent';
  const text = JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 157)}...` : text;
}

function byName<T extends { readonly name: string }>(items: readonly T[]): Record<string, T> {
  return Object.fromEntries(items.map((item) => [item.name, item]));
}

function keysOf(upstream: object, ours: object): string[] {
  return [...new Set([...Object.keys(upstream), ...Object.keys(ours)])];
}

function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
