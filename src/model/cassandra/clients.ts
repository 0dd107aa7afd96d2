import { usualKeyspaces } from '../../upstream/jaeger/cassandra.ts';
import { at, list, own, record, text } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import type { Component } from '../collector/config.ts';
import type { Collector } from '../collector/instances.ts';
import { optionOf, optionValue, type RunningRole, storageOptionLocation } from '../jaeger/roles.ts';
import { usesOf } from '../jaeger/v2-storages.ts';
import type { Location } from '../kubernetes/objects.ts';

/** A component of Jaeger that uses a keyspace; the location is where that is, or would be, set. */
export interface CassandraClient extends Location {
  readonly namespace: string;
  /** What to call it in a message. */
  readonly label: string;
  /** Hosts of Cassandra as written. */
  readonly servers: readonly string[];
  /** Name of the setting. */
  readonly setting: string;
  /** The keyspace; several where none is set, and the release is not known that tells the default. */
  readonly keyspaces: readonly string[];
  /** Whether it makes the keyspace by itself. */
  readonly creates: boolean;
  /** Datacenter whose nodes alone it asks; unset where it asks any, or is not known to want copies there. */
  readonly datacenter?: Location & { readonly value: string };
}

/** Components of Jaeger v1 and v2 that use Cassandra, with a keyspace that the manifests tell. */
export function readClients(
  roles: readonly RunningRole[],
  collectors: readonly Collector[],
): CassandraClient[] {
  return [...roles.flatMap(clientOfRole), ...collectors.flatMap(clientsOfV2)];
}

function clientOfRole(role: RunningRole): CassandraClient[] {
  const servers = optionValue(role, 'cassandra.servers');
  const keyspace = optionValue(role, 'cassandra.keyspace');
  if (role.storage !== 'cassandra' || !servers || keyspace === undefined) return [];
  const placed = optionOf(role, 'cassandra.local-dc');
  const datacenter = optionValue(role, 'cassandra.local-dc');
  return [
    {
      ...storageOptionLocation(role, 'cassandra.keyspace'),
      namespace: role.namespace,
      label: role.jaeger
        ? `${role.label} of Jaeger ${role.jaeger.name}`
        : `container ${role.label}`,
      servers: servers.split(','),
      setting: 'cassandra.keyspace',
      keyspaces: keyspace ? [keyspace] : usualKeyspaces(role.version ?? role.jaeger?.version),
      creates: false,
      datacenter:
        placed && datacenter && isLocal(optionValue(role, 'cassandra.consistency'))
          ? { ...placed, value: datacenter }
          : undefined,
    },
  ];
}

/** Whether answers must come from the datacenter that is asked (gocql.LocalOne where nothing is set, since v1.20.0). */
function isLocal(consistency: string | undefined): boolean {
  return consistency !== undefined && /^(LOCAL_|$)/i.test(consistency);
}

function clientsOfV2(collector: Collector): CassandraClient[] {
  const { config, distribution } = collector;
  if (!config || distribution !== 'jaeger') return [];
  return config.components
    .filter(({ kind, type }) => kind === 'extensions' && type === 'jaeger_storage')
    .filter((component) => config.isEnabled(component))
    .flatMap((component) =>
      Object.entries(record(component.settings.backends))
        .filter(([name]) => usesOf(config, 'backends', name).size > 0)
        .flatMap(([name, backend]) =>
          clientOfV2(collector, component, own(backend, 'cassandra'), [
            'backends',
            name,
            'cassandra',
          ]),
        ),
    );
}

function clientOfV2(
  { namespace, version }: Collector,
  { object, path, id }: Component,
  storage: unknown,
  inner: Path,
): CassandraClient[] {
  const keyspace = text(at(storage, 'schema', 'keyspace'));
  const servers = list(at(storage, 'connection', 'servers')).flatMap((one) => text(one) ?? []);
  if (servers.length === 0 || keyspace?.includes('$')) return [];
  const datacenter = text(at(storage, 'connection', 'local_dc'));
  const place = (...keys: Path) => ({ object, path: [...path, ...inner, ...keys] });
  return [
    {
      ...place('schema', 'keyspace'),
      namespace,
      label: `${id} of ${object.kind} ${object.name}`,
      servers,
      setting: 'schema.keyspace',
      keyspaces: keyspace ? [keyspace] : usualKeyspaces(version),
      creates: at(storage, 'schema', 'create') === true,
      datacenter:
        datacenter && isLocal(text(at(storage, 'query', 'consistency')) ?? '')
          ? { ...place('connection', 'local_dc'), value: datacenter }
          : undefined,
    },
  ];
}
