import { durationProblem } from '../values/duration.ts';
import type { Problem } from '../values/problem.ts';
import { at, own, text } from '../values/unknown.ts';
import { isAtLeast } from '../values/version.ts';

/** Keyspace that the operator's job makes where none is set, and that Jaeger before 1.64.0 uses. */
export const defaultKeyspace = 'jaeger_v1_test';

/** Keyspace of later releases where none is set, and the first of them, of v1 and of v2. */
const laterKeyspace = { keyspace: 'jaeger_dc1', since: '1.64.0', v2: '2.1.0' };

/**
 * Keyspaces that Jaeger may use where none is set: one, or two where the release is not known.
 *
 * Source: jaeger v1.63.0 and v1.64.0, v2.0.0 and v2.1.0 pkg/cassandra/config/config.go; jaeger v1.51.0 plugin/storage/cassandra/options.go.
 */
export function usualKeyspaces(version: string | undefined): readonly string[] {
  const { keyspace, since, v2 } = laterKeyspace;
  if (version === undefined) return [defaultKeyspace, keyspace];
  return isAtLeast(version, isAtLeast(version, '2.0.0-rc0') ? v2 : since)
    ? [keyspace]
    : [defaultKeyspace];
}

/** A schema that a job makes. */
export interface CreatedSchema {
  readonly keyspace: string;
  /** Datacenter that has its copies; unset where it has no datacenters. */
  readonly datacenter?: string;
}

/**
 * The schema that the operator's job makes.
 *
 * Source: jaeger-operator v1.20.0 to v1.65.0 pkg/storage/cassandra_dependencies.go.
 *
 * @param schema - `cassandraCreateSchema`
 * @param keyspace - `cassandra.keyspace`
 */
export function operatedSchema(schema: unknown, keyspace: string | undefined): CreatedSchema {
  const settings = (field: string) => text(own(schema, field)) ?? '';
  return {
    keyspace: keyspace || defaultKeyspace,
    ...((settings('mode') || 'prod') === 'prod'
      ? { datacenter: settings('datacenter') || 'test' }
      : {}),
  };
}

/** Repository of the image that makes the schema. */
export const schemaImage = /(^|\/)jaegertracing\/jaeger-cassandra-schema$/;

/** Host of Cassandra that the image and the operator's job look for where none is set. */
export const usualSchemaHost = 'cassandra';

/**
 * The schema that the image makes by its variables.
 *
 * Source: jaeger v1.20.0 and v1.53.0 plugin/storage/cassandra/schema/docker.sh, v2.20.0 internal/storage/v1/cassandra/schema/docker.sh.
 */
export function imageSchema(variable: (name: string) => string | undefined): CreatedSchema {
  const datacenter = variable('DATACENTER') || 'dc1';
  return {
    keyspace: variable('KEYSPACE') || `jaeger_v1_${datacenter}`,
    ...(variable('MODE') === 'prod' ? { datacenter } : {}),
  };
}

/**
 * What is wrong with `cassandraCreateSchema` and the options that it must agree with.
 *
 * Source: jaeger-operator v1.65.0 pkg/storage/cassandra_dependencies.go; jaeger v1.51.0 plugin/storage/cassandra/schema/create.sh.
 *
 * @param options - flags of the storage by name
 */
export function cassandraProblems(
  storage: unknown,
  options: ReadonlyMap<string, string>,
): Problem[] {
  const schema = own(storage, 'cassandraCreateSchema');
  const settings = (field: string) => text(own(schema, field)) ?? '';
  const fatal = (path: readonly string[], problem: string | undefined) =>
    problem === undefined ? [] : [{ path, message: problem }];
  const servers = options.get('cassandra.servers')
    ? undefined
    : 'storage cassandra must have cassandra.servers, or Jaeger looks for it at 127.0.0.1';
  const created = at(schema, 'enabled') !== false;
  return [
    ...fatal(['options', 'cassandra', 'servers'], servers),
    ...(created
      ? [
          ...fatal(
            ['options', 'cassandra', 'keyspace'],
            keyspaceProblem(options.get('cassandra.keyspace')),
          ),
          ...fatal(['cassandraCreateSchema', 'mode'], modeProblem(settings('mode'))),
          ...['traceTTL', 'timeout'].flatMap((field) => {
            const duration = settings(field);
            const problem = duration ? durationProblem(field, duration) : undefined;
            const path = ['cassandraCreateSchema', field];
            return problem === undefined
              ? []
              : [{ path, message: problem, severity: 'warning' as const }];
          }),
        ]
      : []),
  ];
}

/** What is wrong with the mode of a schema; undefined when the script takes it, or has its default. */
export function modeProblem(mode: string): string | undefined {
  return ['', 'prod', 'test'].includes(mode)
    ? undefined
    : `mode must be prod or test, got '${mode}'`;
}

function keyspaceProblem(written: string | undefined): string | undefined {
  return written !== undefined && /[^A-Za-z0-9_]/.test(written)
    ? `cassandra.keyspace must be letters, digits and '_', got '${written}'`
    : undefined;
}
