import { durationProblem } from './duration.ts';
import { nearest } from './nearest.ts';
import { isVariable, type SettingProblem } from './settings.ts';
import { isRecord, own } from './unknown.ts';

/** What a setting takes; `any` is not looked into. */
export type SettingType = 'any' | 'boolean' | 'number' | 'text' | 'duration';

/** Settings of a component, or of a part of one, by key. */
export interface SettingTable {
  readonly [key: string]: SettingType | SettingTable;
}

/**
 * First release that takes no text for a number or a truth value
 * (opentelemetry-collector v0.105.0 CHANGELOG, confmap.strictlyTypedInput).
 */
export const strictTypesSince = '0.105.0';

/** Reads `key:type key …`; a key without a type takes anything. */
export function settingTable(keys: string, parts: SettingTable = {}): SettingTable {
  const entries = keys
    .split(' ')
    .filter(Boolean)
    .map((entry) => {
      const [key = '', type = 'any'] = entry.split(':');
      return [key, type as SettingType] as const;
    });
  return { ...Object.fromEntries(entries), ...parts };
}

/** How strictly to read settings. */
export interface SettingOptions {
  /** Whether the release takes no text for a number or a truth value; unset when the release is not known. */
  readonly strict: boolean | undefined;
  /** Whether the table is known to have all keys of the release. */
  readonly complete: boolean;
}

/** Keys that a table does not have, and values of another type than it says. */
export function settingTableProblems(
  table: SettingTable,
  settings: unknown,
  options: SettingOptions,
  path: readonly string[] = [],
  parent?: SettingTable,
): SettingProblem[] {
  if (settings === undefined || settings === null || isVariable(settings)) return [];
  if (!isRecord(settings)) {
    const where = path.at(-1) ?? 'settings';
    const problem = `${where} must be a mapping of ${Object.keys(table).slice(0, 3).join(', ')} …, got ${show(settings)}`;
    return [{ path, problem, starts: false }];
  }
  return Object.entries(settings).flatMap(([key, value]) => {
    const inner = [...path, key];
    const type = own(table, key) as SettingType | SettingTable | undefined;
    if (type === undefined) return unknownKey(table, key, inner, options, parent);
    if (typeof type !== 'string') return settingTableProblems(type, value, options, inner, table);
    return typeProblem(key, type, value, inner, options);
  });
}

function unknownKey(
  table: SettingTable,
  key: string,
  path: readonly string[],
  { complete }: SettingOptions,
  parent: SettingTable | undefined,
): SettingProblem[] {
  const within = path.slice(0, -1).join('.');
  const places = placesOf(table, key);
  if (places.length > 0) {
    const [place] = places;
    const problem = `'${key}' is no setting ${within === '' ? 'of its own' : `of ${within}`}, it belongs under ${places.join(' or ')}`;
    return [
      { path, problem, ...(places.length === 1 ? { fix: `${place}.${key}` } : {}), starts: false },
    ];
  }
  if (parent && Object.hasOwn(parent, key)) {
    return [
      { path, problem: `'${key}' is no setting of ${within}, it belongs beside it`, starts: false },
    ];
  }
  const near = nearest(key, Object.keys(table)) ?? synonyms[key];
  const known = near !== undefined && Object.hasOwn(table, near);
  if (!complete && !known) return [];
  const where = within === '' ? '' : ` of ${within}`;
  return [
    {
      path,
      problem: `'${key}' is no setting${where}`,
      ...(known ? { fix: near } : {}),
      starts: false,
    },
  ];
}

/** What other programs, or older releases, call a setting. */
const synonyms: Readonly<Record<string, string>> = {
  tls_config: 'tls',
  tls_settings: 'tls',
  tls_setting: 'tls',
  tlsConfig: 'tls',
  ssl: 'tls',
  loglevel: 'verbosity',
  log_level: 'verbosity',
  retry: 'retry_on_failure',
  queue: 'sending_queue',
  url: 'endpoint',
  address: 'endpoint',
  sampling_rate: 'sampling_percentage',
};

/** Parts of a table, down to the second, that have a key. */
function placesOf(table: SettingTable, key: string, within = '', depth = 2): string[] {
  if (depth === 0) return [];
  return Object.entries(table).flatMap(([name, part]) => {
    if (typeof part === 'string') return [];
    const path = within === '' ? name : `${within}.${name}`;
    return Object.hasOwn(part, key) ? [path] : placesOf(part, key, path, depth - 1);
  });
}

function typeProblem(
  key: string,
  type: SettingType,
  value: unknown,
  path: readonly string[],
  { strict }: SettingOptions,
): SettingProblem[] {
  if (value === undefined || value === null || isVariable(value)) return [];
  const problem = (rule: string, fix?: string): SettingProblem[] => [
    {
      path,
      problem: `${key} must be ${rule}, got ${show(value)}`,
      ...(fix === undefined ? {} : { fix }),
      starts: false,
    },
  ];
  switch (type) {
    case 'boolean':
      if (typeof value === 'boolean') return [];
      if (value === 'true' || value === 'false') {
        return strict ? problem('true or false without quotes', value) : [];
      }
      return strict === false ? [] : problem('true or false');
    case 'number':
      if (typeof value === 'number') return [];
      if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) {
        return strict ? problem('a number without quotes', value) : [];
      }
      return typeof value === 'boolean' && !strict ? [] : problem('a number');
    case 'duration':
      return durationProblems(key, value, path) ?? problem('a duration such as 10s');
    case 'text':
      return typeof value === 'object' ? problem('a text') : [];
    case 'any':
      return [];
  }
}

function durationProblems(
  key: string,
  value: unknown,
  path: readonly string[],
): SettingProblem[] | undefined {
  if (typeof value === 'string') {
    const problem = durationProblem(key, value);
    const fix = /^\d+$/.test(value) ? { fix: `${value}s` } : {};
    return problem === undefined ? [] : [{ path, problem, ...fix, starts: false }];
  }
  if (typeof value !== 'number') return undefined;
  // a number is taken as nanoseconds, which nobody means below a millisecond
  if (value <= 0 || value >= 1e6) return [];
  const problem = `${key} must have a unit, ${value} without one is nanoseconds`;
  return [{ path, problem, fix: `${value}s`, starts: true }];
}

function show(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return isRecord(value) ? 'a mapping' : `'${value}'`;
}
