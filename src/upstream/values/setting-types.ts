import { durationProblem } from './duration.ts';
import type { Problem } from './problem.ts';
import { isVariable } from './settings.ts';
import { show } from './shown.ts';
import { isRecord } from './unknown.ts';

/**
 * What a setting takes; `any` is not looked into, `texts` and `durations` are lists, `textmap` has texts by
 * key, words with `|` between them are all that
 * there are, in lower or upper case, and `switch` is the `enabled` that turns a section off in releases that have such switches.
 */
export type SettingType =
  | 'any'
  | 'boolean'
  | 'switch'
  | 'number'
  | 'text'
  | 'tls-version'
  | 'texts'
  | 'textmap'
  | 'mapping'
  | 'duration'
  | 'durations'
  | `${string}|${string}`;

type Path = readonly (string | number)[];

/**
 * What is wrong with the value of a setting that is no table.
 *
 * @param strict - whether the release takes no text for a number or a truth value; unset when the release is not known
 */
export function typeProblems(
  key: string,
  type: SettingType,
  value: unknown,
  path: Path,
  strict: boolean | undefined,
): Problem[] {
  if (value === undefined || value === null || isVariable(value)) return [];
  if (type === 'durations') return durationListProblems(key, value, path);
  if (type === 'duration') {
    return durationProblems(key, value, path) ?? [mistyped(key, value, path, durationMistake)];
  }
  const check = Object.hasOwn(typeChecks, type) ? typeChecks[type] : wordCheck(type.split('|'));
  const mistake = check?.(value, strict);
  return mistake === undefined ? [] : [mistyped(key, value, path, mistake)];
}

/** What a value of another type must be. */
interface Mistake {
  readonly rule: string;
  readonly fix?: string;
}

type TypeCheck = (value: unknown, strict: boolean | undefined) => Mistake | undefined;

const durationMistake = { rule: 'a duration such as 10s' };
const listMistake = { rule: 'a list of durations' };

const typeChecks: Readonly<Record<string, TypeCheck>> = {
  any: () => undefined,
  boolean: booleanMistake,
  switch: booleanMistake,
  number: (value, strict) => {
    if (typeof value === 'number') return undefined;
    if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) {
      return strict ? { rule: 'a number without quotes', fix: value } : undefined;
    }
    return typeof value === 'boolean' && !strict ? undefined : { rule: 'a number' };
  },
  text: (value, strict) => {
    if (typeof value === 'object') return { rule: 'a text' };
    // what YAML 1.1 takes for a truth value, such as `on`, the collector reads as text
    return strict && typeof value === 'number'
      ? { rule: 'a text in quotes', fix: `'${value}'` }
      : undefined;
  },
  'tls-version': (value, strict) => {
    const known = typeof value === 'string' && ['', '1.0', '1.1', '1.2', '1.3'].includes(value);
    if (known || (typeof value === 'number' && !strict)) return undefined;
    return { rule: "one of '1.0', '1.1', '1.2', '1.3', in quotes" };
  },
  texts: (value, strict) => {
    const wrong = Array.isArray(value)
      ? value.some((one) => isNoText(one, strict))
      : isNoText(value, strict);
    return wrong ? { rule: 'a list of texts' } : undefined;
  },
  mapping: (value) => (isRecord(value) ? undefined : { rule: 'a mapping' }),
  // releases differ in whether they take a list of name and value, too
  textmap: (value, strict) => {
    const wrong = isRecord(value)
      ? Object.values(value).some((one) => isNoText(one, strict))
      : !Array.isArray(value);
    return wrong ? { rule: 'a mapping of texts' } : undefined;
  },
};

/** Whether a value is surely no text; a null is an empty one. */
function isNoText(value: unknown, strict: boolean | undefined): boolean {
  return (
    (typeof value === 'object' && value !== null) || (strict === true && typeof value === 'number')
  );
}

function booleanMistake(value: unknown, strict: boolean | undefined): Mistake | undefined {
  if (typeof value === 'boolean') return undefined;
  if (value === 'true' || value === 'false') {
    return strict ? { rule: 'true or false without quotes', fix: value } : undefined;
  }
  return strict === false ? undefined : { rule: 'true or false' };
}

function wordCheck(words: readonly string[]): TypeCheck {
  return (value) => {
    // what is not written takes the default, as an empty text does in most components
    if (value === '' || typeof value === 'number') return undefined;
    const known = typeof value === 'string' && words.includes(value.toLowerCase());
    return known ? undefined : { rule: `one of ${words.join(', ')}` };
  };
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
