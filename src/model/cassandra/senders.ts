import { cassandraPort } from '../../upstream/cassandra/image-ports.ts';
import { listed, type Sender } from '../edge/senders.ts';
import { optionOf, type RunningRole } from '../jaeger/roles.ts';

/**
 * Addresses of Cassandra that components of Jaeger v1 connect to.
 *
 * Source: jaeger v1.65.0 plugin/storage/cassandra/options.go.
 */
export function cassandraSenders(role: RunningRole): Sender<'jaeger'>[] {
  const { object, namespace, label, options, storage } = role;
  const servers = storage === 'cassandra' ? optionOf(role, 'cassandra.servers') : undefined;
  if (!servers) return [];
  const port = optionOf(role, 'cassandra.port');
  return listed(servers.value, servers.path).map(
    (address): Sender<'jaeger'> => ({
      kind: 'jaeger',
      client: object,
      label,
      noun: 'Jaeger',
      namespace,
      object: servers.object,
      ...address,
      grammar: 'host-port',
      protocol: 'cassandra',
      port: port && Number(port.value),
      portLocation: port,
      defaultPort: cassandraPort,
      tls: options.get('cassandra.tls.enabled') === 'true',
      enabled: true,
    }),
  );
}
