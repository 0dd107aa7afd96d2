import { parseGoDuration } from './duration.ts';
import { number, text } from './unknown.ts';

/**
 * Whether a value hangs on a variable or a file that the collector reads when it starts; releases before 0.104.0 take variables
 * without braces, too.
 */
export function isVariable(value: unknown): boolean {
  return typeof value === 'string' && /\$[A-Za-z_{]/.test(value);
}

/** A number, also one in quotes; undefined for what is none, or hangs on a variable. */
export function settingNumber(value: unknown): number | undefined {
  const quoted = text(value);
  if (quoted === undefined) return number(value);
  return /^-?\d+(\.\d+)?$/.test(quoted) ? Number(quoted) : undefined;
}

/**
 * Milliseconds of a duration: Go's notation, or a number of nanoseconds. Undefined for what is none, or hangs on a variable.
 *
 * Source: opentelemetry-collector v0.158.0 confmap, which decodes texts with time.ParseDuration and takes numbers as they are.
 */
export function settingDuration(value: unknown): number | undefined {
  const nanoseconds = number(value);
  return nanoseconds === undefined ? parseGoDuration(text(value) ?? '') : nanoseconds / 1e6;
}
