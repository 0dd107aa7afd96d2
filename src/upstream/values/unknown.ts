/** A mapping whose values have not been looked at. */
export type UnknownRecord = Readonly<Record<string, unknown>>;

const nothing: UnknownRecord = Object.freeze({});

/** Whether a value is a mapping. */
export function isRecord(value: unknown): value is UnknownRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The mapping, or an empty one when the value is something else. */
export function record(value: unknown): UnknownRecord {
  return isRecord(value) ? value : nothing;
}

/** The list, or an empty one when the value is something else. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The text, or undefined when the value is something else. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The number, or undefined when the value is something else or not finite. */
export function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** A scalar as text (`true`, `5`, `x`), or undefined when the value is no scalar. */
export function scalarText(value: unknown): string | undefined {
  const scalar =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return scalar ? String(value) : undefined;
}

/** The entries of a mapping that are text. */
export function textMap(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record(value)).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}

/** Own value under a key; never something inherited, so that keys such as `constructor` are safe. */
export function own(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Value at a path of keys and indexes, or undefined when there is none. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let current = value;
  for (const key of path) {
    current = typeof key === 'number' ? list(current)[key] : own(current, key);
  }
  return current;
}

/** A copy of the value with another part at a path of keys and indexes; mappings on the way are made where there are none. */
export function replaceAt(
  value: unknown,
  path: readonly (string | number)[],
  part: unknown,
): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return part;
  if (typeof key === 'number') return list(value).with(key, replaceAt(at(value, key), rest, part));
  return { ...record(value), [key]: replaceAt(own(value, key), rest, part) };
}

/** Whether some text in a value, or some key, has a pattern; what an alias repeats is looked into once. */
export function hasText(value: unknown, pattern: RegExp): boolean {
  const seen = new Set<unknown>();
  const left = [value];
  while (left.length > 0) {
    const one = left.pop();
    if (typeof one === 'string' && pattern.test(one)) return true;
    if (typeof one !== 'object' || one === null || seen.has(one)) continue;
    seen.add(one);
    if (!Array.isArray(one)) for (const key of Object.keys(one)) left.push(key);
    for (const inner of Object.values(one)) left.push(inner);
  }
  return false;
}

/** What was thrown, in the words of whoever threw it. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
