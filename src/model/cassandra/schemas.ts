import {
  type CreatedSchema,
  imageSchema,
  operatedSchema,
  schemaImage,
  usualSchemaHost,
} from '../../upstream/jaeger/cassandra.ts';
import { optionMap } from '../../upstream/jaeger/options.ts';
import { at, text } from '../../upstream/values/unknown.ts';
import type { Jaeger } from '../jaeger/instances.ts';
import {
  environmentValue,
  hasUnknownVariables,
  readEnvironment,
} from '../kubernetes/environment.ts';
import type { Location, ObjectIndex } from '../kubernetes/objects.ts';
import type { Container, Workload } from '../kubernetes/workloads.ts';

/** A keyspace that a job makes; the location is what the job is told it by. */
export interface CassandraSchema extends Location, CreatedSchema {
  readonly namespace: string;
  /** What makes it, in a message. */
  readonly creator: string;
  /** Host of Cassandra as written. */
  readonly server: string;
  /** How it is told to make copies, and where; unset for the operator's job. */
  readonly mode?: Location & { readonly value: string };
}

/** Keyspaces that jobs of the manifests make, and those that the Jaeger operator runs. */
export function readSchemas(
  objects: ObjectIndex,
  workloads: readonly Workload[],
  jaegers: readonly Jaeger[],
): CassandraSchema[] {
  return [
    ...jaegers.flatMap(operatedSchemas),
    ...workloads.flatMap((workload) =>
      workload.containers.flatMap((container) => writtenSchema(objects, workload, container)),
    ),
  ];
}

function operatedSchemas({
  object,
  namespace,
  spec,
  strategy,
  storageOptions,
}: Jaeger): CassandraSchema[] {
  const schema = at(spec, 'storage', 'cassandraCreateSchema');
  if (strategy.storage !== 'cassandra' || at(schema, 'enabled') === false) return [];
  const options = optionMap(storageOptions);
  const [server] = (options.get('cassandra.servers') ?? '').split(',');
  return [
    {
      object,
      namespace,
      path: ['spec', 'storage', 'cassandraCreateSchema'],
      creator: `the schema job of Jaeger ${object.name}`,
      server: server || usualSchemaHost,
      ...operatedSchema(schema, options.get('cassandra.keyspace')),
    },
  ];
}

const variables = ['CQLSH_HOST', 'KEYSPACE', 'DATACENTER', 'MODE'];

function writtenSchema(
  objects: ObjectIndex,
  { object }: Workload,
  container: Container,
): CassandraSchema[] {
  const { imageReference, env, path, value } = container;
  const isSchema = schemaImage.test(imageReference?.repository ?? '');
  // a command of their own may make any other
  if (!isSchema || text(value.command) !== undefined || Array.isArray(value.command)) return [];
  const environment = readEnvironment(objects, object, container);
  const find = (name: string) => environmentValue(environment, name);
  const told = (name: string) =>
    !env.some((entry) => entry.name === name) ||
    environment.some((entry) => entry.name === name && !/\$[({]/.test(entry.value));
  if (hasUnknownVariables(objects, object, container) || !variables.every(told)) return [];
  const mode = find('MODE');
  return [
    {
      namespace: object.namespace,
      ...(find('KEYSPACE') ?? find('DATACENTER') ?? { object, path }),
      creator: `${object.kind} ${object.name}`,
      server: find('CQLSH_HOST')?.value ?? usualSchemaHost,
      mode,
      ...imageSchema((name) => find(name)?.value),
    },
  ];
}
