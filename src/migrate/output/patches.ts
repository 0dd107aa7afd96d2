import { isDeepStrictEqual } from 'node:util';
import { at, isRecord, list, own } from '../../upstream/values/unknown.ts';
import type { Patch } from './draft.ts';

/** An addition to an object, as JSON Patch has it. */
export interface Addition {
  readonly pointer: string;
  readonly value: unknown;
}

/**
 * What JSON Patch adds to an object for patches of it: mappings and lists on the way that are missing are made, `[NAME]` is
 * the item of a list that has that name, and values that are there already need no addition.
 *
 * @throws if a list has no item of a name
 */
export function additions(object: unknown, patches: readonly Patch[]): Addition[] {
  const copy: unknown = structuredClone(object);
  return patches.flatMap(({ pointer, value }) => {
    const keys = pointer.slice(1).split('/').map(unescaped);
    return isDeepStrictEqual(at(copy, ...keys), value) ? [] : [addition(copy, keys, value)];
  });
}

function addition(root: unknown, keys: readonly string[], value: unknown): Addition {
  let place = root;
  const way: string[] = [];
  for (const [index, key] of keys.entries()) {
    const isLast = index === keys.length - 1;
    const found = indexOf(place, key, way);
    const below = own(place, found) ?? list(place)[Number(found)];
    if (!isLast && below !== undefined) {
      place = below;
      way.push(found);
      continue;
    }
    // all that is missing from here on is one addition; its value is no part of the copy, which later patches change
    const part = made(keys.slice(index + 1), value);
    const isList = Array.isArray(place);
    if (isList) (place as unknown[]).push(part);
    else if (isRecord(place)) (place as Record<string, unknown>)[found] = part;
    return {
      pointer: `/${[...way, found].map(escapedKey).join('/')}`,
      value: made(keys.slice(index + 1), value),
    };
  }
  throw new Error('a patch must have a path');
}

function indexOf(place: unknown, key: string, way: readonly string[]): string {
  const [, name] = /^\[(.*)\]$/.exec(key) ?? [];
  if (name === undefined) return key;
  const index = list(place).findIndex((item) => own(item, 'name') === name);
  if (index < 0) throw new Error(`/${way.join('/')} has no item called ${name}`);
  return String(index);
}

/** A value inside of the mappings and lists that lead to it. */
function made([key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  return key === '-' ? [made(rest, value)] : { [key]: made(rest, value) };
}

function unescaped(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~');
}

function escapedKey(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
