import type { CassandraClient } from '../../../model/cassandra/clients.ts';
import type { CassandraSchema } from '../../../model/cassandra/schemas.ts';
import { parseAddress } from '../../../model/edge/address.ts';
import type { Model } from '../../../model/model.ts';
import { modeProblem } from '../../../upstream/jaeger/cassandra.ts';
import { listed } from '../../../upstream/values/shown.ts';
import type { Finding, Rule } from '../../rule.ts';

/** A keyspace that Jaeger uses and no job makes, while a job makes one that nobody uses. */
export const cassandraKeyspace: Rule = {
  id: 'jaeger/cassandra-keyspace',
  severity: 'error',
  rationale:
    'Jaeger does not start with a keyspace that does not exist, and finds no copies of its data in a datacenter that has none',
  source:
    'jaeger v1.53.0 plugin/storage/cassandra/schema/docker.sh, v1.63.0 and v1.64.0 pkg/cassandra/config/config.go; jaeger-operator v1.65.0 pkg/storage/cassandra_dependencies.go',
  ignoreWhen:
    'the keyspace is there already, and the job makes one for a Jaeger that is not among the manifests',
  *check(model) {
    const { cassandraClients, cassandraSchemas } = model;
    for (const schema of cassandraSchemas) yield* modeFindings(schema);
    for (const client of cassandraClients) {
      const schemas = cassandraSchemas.filter((schema) => meet(model, client, schema));
      const used = schemas.filter(({ keyspace }) => client.keyspaces.includes(keyspace));
      if (used.length > 0) yield* datacenterFindings(client, used);
      else {
        const others = cassandraClients.filter((other) => other !== client);
        if ([client, ...others].some((one) => makes(one, client))) continue;
        const unused = schemas.filter(
          (schema) => !others.some((other) => uses(model, other, schema)),
        );
        yield* keyspaceFindings(client, unused);
      }
    }
  },
};

function* modeFindings({ mode }: CassandraSchema): Iterable<Finding> {
  const message = mode && modeProblem(mode.value);
  if (mode && message !== undefined) yield { object: mode.object, path: mode.path, message };
}

/** Warnings alone: a keyspace that no job of the manifests creates may be there already. */
function* keyspaceFindings(
  { object, path, label, setting, keyspaces }: CassandraClient,
  unused: readonly CassandraSchema[],
): Iterable<Finding> {
  const [schema] = unused;
  if (!schema) return;
  const made = [...new Set(unused.map(({ keyspace }) => keyspace))];
  yield {
    object,
    path,
    message: `${setting} of ${label} must be ${listed(made, ' or ')}, which ${schema.creator} creates, got ${listed(keyspaces, ' or ')}`,
    severity: 'warning',
  };
}

/** A job may have had its keyspace changed since, so that this is not certain. */
function* datacenterFindings(
  { datacenter, label }: CassandraClient,
  used: readonly CassandraSchema[],
): Iterable<Finding> {
  if (!datacenter) return;
  const copies = used.map((schema) => schema.datacenter);
  if (copies.some((one) => one === undefined || one === datacenter.value)) return;
  const { object, path, value } = datacenter;
  yield {
    object,
    path,
    message: `${label} asks the nodes of datacenter ${value}, but ${used[0]?.creator} creates copies in ${listed(new Set(copies))} alone`,
    severity: 'warning',
  };
}

/** Whether a Jaeger v2 makes the keyspace of a client when it starts. */
function makes({ creates, keyspaces }: CassandraClient, client: CassandraClient): boolean {
  return creates && keyspaces.some((keyspace) => client.keyspaces.includes(keyspace));
}

function uses(model: Model, client: CassandraClient, schema: CassandraSchema): boolean {
  return client.keyspaces.includes(schema.keyspace) && meet(model, client, schema);
}

/** Whether a client and a schema are told the same Cassandra. */
function meet(
  model: Model,
  { servers, namespace }: CassandraClient,
  schema: CassandraSchema,
): boolean {
  const made = serverKey(model, schema.server, schema.namespace);
  return (
    made !== undefined && servers.some((server) => serverKey(model, server, namespace) === made)
  );
}

/** The same for names of the same host; undefined for one that a variable hides. */
function serverKey({ services }: Model, server: string, from: string): string | undefined {
  const address = parseAddress(server);
  if (!address || address.variable) return undefined;
  const service = services.hostOf(address.host, from);
  return service ? `${service.name}.${service.namespace ?? from}` : address.host.toLowerCase();
}
