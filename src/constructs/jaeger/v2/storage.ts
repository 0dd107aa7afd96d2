import { literal } from '../../../upstream/jaeger/v2/servers.ts';
import type { Components } from '../../collector/props.ts';
import type { ElasticsearchStorage } from '../../elasticsearch/storage.ts';
import type { BadgerStorage, JaegerV2Storage } from './local-storage.ts';

/** What the one storage is called in the configuration. */
export const storageName = 'primary';

/** What a CR does with the storage. */
export interface StorageUses {
  /** Whether it writes spans. */
  readonly writes: boolean;
  /** Whether it looks for spans. */
  readonly reads: boolean;
}

const caFolder = '/etc/jaeger/elasticsearch';
const badgerFolder = '/badger';

/** The extension that has the storage. */
export function jaegerStorage(storage: JaegerV2Storage, uses: StorageUses): Components {
  return { backends: { [storageName]: { [storage.type]: settings(storage, uses) } } };
}

function settings(storage: JaegerV2Storage, uses: StorageUses): Components {
  switch (storage.type) {
    case 'elasticsearch':
      return elasticsearchSettings(storage, uses);
    case 'memory':
      return { max_traces: storage.maxTraces ?? 1_000_000 };
    case 'badger':
      return badgerSettings(storage);
  }
}

function elasticsearchSettings(
  storage: ElasticsearchStorage,
  { writes, reads }: StorageUses,
): Components {
  const { serverUrls, indexPrefix, secretName, retentionDays } = storage;
  const variable = (name: string) => `\${env:${name}}`;
  const basic = { username: variable('ES_USERNAME'), password: variable('ES_PASSWORD') };
  const indices = {
    index_prefix: indexPrefix && literal(indexPrefix),
    // they are written into the templates of indices, which are made by what writes
    ...(writes && countsOfIndices(storage)),
  };
  return {
    server_urls: serverUrls.map(literal),
    auth: secretName === undefined ? undefined : { basic },
    tls: storage.caSecretName === undefined ? undefined : { ca_file: caFile(storage) },
    indices: Object.values(indices).some((value) => value !== undefined) ? indices : undefined,
    create_mappings: writes ? undefined : false,
    // a text with its unit: a number would be nanoseconds
    max_span_age: reads && retentionDays !== undefined ? hours(retentionDays) : undefined,
  };
}

function countsOfIndices({ shards, replicas }: ElasticsearchStorage): Components {
  if (shards === undefined && replicas === undefined) return {};
  const counts = { shards, replicas };
  return { spans: counts, services: counts, dependencies: counts, sampling: counts };
}

function badgerSettings({ retentionDays }: BadgerStorage): Components {
  return {
    ephemeral: false,
    directories: { keys: `${badgerFolder}/key`, values: `${badgerFolder}/data` },
    ttl: retentionDays === undefined ? undefined : { spans: hours(retentionDays) },
  };
}

function hours(days: number): string {
  return `${days * 24}h`;
}

/** File of the CA in the containers that connect to Elasticsearch. */
export function caFile({ caSecretKey = 'ca.crt' }: ElasticsearchStorage): string {
  return `${caFolder}/${caSecretKey}`;
}

/** The CA where containers find it; nothing for storages without one. */
export function caVolume(storage: JaegerV2Storage) {
  if (storage.type !== 'elasticsearch' || storage.caSecretName === undefined) return undefined;
  const name = 'elasticsearch-ca';
  return {
    volume: { name, secret: { secretName: storage.caSecretName } },
    mount: { name, mountPath: caFolder, readOnly: true },
  };
}

/** Environment variables of the credentials. */
export function credentials(storage: JaegerV2Storage) {
  if (storage.type !== 'elasticsearch' || storage.secretName === undefined) return [];
  const { secretName } = storage;
  return ['ES_USERNAME', 'ES_PASSWORD'].map((key) => ({
    name: key,
    valueFrom: { secretKeyRef: { name: secretName, key } },
  }));
}

/** The volume that Badger keeps its files on, each pod its own; nothing for other storages. */
export function ownVolume(storage: JaegerV2Storage) {
  if (storage.type !== 'badger') return undefined;
  const { volumeSize, storageClassName } = storage;
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
