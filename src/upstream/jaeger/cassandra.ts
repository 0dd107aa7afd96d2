import { durationProblem } from '../values/duration.ts';
import type { Problem } from '../values/problem.ts';
import { at, own, text } from '../values/unknown.ts';

/** Keyspace of Jaeger where none is set; the job that creates the schema has another one with a datacenter. */
export const defaultKeyspace = 'jaeger_v1_test';

/**
 * What is wrong with `cassandraCreateSchema` and the options that it must agree with.
 *
 * Source: jaeger-operator v1.65.0 pkg/storage/cassandra_dependencies.go; jaeger v1.51.0 plugin/storage/cassandra/schema/create.sh
 * and options.go.
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
          ...fatal(['options', 'cassandra', 'keyspace'], keyspaceProblem(options, settings)),
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

function modeProblem(mode: string): string | undefined {
  return ['', 'prod', 'test'].includes(mode)
    ? undefined
    : `mode must be prod or test, got '${mode}'`;
}

function keyspaceProblem(
  options: ReadonlyMap<string, string>,
  settings: (field: string) => string,
): string | undefined {
  const written = options.get('cassandra.keyspace');
  const created = written ?? `jaeger_v1_${settings('datacenter') || 'test'}`;
  if (/[^A-Za-z0-9_]/.test(created)) {
    return `cassandra.keyspace must be letters, digits and '_', got '${created}'`;
  }
  return written === undefined && created !== defaultKeyspace
    ? `cassandra.keyspace must be set with datacenter ${settings('datacenter')}: the schema is created in ${created}, Jaeger uses ${defaultKeyspace}`
    : undefined;
}
