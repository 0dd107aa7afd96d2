import type { ImagePorts } from '../edge/image-ports.ts';

/** Port for CQL unless told otherwise (Apache Cassandra conf/cassandra.yaml, `native_transport_port`). */
export const cassandraPort = 9042;

/** Cassandra. */
export const cassandraPorts: ImagePorts = {
  repository: /(^|\/)cassandra$/,
  ports: { [cassandraPort]: 'cassandra' },
};
