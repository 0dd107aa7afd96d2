import { isRecord, scalarText } from '../values/unknown.ts';
import type { JaegerStorageType } from './names.ts';

/** A command line flag that an `options` block of a Jaeger gives. */
export interface JaegerOption {
  /** Flag without dashes, `es.server-urls`. */
  readonly key: string;
  /** Value, or the values of a flag given as a list. */
  readonly value: string | readonly string[];
  /** Path inside the block. */
  readonly path: readonly (string | number)[];
}

/** An `options` block taken apart. */
interface JaegerOptions {
  readonly options: readonly JaegerOption[];
  /** Places whose value makes the operator refuse the whole Jaeger: lists with elements that are no text. */
  readonly undecodable: readonly (readonly (string | number)[])[];
}

/**
 * Flattens an `options` block: nested keys and dotted keys are the same, scalars become text, null is dropped, a list repeats
 * the flag.
 *
 * Source: jaeger-operator v1.51.0 apis/v1/options.go.
 */
export function flattenOptions(block: unknown): JaegerOptions {
  const found = isRecord(block) ? [...flattened(block, '', [])] : [];
  return {
    options: found.filter((one) => 'key' in one),
    undecodable: found.filter((one) => !('key' in one)).map(({ path }) => path),
  };
}

/** The options in a value of a block, and the places of what is none. */
function* flattened(
  value: unknown,
  key: string,
  path: JaegerOption['path'],
): Iterable<JaegerOption | Pick<JaegerOption, 'path'>> {
  if (isRecord(value)) {
    for (const [child, inner] of Object.entries(value)) {
      yield* flattened(inner, key ? `${key}.${child}` : child, [...path, child]);
    }
  } else if (Array.isArray(value)) {
    const bad = value.findIndex((element) => typeof element !== 'string');
    yield bad < 0 ? { key, value, path } : { path: [...path, bad] };
  } else {
    const scalar = scalarText(value);
    if (scalar !== undefined && key) yield { key, value: scalar, path };
  }
}

/**
 * Prefix of the flags that a storage type reads.
 *
 * Source: jaeger-operator v1.51.0 apis/v1/jaeger_types.go.
 */
export const storagePrefixes: Readonly<Record<JaegerStorageType, string>> = {
  memory: 'memory',
  cassandra: 'cassandra',
  elasticsearch: 'es',
  kafka: 'kafka',
  badger: 'badger',
  'grpc-plugin': 'grpc-storage-plugin',
};

/**
 * Whether a flag of `storage.options` reaches Jaeger: the operator keeps those of the storage type's prefix and of its
 * archive, and drops all others without a word.
 *
 * Source: jaeger-operator v1.51.0 apis/v1/options.go.
 */
export function isStorageOption(key: string, type: JaegerStorageType): boolean {
  const prefix = storagePrefixes[type];
  return key.startsWith(`${prefix}.`) || key.startsWith(`${prefix}-archive.`);
}

/**
 * Whether an entry of `storage.options` is no flag but a setting of the index jobs.
 *
 * Source: jaeger-operator v1.51.0 pkg/cronjob/es_rollover.go.
 */
export function isJobOption(key: string): boolean {
  return key === 'skip-dependencies';
}

/** Flags by name; a flag given as a list has its values joined by commas, as the flag's own list syntax has them. */
export function optionMap(options: readonly JaegerOption[]): Map<string, string> {
  return new Map(
    options.map(({ key, value }) => [key, typeof value === 'string' ? value : value.join(',')]),
  );
}
