import type { Problem } from '../../values/problem.ts';
import { isVariable, settingDuration, settingNumber } from '../../values/settings.ts';
import { isRecord, own, text, type UnknownRecord } from '../../values/unknown.ts';

/** What the section of a Go type is judged by. */
export interface Asked {
  /** Whether the component is in use; what is not is validated, but never made. */
  readonly used: boolean;
  /** Whether the collector is of a release or newer; not, where its release is not known. */
  since(release: string): boolean;
  /** What a setting of the section is that is not written, as far as that was read; `a/b` for one inside another. */
  usual(key: string): unknown;
}

/** What a Go type refuses of its settings, as its Validate does. */
export type TypeCheck = (section: UnknownRecord, asked: Asked) => Problem[];

/** A problem with a setting of a section, or at a path in it; with the section as a whole where that is empty. */
export function told(path: string | readonly (string | number)[], message: string): Problem[] {
  const whole = typeof path === 'string' ? [path].filter(Boolean) : path;
  return [{ path: whole, message }];
}

/** A number or duration below 0. */
export function negative(section: UnknownRecord, key: string): Problem[] {
  const amount = amountOf(section, key);
  return amount !== undefined && amount < 0
    ? told(key, `${key} must be at least 0, got ${shown(section[key])}`)
    : [];
}

/** A number or duration of 0 or less. */
export function notPositive(section: UnknownRecord, key: string): Problem[] {
  const amount = amountOf(section, key);
  return amount !== undefined && amount <= 0
    ? told(key, `${key} must be more than 0, got ${shown(section[key])}`)
    : [];
}

function amountOf(section: UnknownRecord, key: string): number | undefined {
  const value = own(section, key);
  return settingNumber(value) ?? settingDuration(value);
}

/** A value in a message. */
export function shown(value: unknown): string {
  return isRecord(value) ? 'a mapping' : `${value}`;
}

/** Whether a text is written, or a variable that stands for one. */
export function isWritten(section: UnknownRecord, key: string): boolean {
  return Boolean(text(own(section, key)));
}

/** Whether a text is written that no variable can make an empty one. */
export function isFixed(section: UnknownRecord, key: string): boolean {
  return isWritten(section, key) && !isVariable(section[key]);
}

/** Whether nothing is written for a setting, or what comes to nothing: none, an empty text, an empty list. */
export function isNone(section: UnknownRecord, key: string): boolean {
  const value = own(section, key) ?? '';
  return value === '' || (Array.isArray(value) && value.length === 0);
}

/** A word that is none of those that are known; an empty text among them is not told. */
export function other(section: UnknownRecord, key: string, words: readonly string[]): Problem[] {
  const value = text(own(section, key));
  if (value === undefined || isVariable(value) || words.includes(value)) return [];
  return told(key, `${key} must be ${words.filter(Boolean).join(' or ')}, got '${value}'`);
}

/** A setting without which the section is refused. */
export function missing(section: UnknownRecord, ...keys: readonly string[]): Problem[] {
  return keys.every((key) => isNone(section, key))
    ? told('', `${keys.join(' or ')} must be set, got none`)
    : [];
}
