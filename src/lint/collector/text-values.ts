import { isRecord } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';

/** A text in a configuration. */
interface TextValue {
  readonly value: string;
  readonly path: Path;
}

/** All texts in a value, keys left out; what an alias repeats is looked into once. */
export function* textValues(
  value: unknown,
  path: Path = [],
  seen: Set<unknown> = new Set(),
): Iterable<TextValue> {
  if (typeof value === 'string') {
    yield { value, path };
    return;
  }
  if (!(Array.isArray(value) || isRecord(value)) || seen.has(value)) return;
  seen.add(value);
  const entries = Array.isArray(value) ? value.entries() : Object.entries(value);
  for (const [key, item] of entries) yield* textValues(item, [...path, key], seen);
}
