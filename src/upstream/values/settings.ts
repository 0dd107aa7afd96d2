import { parseGoDuration } from './duration.ts';
import { number, text } from './unknown.ts';

/**
 * First release that takes no text for a number or a truth value
 * (opentelemetry-collector v0.105.0 CHANGELOG, confmap.strictlyTypedInput).
 */
export const strictTypesSince = '0.105.0';

/** Feature gate without which newer releases take such a text still (opentelemetry-collector v0.105.0 CHANGELOG). */
export const strictTypesGate = 'confmap.strictlyTypedInput';

/**
 * First release in which `enabled` turns an optional section off (opentelemetry-collector v0.140.0 config/configoptional).
 */
export const sectionSwitchesSince = '0.140.0';

/** Feature gate that does so in 0.138.0 and 0.139.0 (opentelemetry-collector v0.138.0 config/configoptional). */
export const sectionSwitchesGate = 'configoptional.AddEnabledField';

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

/** What other programs, or older releases, call a setting. */
export const settingSynonyms: Readonly<Record<string, string>> = {
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
