import type { Load } from '../../sizing/load.ts';

/** Storage, as far as it is kept for some days. */
interface Kept {
  readonly type: string;
  readonly retentionDays?: number;
  readonly rotation?: { readonly autoRollover?: unknown };
}

/** Storage with the retention that is said of the whole stack, where it has indices that a cleaner deletes, and says nothing itself. */
export function keptStorage<S extends Kept>(storage: S, sizing: Load | undefined): S {
  const { retentionDays } = sizing ?? {};
  if (retentionDays === undefined || storage.retentionDays !== undefined) return storage;
  const isCleaned =
    (storage.type === 'elasticsearch' || storage.type === 'opensearch') &&
    storage.rotation?.autoRollover === undefined;
  return isCleaned ? { ...storage, retentionDays } : storage;
}
