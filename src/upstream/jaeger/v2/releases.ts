import { nearest } from '../../values/nearest.ts';
import type { Problem } from '../../values/problem.ts';
import { listed } from '../../values/shown.ts';
import { at, isRecord, own, text } from '../../values/unknown.ts';
import { isAtLeast } from '../../values/version.ts';
import { isTabled } from './settings/releases.ts';

/** Storages of traces that Jaeger v2 has (jaeger v2.20.0 cmd/jaeger/internal/extension/jaegerstorage/config.go). */
export const backendTypes: readonly string[] = [
  'memory',
  'badger',
  'cassandra',
  'elasticsearch',
  'opensearch',
  'grpc',
  'clickhouse',
];

/** Storages of metrics that Jaeger v2 has. */
export const metricBackendTypes: readonly string[] = [
  'prometheus',
  'elasticsearch',
  'opensearch',
  'clickhouse',
];

/** First Jaeger v2 that refuses a storage with more than one type; those before take one of them (jaeger#7875). */
const oneTypeSince = '2.15.0';

/**
 * What is wrong with the type of a storage; undefined when it has one that is known, or that a newer release may have.
 *
 * @param types - types that it may have
 * @param release - of Jaeger, when it is known
 */
export function backendProblem(
  name: string,
  backend: unknown,
  types: readonly string[],
  release?: string,
): Problem | undefined {
  const keys = isRecord(backend) ? Object.keys(backend) : [];
  const known = keys.filter((key) => types.includes(key));
  if (known.length > 1) {
    const message = `storage ${name} must have one type, got ${listed(known, ' and ')}`;
    return release === undefined || isAtLeast(release, oneTypeSince)
      ? { path: [], message }
      : {
          path: [],
          message: `${message}, of which Jaeger ${release} uses one`,
          severity: 'warning',
        };
  }
  if (known.length === 1) return undefined;
  const [key] = keys;
  if (key === undefined) {
    return {
      path: [],
      message: `storage ${name} must have a type such as elasticsearch, got none`,
    };
  }
  const type = text(own(backend, 'type'));
  const meant = key === 'es' ? 'elasticsearch' : (nearest(key, types) ?? type);
  // a release that is not known here may have more types
  if (meant === undefined && !isTabled(release, 'own')) return undefined;
  return {
    path: [key],
    message: `storage ${name} has no type '${key}'; the type is the key of its settings`,
    fix: meant !== undefined && types.includes(meant) ? meant : undefined,
  };
}

/** Feature gate of ClickHouse in the releases that do not start with it otherwise (jaeger v2.18.0 to v2.20.0 storage/v2/clickhouse). */
const clickhouseGate = { name: 'storage.clickhouse', since: '2.18.0', until: '2.21.0' };

/**
 * What is wrong with a storage that needs a feature gate; undefined when the release does without it, or has it.
 *
 * @param gates - feature gates as written, perhaps with a sign before them
 */
export function gateProblem(
  type: string,
  release: string | undefined,
  gates: readonly string[],
): string | undefined {
  const { name, since, until } = clickhouseGate;
  if (type !== 'clickhouse' || release === undefined) return undefined;
  if (!isAtLeast(release, since) || isAtLeast(release, until)) return undefined;
  return gates.some((gate) => gate.replace(/^\+/, '') === name)
    ? undefined
    : `storage ${type} of Jaeger ${release} must be used with feature gate ${name}`;
}

/**
 * Index prefix of Jaeger v1 and of its index jobs that leads to the same indices as one of Jaeger v2, which adds no dash to a
 * prefix that ends in one (jaeger v2.1.0 pkg/es/config/config.go; v2.20.0 internal/storage/elasticsearch/config/config.go).
 */
export function plainIndexPrefix(prefix: string): string {
  return prefix.replace(/-$/, '');
}

/** A place where a component of Jaeger v2 names a storage. */
export interface StorageReference {
  readonly path: readonly string[];
  /** Storage as named; unset where none is. */
  readonly name?: string;
  readonly of: 'backends' | 'metric_backends';
  /** Whether the component does not start without one. */
  readonly required: boolean;
  /** What the component does there. */
  readonly use: StorageUse;
}

/**
 * What a component does with a storage.
 *
 * - `write`: writes spans as they come
 * - `read`: reads
 * - `serve`: writes and reads for other instances, which know it as a storage of type grpc
 * - `archive`: writes, and reads, the traces that a user archives
 * - `sampling`: writes, and reads, what sampling probabilities are computed from
 */
export type StorageUse = 'write' | 'read' | 'serve' | 'archive' | 'sampling';

const references: Readonly<
  Record<string, readonly (readonly [string[], StorageReference['of'], boolean, StorageUse])[]>
> = {
  jaeger_storage_exporter: [[['trace_storage'], 'backends', true, 'write']],
  jaeger_query: [
    [['storage', 'traces'], 'backends', true, 'read'],
    [['storage', 'traces_archive'], 'backends', false, 'archive'],
    [['storage', 'metrics'], 'metric_backends', false, 'read'],
  ],
  remote_sampling: [[['adaptive', 'sampling_store'], 'backends', false, 'sampling']],
  remote_storage: [[['storage'], 'backends', false, 'serve']],
};

/**
 * Storages that a component of Jaeger v2 names.
 *
 * Source: jaeger v1.76.0 (v2.13.0) cmd/jaeger/internal, started with names that are not there.
 *
 * @param type - type of the component, `jaeger_query`
 */
export function storageReferences(type: string, settings: unknown): StorageReference[] {
  const places = Object.hasOwn(references, type) ? references[type] : undefined;
  return (places ?? []).map(([path, of, required, use]) => {
    const name = text(at(settings, ...path));
    return { path, of, required, use, name: name || undefined };
  });
}
