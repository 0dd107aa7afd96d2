import { durationProblem } from './duration.ts';
import type { Problem } from './problem.ts';
import type { Setting, SettingKind } from './setting.ts';
import { show } from './shown.ts';
import { countedSize, parseSize } from './size.ts';
import { isRecord } from './unknown.ts';
import type { Path } from './walk.ts';

/** How a release reads values. */
export interface Reading {
  /** Whether it takes no text for a number or a truth value; unset when the release is not known. */
  readonly strict: boolean | undefined;
  /**
   * Whether what is read as a truth value is one to the collector. Where a configuration stands as text, the collector takes `on`, which
   * YAML 1.1 has for a truth value, as text.
   *
   * @default false
   */
  readonly exact?: boolean;
}

/**
 * What is wrong with the value of a setting that is neither a section nor a list of them; undefined of a map whose values are looked
 * into.
 */
export function scalarProblems(
  setting: Setting,
  value: unknown,
  path: Path,
  reading: Reading,
): Problem[] | undefined {
  const { is, of } = setting;
  const key = String(path.at(-1));
  if (is === 'map' && isRecord(value)) return undefined;
  if (is === 'list' && of?.is === 'duration') return durationListProblems(key, value, path);
  if (is === 'duration') {
    return durationProblems(key, value, path) ?? [mistyped(key, value, path, durationMistake)];
  }
  const mistake = checks[is](value, reading, setting);
  if (mistake === undefined) return [];
  const fix = mistake.fix ?? (isCount(is) ? countedSize(key, value) : undefined);
  return [mistyped(key, value, path, { ...mistake, fix })];
}

function isCount(kind: SettingKind): boolean {
  return kind === 'int' || kind === 'uint' || kind === 'number';
}

/** What a value of another kind must be. */
interface Mistake {
  readonly rule: string;
  readonly fix?: string;
}

type Check = (value: unknown, reading: Reading, setting: Setting) => Mistake | undefined;

const durationMistake = { rule: 'a duration such as 10s' };
const listMistake = { rule: 'a list of durations' };

const checks: Readonly<Record<Exclude<Setting['is'], 'duration'>, Check>> = {
  any: () => undefined,
  section: () => undefined,
  boolean: booleanMistake,
  number: numberMistake,
  int: numberMistake,
  uint: (value, reading) =>
    typeof value === 'number' && value < 0
      ? { rule: 'a number of at least 0' }
      : numberMistake(value, reading),
  size: (value) =>
    typeof value === 'number' || (typeof value === 'string' && parseSize(value) !== undefined)
      ? undefined
      : { rule: 'a size in bytes, or with a unit, such as 1MiB' },
  text: (value, reading, { words, coded }) =>
    words === undefined
      ? textMistake(value, reading)
      : wordMistake(value, reading.strict === true && !coded, words),
  list: listMistakeOf,
  map: (value) => (isRecord(value) ? undefined : { rule: 'a mapping' }),
  // releases differ in whether they take a list of name and value, too
  textmap: (value, { strict }) => {
    const wrong = isRecord(value)
      ? Object.values(value).some((one) => isNoText(one, strict))
      : !Array.isArray(value);
    return wrong ? { rule: 'a mapping of strings' } : undefined;
  },
};

function numberMistake(value: unknown, { strict }: Reading): Mistake | undefined {
  if (typeof value === 'number') return undefined;
  if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) {
    return strict ? { rule: 'a number without quotes', fix: value } : undefined;
  }
  return typeof value === 'boolean' && !strict ? undefined : { rule: 'a number' };
}

function textMistake(value: unknown, { strict, exact }: Reading): Mistake | undefined {
  if (typeof value === 'object') return { rule: 'a string' };
  const other = typeof value === 'number' || (exact === true && typeof value === 'boolean');
  return strict && other ? { rule: 'a string in quotes', fix: `'${value}'` } : undefined;
}

function wordMistake(
  value: unknown,
  strict: boolean,
  words: readonly string[],
): Mistake | undefined {
  // what is not written takes the default, as an empty text does in most components
  if (value === '') return undefined;
  const lower = typeof value === 'string' ? value.toLowerCase() : undefined;
  if (words.some((word) => word.toLowerCase() === lower)) return undefined;
  if (typeof value === 'number' && !strict) return undefined;
  // what looks like a number is one in YAML
  const numeric = words.every((word) => /^[\d.]+$/.test(word));
  const known = words.map((word) => (numeric ? `'${word}'` : word)).join(', ');
  return { rule: `one of ${known}${numeric ? ', in quotes' : ''}` };
}

const lists: Readonly<Partial<Record<Setting['is'], string>>> = {
  text: 'a list of strings',
  number: 'a list of numbers',
  int: 'a list of numbers',
  uint: 'a list of numbers',
  boolean: 'a list of booleans',
};

function listMistakeOf(value: unknown, reading: Reading, { of }: Setting): Mistake | undefined {
  const kind = of?.is ?? 'any';
  // a text is taken apart at its commas
  if (!Array.isArray(value))
    return typeof value === 'string' ? undefined : { rule: lists[kind] ?? 'a list' };
  if (of === undefined || lists[kind] === undefined || kind === 'duration') return undefined;
  const wrong = value.some((one) => one !== null && checks[kind](one, reading, of) !== undefined);
  if (!wrong) return undefined;
  const words = of.words === undefined ? '' : `, each one of ${of.words.join(', ')}`;
  return { rule: `${lists[kind]}${words}` };
}

/** Whether a value is surely no text; a null is an empty one. */
function isNoText(value: unknown, strict: boolean | undefined): boolean {
  return (
    (typeof value === 'object' && value !== null) || (strict === true && typeof value === 'number')
  );
}

function booleanMistake(value: unknown, { strict }: Reading): Mistake | undefined {
  if (typeof value === 'boolean') return undefined;
  if (value === 'true' || value === 'false') {
    return strict ? { rule: 'true or false without quotes', fix: value } : undefined;
  }
  return strict === false ? undefined : { rule: 'true or false' };
}

function mistyped(key: string, value: unknown, path: Path, { rule, fix }: Mistake): Problem {
  return { path, message: `${key} must be ${rule}, got ${show(value)}`, fix };
}

function durationListProblems(key: string, value: unknown, path: Path): Problem[] {
  const mistake = mistyped(key, value, path, listMistake);
  // a text is taken apart at its commas
  if (!Array.isArray(value)) return typeof value === 'string' ? [] : [mistake];
  return value.flatMap((one, index) =>
    // a null is no time at all
    one === null ? [] : (durationProblems(`${key}[${index}]`, one, [...path, index]) ?? [mistake]),
  );
}

/** What is wrong with a duration; undefined for what is neither a text nor a number. */
function durationProblems(key: string, value: unknown, path: Path): Problem[] | undefined {
  if (typeof value === 'string') {
    const message = durationProblem(key, value);
    const fix = /^\d+$/.test(value) ? `${value}s` : undefined;
    return message === undefined ? [] : [{ path, message, fix }];
  }
  if (typeof value !== 'number') return undefined;
  // a number is taken as nanoseconds, which nobody means below a millisecond
  if (value <= 0 || value >= 1e6) return [];
  const message = `${key} must have a unit, ${value} without one is nanoseconds`;
  return [{ path, message, fix: `${value}s`, severity: 'warning' }];
}
