import { queueSizeFlag } from '../../../upstream/jaeger/queue.ts';
import type { IndexStorage } from '../../elasticsearch/storage.ts';

/** Props by the options that they are there for, or that must be the same for the index cleaner. */
export const owned: Readonly<Record<string, string>> = {
  'es.server-urls': 'storage.serverUrls',
  'es.index-prefix': 'storage.indexPrefix',
  'es.num-shards': 'storage.shards',
  'es.num-replicas': 'storage.replicas',
  'es.max-span-age': 'storage.retentionDays',
  'es.username': 'storage.secretName',
  'es.password': 'storage.secretName',
  'es.tls.ca': 'storage.caSecretName',
  'cassandra.servers': 'storage.servers',
  'cassandra.port': 'storage.port',
  'cassandra.local-dc': 'storage.datacenter',
  'cassandra.keyspace': 'storage.keyspace',
  'cassandra.username': 'storage.secretName',
  'cassandra.password': 'storage.secretName',
  'cassandra.tls.enabled': 'storage.tls',
  'cassandra.tls.ca': 'storage.caSecretName',
  'memory.max-traces': 'storage.maxTraces',
  'badger.ephemeral': 'storage',
  'badger.directory-key': 'storage',
  'badger.directory-value': 'storage',
  'badger.span-store-ttl': 'storage.retentionDays',
  'span-storage.type': 'storage',
  'query.ui-config': 'uiConfig',
  'sampling.strategies-file': 'sampling',
};

/** Props by the options of what collects that they are there for. */
export const collectorOwners: Readonly<Record<string, string>> = { [queueSizeFlag]: 'queueSize' };

/** Parts of the prop `kafka` by the options of both ends that they are there for. */
export const kafkaOwners = Object.fromEntries(
  ['kafka.producer', 'kafka.consumer'].flatMap((end) => [
    [`${end}.brokers`, 'kafka.brokers'],
    [`${end}.topic`, 'kafka.topic'],
    [`${end}.group-id`, 'kafka.groupId'],
    [`${end}.protocol-version`, 'kafka.protocolVersion'],
    [`${end}.authentication`, 'kafka'],
    [`${end}.tls.enabled`, 'kafka.tls'],
    [`${end}.tls.ca`, 'kafka.caSecretName'],
    [`${end}.plaintext.username`, 'kafka.secretName'],
    [`${end}.plaintext.password`, 'kafka.secretName'],
    [`${end}.plaintext.mechanism`, 'kafka.saslMechanism'],
    // one end alone would not understand the other
    [`${end}.encoding`, 'kafka, which has both ends speak one encoding'],
  ]),
);

// what is said of rotation in storage, and may be an option where nothing is said there
const rotationOwners = Object.fromEntries(
  [
    'es.use-aliases',
    'es.use-ilm',
    'es.index-date-separator',
    ...['spans', 'services', 'adaptive-sampling'].map(
      (kind) => `es.index-rollover-frequency-${kind}`,
    ),
  ].map((key) => [key, 'storage.rotation']),
);

// what is said of the archive's server, which is that of the storage
const archiveOwners = Object.fromEntries(
  [
    'enabled',
    'server-urls',
    'version',
    'index-prefix',
    'num-shards',
    'num-replicas',
    'tls.enabled',
    'tls.ca',
  ].map((key) => [`es-archive.${key}`, 'storage.archive']),
);

/** Parts of a storage by the options that they are there for where it says something of them. */
export function turnOwners({
  type,
  rotation,
  archive,
}: IndexStorage): Readonly<Record<string, string>> {
  return {
    ...(type === 'opensearch' && { 'es.version': 'storage' }),
    ...(rotation && rotationOwners),
    ...(archive && archiveOwners),
  };
}
