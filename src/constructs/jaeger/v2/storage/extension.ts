import { clickHouseGate, clickHouseUngatedSince } from '../../../../upstream/jaeger/v2/changes.ts';
import { isAtLeast } from '../../../../upstream/values/version.ts';
import type { Components } from '../../../collector/components.ts';
import { followedAccess } from '../../../elasticsearch/access.ts';
import { isIndexStorage } from '../../../elasticsearch/storage.ts';
import type { MountedSecret } from '../../../kubernetes/mounted-secret.ts';
import type { SecretVariable } from '../../../kubernetes/secret-variables.ts';
import type { JaegerV2Storage } from '../../local-storage.ts';
import { archiveSettings, indexSettings } from './indices.ts';
import { badgerSettings, badgerVolume, memorySettings } from './local.ts';
import {
  cassandraSettings,
  clickHouseSettings,
  remoteSettings,
  serverCredentials,
  serverStorageCa,
} from './remote.ts';
import type { StorageUses } from './values.ts';

/** What the one storage is called in the configuration. */
export const storageName = 'primary';

/** What the storage of archived traces is called in the configuration. */
export const archiveName = 'archive';

/** The extension that has the storages, for a release of Jaeger. */
export function jaegerStorage(
  storage: JaegerV2Storage,
  uses: StorageUses,
  release: string,
): Components {
  const archive = uses.reads && archiveOf(storage, release);
  return {
    backends: {
      [storageName]: { [storage.type]: settings(storage, uses, release) },
      ...(archive && { [archiveName]: { [storage.type]: archive } }),
    },
  };
}

/** Whether users can archive traces. */
export function hasArchive(storage: JaegerV2Storage): boolean {
  return isIndexStorage(storage) && storage.archive !== undefined;
}

/** Credentials in the environment, and Secrets as files, of what connects to the storage. */
export function storageAccess(storage: JaegerV2Storage): {
  readonly variables: readonly SecretVariable[];
  readonly secrets: readonly MountedSecret[];
} {
  switch (storage.type) {
    case 'elasticsearch':
    case 'opensearch':
      return followedAccess(storage);
    case 'cassandra':
    case 'clickhouse':
    case 'grpc':
      return {
        variables: serverCredentials(storage),
        secrets: [serverStorageCa(storage)].filter((ca) => ca !== undefined),
      };
    case 'memory':
    case 'badger':
      return { variables: [], secrets: [] };
  }
}

/** Feature gates that a release of Jaeger needs for a storage; undefined where it needs none. */
export function featureGates({ type }: JaegerV2Storage, release: string): string | undefined {
  return type === 'clickhouse' && !isAtLeast(release, clickHouseUngatedSince)
    ? clickHouseGate
    : undefined;
}

/** The volume that each pod has of its own; undefined for storages that need none. */
export function ownVolume(storage: JaegerV2Storage) {
  return storage.type === 'badger' ? badgerVolume(storage) : undefined;
}

function settings(storage: JaegerV2Storage, uses: StorageUses, release: string): Components {
  switch (storage.type) {
    case 'elasticsearch':
    case 'opensearch':
      return indexSettings(storage, uses, release);
    case 'cassandra':
      return cassandraSettings(storage, uses);
    case 'clickhouse':
      return clickHouseSettings(storage, uses);
    case 'grpc':
      return remoteSettings(storage);
    case 'memory':
      return memorySettings(storage);
    case 'badger':
      return badgerSettings(storage);
  }
}

function archiveOf(storage: JaegerV2Storage, release: string): Components | undefined {
  return isIndexStorage(storage) && storage.archive ? archiveSettings(storage, release) : undefined;
}
