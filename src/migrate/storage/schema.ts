import type { Jaeger } from '../../model/jaeger/instances.ts';
import { durationProblem, parseGoDuration } from '../../upstream/values/duration.ts';
import { at, record, text } from '../../upstream/values/unknown.ts';
import type { Ledger } from '../account/ledger.ts';
import { placeOf, successorRole } from '../carry/flags.ts';
import type { Draft } from '../output/draft.ts';
import type { Source } from '../source/component.ts';

type Props = Record<string, unknown>;

/** Has keyspace and tables made as the operator's job made them: Jaeger v2 does so itself when it starts. */
export function carrySchema(
  { spec }: Jaeger,
  source: Source,
  storage: Props,
  ledger: Ledger,
  draft: Draft,
): void {
  const path = ['spec', 'storage', 'cassandraCreateSchema'];
  const schema = record(at(spec, 'storage', 'cassandraCreateSchema'));
  const mark = (field: string) => ledger.at([...path, field]);
  if (schema.enabled === false) {
    storage.createSchema = false;
    mark('enabled').carried('storage.createSchema');
    for (const field of Object.keys(schema)) mark(field).dropped('nobody makes a schema');
    return;
  }
  mark('enabled').carried(
    'spec.config.extensions.jaeger_storage.backends.primary.cassandra.schema.create',
  );
  for (const field of ['image', 'timeout', 'affinity', 'ttlSecondsAfterFinished']) {
    mark(field).dropped('Jaeger v2 makes the schema itself, without a job');
  }
  const place = [...placeOf('storage', source), 'schema'];
  const writer = source.roles.find(({ name }) => name === 'ingester') ?? source.roles[0];
  const role = successorRole[writer?.name ?? 'collector'];
  carryDatacenter(schema, storage, ledger, (value) =>
    draft.configure(role, [...place, 'datacenter'], value),
  );
  // source: jaeger-operator v1.65.0 pkg/storage/cassandra_dependencies.go; jaeger v1.76.0 schema/create.sh
  storage.replicationFactor = schema.mode === 'test' ? 1 : 2;
  mark('mode').carried(`spec.config.${[...place, 'replication_factor'].join('.')}`);
  carryTtl(schema, storage, ledger, (value) =>
    draft.configure(role, [...place, 'trace_ttl'], value),
  );
}

type Configure = (value: string) => void;

function carryDatacenter(
  schema: Props,
  storage: Props,
  ledger: Ledger,
  configure: Configure,
): void {
  const datacenter = text(schema.datacenter);
  const mark = ledger.at(['spec', 'storage', 'cassandraCreateSchema', 'datacenter']);
  if (datacenter === undefined || datacenter === '') return;
  // what is asked and where rows are kept is one prop, unless flags say another of the two
  if (storage.datacenter === 'test') storage.datacenter = datacenter;
  else if (storage.datacenter !== datacenter) configure(datacenter);
  mark.carried('storage.datacenter');
}

function carryTtl(schema: Props, storage: Props, ledger: Ledger, configure: Configure): void {
  const ttl = text(schema.traceTTL);
  const mark = ledger.at(['spec', 'storage', 'cassandraCreateSchema', 'traceTTL']);
  if (ttl === undefined || ttl === '') return;
  const problem = durationProblem('traceTTL', ttl);
  if (problem !== undefined) {
    mark.none(problem);
    return;
  }
  const days = (parseGoDuration(ttl) ?? 0) / (24 * 3600e3);
  if (Number.isInteger(days) && days > 0) storage.retentionDays = days;
  else configure(ttl);
  mark.carried('storage.retentionDays, or trace_ttl where it is no whole days');
}
