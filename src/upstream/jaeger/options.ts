import { isRecord, list, scalarText, type UnknownRecord } from '../values/unknown.ts';
import type { JaegerStorageType } from './names.ts';

/**
 * Parts of the spec of a Jaeger that have `options`, which become flags.
 *
 * Source: jaeger-operator v1.65.0 apis/v1/jaeger_types.go.
 */
export const optionParts: readonly string[] = [
  'storage',
  'allInOne',
  'collector',
  'query',
  'ingester',
  'agent',
];

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
  const leaves = isRecord(block) ? [...leavesOf(block, '', [])] : [];
  return {
    options: leaves.flatMap(({ key, value, path }) => {
      const read = optionValue(value);
      return read === undefined || key === '' ? [] : [{ key, value: read, path }];
    }),
    undecodable: leaves.flatMap(({ value, path }) => {
      const bad = list(value).findIndex((element) => typeof element !== 'string');
      return bad < 0 ? [] : [[...path, bad]];
    }),
  };
}

/** A value of a block that is no mapping. */
interface Leaf {
  readonly key: string;
  readonly value: unknown;
  readonly path: readonly string[];
}

function* leavesOf(block: UnknownRecord, key: string, path: readonly string[]): Iterable<Leaf> {
  for (const [child, value] of Object.entries(block)) {
    const inner = { key: key ? `${key}.${child}` : child, path: [...path, child] };
    if (isRecord(value)) yield* leavesOf(value, inner.key, inner.path);
    else yield { ...inner, value };
  }
}

function optionValue(value: unknown): JaegerOption['value'] | undefined {
  if (!Array.isArray(value)) return scalarText(value);
  return value.every((element) => typeof element === 'string') ? value : undefined;
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
