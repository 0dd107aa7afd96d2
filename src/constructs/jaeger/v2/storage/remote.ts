import { literal } from '../../../../upstream/jaeger/v2/servers.ts';
import type { CassandraStorage } from '../../../cassandra/storage.ts';
import { keyspaceOf } from '../../../cassandra/storage.ts';
import type { ClickHouseStorage } from '../../../clickhouse/storage.ts';
import type { Components } from '../../../collector/components.ts';
import { type SecretVariable, secretVariables } from '../../../kubernetes/secret-variables.ts';
import {
  type ServerCa,
  type ServerTlsProps,
  serverCa,
  speaksTls,
} from '../../../kubernetes/server-ca.ts';
import type { RemoteStorage } from '../remote-storage.ts';
import { hours, type StorageUses, variable } from './values.ts';

/** Storages that are reached by host and port. */
type ServerStorage = CassandraStorage | ClickHouseStorage | RemoteStorage;

/** Settings of spans in Cassandra. */
export function cassandraSettings(storage: CassandraStorage, { writes }: StorageUses): Components {
  const { servers, port, datacenter } = storage;
  const creates = writes && storage.createSchema !== false;
  return {
    schema: {
      keyspace: keyspaceOf(storage),
      ...(creates && { create: true, ...tables(storage) }),
    },
    connection: {
      servers: [...servers],
      port,
      local_dc: datacenter,
      auth: login(storage),
      tls: clientTls(storage),
    },
  };
}

function tables({ datacenter, replicationFactor, retentionDays }: CassandraStorage): Components {
  const kept = retentionDays === undefined ? undefined : hours(retentionDays);
  return {
    datacenter,
    replication_factor: replicationFactor,
    trace_ttl: kept,
    dependencies_ttl: kept,
    // Cassandra advises against more than 50 windows in the time that rows live; Jaeger's own is two hours
    compaction_window:
      retentionDays === undefined
        ? undefined
        : `${Math.max(2, Math.ceil((retentionDays * 24) / 50))}h`,
  };
}

/** Settings of spans in ClickHouse. */
export function clickHouseSettings(
  storage: ClickHouseStorage,
  { writes }: StorageUses,
): Components {
  const { addresses, protocol, database, retentionDays } = storage;
  const creates = writes && storage.createSchema !== false;
  return {
    addresses: [...addresses],
    protocol,
    database,
    auth: login(storage),
    tls: speaksTls(storage) ? clientTls(storage) : undefined,
    create_schema: creates ? true : undefined,
    ttl: creates && retentionDays !== undefined ? hours(retentionDays) : undefined,
  };
}

/** Settings of spans that a program of its own stores. */
export function remoteSettings(storage: RemoteStorage): Components {
  return { endpoint: literal(storage.endpoint), tls: clientTls(storage) };
}

/** Environment variables of user and password. */
export function serverCredentials(storage: ServerStorage): SecretVariable[] {
  if (storage.type === 'grpc') return [];
  return secretVariables(storage.secretName, Object.values(keys[storage.type]));
}

/** The CA of such a storage, as a file in containers; undefined where none is named. */
export function serverStorageCa(storage: ServerStorage): ServerCa | undefined {
  return serverCa(storage, volumes[storage.type]);
}

/** Keys of the Secrets. */
const keys = {
  cassandra: { username: 'CASSANDRA_USERNAME', password: 'CASSANDRA_PASSWORD' },
  clickhouse: { username: 'CLICKHOUSE_USERNAME', password: 'CLICKHOUSE_PASSWORD' },
} as const;

const volumes = { cassandra: 'cassandra', clickhouse: 'clickhouse', grpc: 'storage' } as const;

/** What a client must be told either way: without a word, it speaks TLS. */
function clientTls(storage: ServerStorage & ServerTlsProps): Components {
  if (!speaksTls(storage)) return { insecure: true };
  const ca = serverStorageCa(storage);
  return ca ? { ca_file: ca.file } : { insecure: false };
}

function login(storage: CassandraStorage | ClickHouseStorage): Components | undefined {
  if (storage.secretName === undefined) return undefined;
  const { username, password } = keys[storage.type];
  return { basic: { username: variable(username), password: variable(password) } };
}
