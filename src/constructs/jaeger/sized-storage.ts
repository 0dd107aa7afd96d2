import type { Load } from '../../sizing/load.ts';

/** Storage, as far as it is kept for some days. */
interface Kept {
  readonly type: string;
  readonly retentionDays?: number;
  readonly rotation?: { readonly autoRollover?: unknown };
  readonly createSchema?: boolean;
}

/**
 * Storage with the retention that is said of the whole stack, where Jaeger or a job of it deletes what is older, and it says nothing
 * itself: how long a policy keeps indices, somebody else keeps tables, or spans stay in memory, is not the stack's to say.
 */
export function keptStorage<S extends Kept>(storage: S, sizing: Load | undefined): S {
  const { retentionDays } = sizing ?? {};
  if (retentionDays === undefined || storage.retentionDays !== undefined) return storage;
  return isDeleted(storage) ? { ...storage, retentionDays } : storage;
}

function isDeleted({ type, rotation, createSchema }: Kept): boolean {
  switch (type) {
    case 'elasticsearch':
    case 'opensearch':
      return rotation?.autoRollover === undefined;
    case 'cassandra':
    case 'clickhouse':
      return createSchema !== false;
    default:
      return type === 'badger';
  }
}
