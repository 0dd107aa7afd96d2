import { nearest } from './nearest.ts';
import type { Problem } from './problem.ts';
import { type SettingType, typeProblems } from './setting-types.ts';
import { isVariable, settingSynonyms } from './settings.ts';
import { show } from './shown.ts';
import { isRecord, own } from './unknown.ts';

/**
 * Settings of a component, or of a part of one, by key; a table in brackets is for each element of a list, and with the key `*`
 * there may be others; its type is that of their values.
 */
export interface SettingTable {
  readonly [key: string]: SettingType | SettingTable | readonly [SettingTable];
}

type Path = readonly (string | number)[];

/** Reads `key:type key …`; a key without a type takes anything. */
export function settingTable(keys: string, parts: SettingTable = {}): SettingTable {
  const table: Record<string, SettingTable[string]> = {};
  for (const entry of keys.split(' ')) {
    const [key = '', type = 'any'] = entry.split(':');
    if (key !== '') table[key] = type as SettingType;
  }
  return Object.assign(table, parts);
}

/** Settings of a section that `enabled: false` turns off, as if it was not written. */
export function optional(section: SettingTable): SettingTable {
  return { ...section, enabled: 'switch' };
}

/** How strictly to read settings. */
export interface SettingOptions {
  /** Whether the release takes no text for a number or a truth value; unset when the release is not known. */
  readonly strict: boolean | undefined;
  /** Whether the table is known to have all keys of the release. */
  readonly complete: boolean;
  /** Whether the release has no switches for optional sections; unset when that is not known. */
  readonly switchless?: boolean;
}

/** Keys that a table does not have, and values of another type than it says. */
export function settingTableProblems(
  table: SettingTable,
  settings: unknown,
  options: SettingOptions,
  path: Path = [],
  parent?: SettingTable,
): Problem[] {
  if (settings === undefined || settings === null || isVariable(settings)) return [];
  if (!isRecord(settings)) {
    const where = path.length === 0 ? 'settings' : written(path);
    const some = keysOf(table).slice(0, 3).join(', ');
    const keys = some === '' ? '' : ` of ${some} …`;
    const message = `${where} must be a mapping${keys}, got ${show(settings)}`;
    return [{ path, message }];
  }
  return Object.entries(settings).flatMap(([key, value]) => {
    const inner = [...path, key];
    const type = own(table, key) as SettingTable[string] | undefined;
    const known = type !== undefined && !(type === 'switch' && options.switchless);
    if (!known) return otherKey(table, key, value, inner, options, parent);
    if (typeof type === 'string') return typeProblems(key, type, value, inner, options.strict);
    return isEach(type)
      ? listProblems(type[0], value, options, inner)
      : settingTableProblems(type, value, options, inner, table);
  });
}

/** A place as people write it, `rules[0].name`. */
function written(path: Path): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`))
    .join('');
}

function isEach(type: SettingTable | readonly [SettingTable]): type is readonly [SettingTable] {
  return Array.isArray(type);
}

function listProblems(
  table: SettingTable,
  value: unknown,
  options: SettingOptions,
  path: Path,
): Problem[] {
  if (value === undefined || value === null || isVariable(value)) return [];
  if (!Array.isArray(value)) {
    const message = `${path.at(-1)} must be a list, got ${show(value)}`;
    return [{ path, message }];
  }
  return value.flatMap((one, index) => settingTableProblems(table, one, options, [...path, index]));
}

/** A key that the table has not by name. */
function otherKey(
  table: SettingTable,
  key: string,
  value: unknown,
  path: Path,
  options: SettingOptions,
  parent: SettingTable | undefined,
): Problem[] {
  const problems = unknownKey(table, key, path, options, parent);
  const others = own(table, '*');
  return problems.length > 0 || typeof others !== 'string'
    ? problems
    : typeProblems(key, others as SettingType, value, path, options.strict);
}

function unknownKey(
  table: SettingTable,
  key: string,
  path: Path,
  { complete }: SettingOptions,
  parent: SettingTable | undefined,
): Problem[] {
  const within = written(path.slice(0, -1));
  const places = placesOf(table, key);
  if (places.length > 0) {
    const [place] = places;
    const problem = `'${key}' is no setting ${within === '' ? 'of its own' : `of ${within}`}, it belongs under ${places.join(' or ')}`;
    return [{ path, message: problem, ...(places.length === 1 ? { fix: `${place}.${key}` } : {}) }];
  }
  if (parent && has(parent, key)) {
    return [{ path, message: `'${key}' is no setting of ${within}, it belongs beside it` }];
  }
  const near = meantBy(table, key);
  const open = Object.hasOwn(table, '*');
  if ((!complete || open) && near === undefined) return [];
  const where = within === '' ? '' : ` of ${within}`;
  const problem = { path, message: `'${key}' is no setting${where}`, fix: near };
  // of an open mapping it is taken, and has no effect
  return [open ? { ...problem, severity: 'warning' } : problem];
}

/** The key of a table that was meant by another one. */
function meantBy(table: SettingTable, key: string): string | undefined {
  // a key of two letters is near to any other
  const guessed = key.length > 2 ? nearest(key, keysOf(table)) : undefined;
  const near = guessed ?? settingSynonyms[key];
  return near !== undefined && near !== key && Object.hasOwn(table, near) ? near : undefined;
}

function keysOf(table: SettingTable): string[] {
  return Object.keys(table).filter((key) => key !== '*');
}

/** Parts of a table, down to the second, that have a key. */
function placesOf(table: SettingTable, key: string, within = '', depth = 2): string[] {
  if (depth === 0) return [];
  return Object.entries(table).flatMap(([name, part]) => {
    if (typeof part === 'string' || isEach(part)) return [];
    const path = within === '' ? name : `${within}.${name}`;
    return has(part, key) ? [path] : placesOf(part, key, path, depth - 1);
  });
}

/** Whether a table has a key that may be meant elsewhere. */
function has(table: SettingTable, key: string): boolean {
  return Object.hasOwn(table, key) && table[key] !== 'switch';
}
