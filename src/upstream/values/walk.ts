import { isRecord, type UnknownRecord } from './unknown.ts';

/** Where in a value. */
export type Path = readonly (string | number)[];

/** How schemas of one sort are held against values; `P` is what is told. */
export interface Dialect<S, P> {
  /** What is wrong with the value itself; it is looked into where undefined. */
  problems(schema: S, value: unknown, path: Path): readonly P[] | undefined;
  /** Schema of a key; undefined where the schema has none for it. */
  field(schema: S, key: string): S | undefined;
  /** Schema of what a list holds; undefined where it is not looked into. */
  item(schema: S): S | undefined;
  /**
   * What is wrong with a mapping beside the values that its schema has keys for.
   *
   * @param unknown - keys that the schema does not have
   * @param parent - schema around it
   */
  rest(
    schema: S,
    value: UnknownRecord,
    unknown: readonly string[],
    path: Path,
    parent?: S,
  ): Iterable<P>;
}

/** Walks through a value along its schema. What is null or missing has no problems. */
export function* walk<S, P>(
  dialect: Dialect<S, P>,
  schema: S,
  value: unknown,
  path: Path = [],
  parent?: S,
): Generator<P> {
  if (value === undefined || value === null) return;
  const problems = dialect.problems(schema, value, path);
  if (problems !== undefined) {
    yield* problems;
  } else if (isRecord(value)) {
    const unknown: string[] = [];
    for (const [key, inner] of Object.entries(value)) {
      const field = dialect.field(schema, key);
      if (field === undefined) unknown.push(key);
      else yield* walk(dialect, field, inner, [...path, key], schema);
    }
    yield* dialect.rest(schema, value, unknown, path, parent);
  } else if (Array.isArray(value)) {
    const item = dialect.item(schema);
    if (item === undefined) return;
    for (const [index, one] of value.entries()) {
      yield* walk(dialect, item, one, [...path, index], schema);
    }
  }
}
