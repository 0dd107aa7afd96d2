import type { JaegerSpec } from '../../../../../imports/jaegertracing.io.ts';
import { type CassandraStorage, cassandraCa, keyspaceOf } from '../../../cassandra/storage.ts';
import { speaksTls } from '../../../kubernetes/server-ca.ts';
import type { Written } from '../../../props/extra-spec.ts';
import { hours } from './indices.ts';

/** The storage of the spec of a Jaeger that stores into Cassandra. */
export function cassandraStorageSpec(storage: CassandraStorage): Written<JaegerSpec['storage']> {
  const { servers, port, datacenter, secretName, createSchema, replicationFactor } = storage;
  const { retentionDays } = storage;
  const ca = cassandraCa(storage);
  return {
    type: 'cassandra',
    options: {
      cassandra: {
        servers: servers.join(','),
        port,
        'local-dc': datacenter,
        keyspace: keyspaceOf(storage),
        // `enabled` is explicit because the webhook adds it for one component only
        tls: speaksTls(storage) ? { enabled: true, ca: ca?.file } : undefined,
      },
    },
    secretName,
    cassandraCreateSchema:
      createSchema === false
        ? { enabled: false }
        : {
            datacenter,
            // what upstream's script calls a test is one copy of each row
            mode: replicationFactor === 1 ? 'test' : 'prod',
            traceTTL: retentionDays === undefined ? undefined : hours(retentionDays),
          },
  };
}

/**
 * Why Jaeger v1 cannot do what a storage says, undefined entries where it can.
 *
 * Source: jaeger-operator v1.65.0 pkg/storage/cassandra_dependencies.go; jaeger v1.65.0 plugin/storage/cassandra/schema.
 */
export function cassandraStorageProblems(storage: CassandraStorage): (string | undefined)[] {
  const { createSchema, replicationFactor } = storage;
  return [
    createSchema !== false && speaksTls(storage)
      ? "storage.createSchema must be false with TLS: the operator's job that makes the tables speaks none"
      : undefined,
    replicationFactor !== undefined && replicationFactor > 2
      ? `storage.replicationFactor must be 1 or 2 for Jaeger v1, whose job makes no more copies, got ${replicationFactor}`
      : undefined,
  ];
}
