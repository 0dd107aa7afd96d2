import { nearest } from '../values/nearest.ts';
import { at, own, record, type UnknownRecord } from '../values/unknown.ts';

/** Finds the field that was meant by an unknown one, as it would be written in its place. */
type FieldGuess = (name: string, value: unknown) => string | undefined;

/**
 * Guesses at fields of a map: spelt much the same, or the only one of that name one level further in. What it needs of all fields is
 * made at the first question, since most maps have no unknown field, and those that have may have thousands.
 *
 * @param fields schemas of the fields that the map may have
 * @param siblings the map; a field that it has is not meant by another
 * @param fits whether a value is one of a schema
 */
export function fieldGuess(
  fields: UnknownRecord,
  siblings: UnknownRecord,
  fits: (schema: unknown, value: unknown) => boolean,
): FieldGuess {
  let index: FieldIndex | undefined;
  return (name, value) => {
    index ??= indexOf(fields, siblings);
    const near = index.byLetters.get(name.toLowerCase()) ?? nearest(name, index.free);
    if (near !== undefined) return near;
    const inside = (index.byInner.get(name) ?? []).filter((field) =>
      fits(at(fields, field, 'properties', name), value),
    );
    return inside.length === 1 ? `${inside[0]}.${name}` : undefined;
  };
}

interface FieldIndex {
  /** Fields that the map does not have. */
  readonly free: readonly string[];
  /** The same by their names in small letters; of two the first. */
  readonly byLetters: ReadonlyMap<string, string>;
  /** Fields by the names of those one level further in. */
  readonly byInner: ReadonlyMap<string, readonly string[]>;
}

function indexOf(fields: UnknownRecord, siblings: UnknownRecord): FieldIndex {
  const free = Object.keys(fields).filter((field) => !Object.hasOwn(siblings, field));
  const byLetters = new Map<string, string>();
  for (const field of free.toReversed()) byLetters.set(field.toLowerCase(), field);
  const byInner = new Map<string, string[]>();
  for (const [field, schema] of Object.entries(fields)) {
    for (const inner of Object.keys(record(own(schema, 'properties')))) {
      const others = byInner.get(inner);
      if (others) others.push(field);
      else byInner.set(inner, [field]);
    }
  }
  return { free, byLetters, byInner };
}
