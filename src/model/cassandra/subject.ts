import { cassandraPorts } from '../../upstream/cassandra/image-ports.ts';
import type { CollectorPart } from '../collector/subject.ts';
import { imageListening } from '../edge/pods.ts';
import type { Sender } from '../edge/senders.ts';
import type { JaegerPart } from '../jaeger/subject.ts';
import type { Cluster, Subject } from '../subject.ts';
import { type CassandraClient, readClients } from './clients.ts';
import { type CassandraSchema, readSchemas } from './schemas.ts';
import { cassandraSenders } from './senders.ts';

/** What is known of Cassandra. */
export interface CassandraPart {
  /** Components of Jaeger that use a keyspace. */
  readonly cassandraClients: readonly CassandraClient[];
  /** Keyspaces that jobs make. */
  readonly cassandraSchemas: readonly CassandraSchema[];
}

/** Cassandra, which stores spans. */
export const cassandra: Subject<
  Cluster & JaegerPart & Pick<CollectorPart, 'collectors'>,
  CassandraPart,
  Sender<'jaeger'>
> = {
  read: ({ objects, workloads, jaegers, jaegerRoles, collectors }) => ({
    cassandraClients: readClients(jaegerRoles, collectors),
    cassandraSchemas: readSchemas(objects, workloads, jaegers),
  }),
  listening: imageListening(cassandraPorts),
  senders: ({ jaegerRoles }) => jaegerRoles.flatMap(cassandraSenders),
};
