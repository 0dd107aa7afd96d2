import type { Components } from '../../../collector/components.ts';
import type { BadgerStorage, MemoryStorage } from '../../local-storage.ts';
import { hours } from './values.ts';

const badgerFolder = '/badger';

/** Settings of spans in memory. */
export function memorySettings({ maxTraces = 1_000_000 }: MemoryStorage): Components {
  return { max_traces: maxTraces };
}

/** Settings of spans in files. */
export function badgerSettings({ retentionDays }: BadgerStorage): Components {
  return {
    ephemeral: false,
    directories: { keys: `${badgerFolder}/key`, values: `${badgerFolder}/data` },
    ttl: retentionDays === undefined ? undefined : { spans: hours(retentionDays) },
  };
}

/** The volume that Badger keeps its files on, each pod its own. */
export function badgerVolume({ volumeSize, storageClassName }: BadgerStorage) {
  const spec = {
    accessModes: ['ReadWriteOnce'],
    storageClassName,
    resources: { requests: { storage: volumeSize } },
  };
  return {
    claim: { metadata: { name: 'badger' }, spec },
    mount: { name: 'badger', mountPath: badgerFolder },
  };
}
