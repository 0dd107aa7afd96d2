import { type Entry, Ledger, MigrationError } from './migrate/account/ledger.ts';
import { carryFiles } from './migrate/carry/files.ts';
import { carryFlags } from './migrate/carry/flags.ts';
import { addOldNames, carryFront } from './migrate/carry/front.ts';
import { carryInstance } from './migrate/carry/instance.ts';
import { carryKafka } from './migrate/carry/kafka.ts';
import { carryListeners } from './migrate/carry/listeners.ts';
import { carryMetrics } from './migrate/carry/metrics.ts';
import { carryPods } from './migrate/carry/pods.ts';
import { carryPlainSampling, carrySampling } from './migrate/carry/sampling.ts';
import { carrySurroundings } from './migrate/carry/surroundings.ts';
import { type CutOver, cutOverOf } from './migrate/output/cut-over.ts';
import { Draft } from './migrate/output/draft.ts';
import { typescript } from './migrate/output/program.ts';
import { type Program, programOf, run, type SteppedObject } from './migrate/output/write.ts';
import type { Source } from './migrate/source/component.ts';
import { readSource } from './migrate/source/custom-resource.ts';
import { isPlain, type PlainRole } from './migrate/source/plain-role.ts';
import { surroundingsOf, withAutoscalers, withCommands } from './migrate/source/surroundings.ts';
import { readWorkloads } from './migrate/source/workloads.ts';
import { carryDependencies } from './migrate/storage/dependencies.ts';
import { carryJobAccess } from './migrate/storage/job-access.ts';
import { dropJobs } from './migrate/storage/jobs.ts';
import { carryStorage, type StorageDraft } from './migrate/storage/kinds.ts';
import { carryPlainJobs } from './migrate/storage/plain-jobs.ts';
import { carryRetention, carrySpanAge } from './migrate/storage/retention.ts';
import { carryRollover } from './migrate/storage/rollover.ts';
import { carrySchema } from './migrate/storage/schema.ts';
import { carrySecret } from './migrate/storage/secret.ts';
import type { Jaeger } from './model/jaeger/instances.ts';
import type { KubeObject, ManifestObject } from './model/kubernetes/objects.ts';
import { type Model, readModel } from './model/model.ts';
import { jaegerV2ReleaseProblem } from './upstream/jaeger/v2/changes.ts';
import { jaegerV2NameProblem } from './upstream/jaeger/v2/names.ts';
import { versions } from './upstream/operator/versions.ts';

export { MigrationError } from './migrate/account/ledger.ts';

/** How to migrate. */
export interface MigrateOptions {
  /**
   * Release of Jaeger v2.
   *
   * @default - the newest that Grafana's data source talks to
   */
  readonly to?: string;
  /**
   * Name of the Jaeger v2; that of v1 is taken as long as v1 runs.
   *
   * @default - that of v1 with `-v2` behind it
   */
  readonly name?: string;
  /**
   * Namespace of manifests that name none.
   *
   * @default - there is none, and such manifests are refused
   */
  readonly namespace?: string;
}

/** An object of the input, and what becomes of all that is in it. */
export interface Account {
  readonly object: KubeObject;
  readonly entries: readonly Entry[];
}

/** A Jaeger v2 that does what a Jaeger v1 does. */
export interface Migration {
  /** Name of the Jaeger v2. */
  readonly name: string;
  readonly namespace: string;
  /** Its objects, in the order of application. */
  readonly objects: readonly SteppedObject[];
  /** An app in TypeScript that synthesizes the same objects. */
  readonly program: string;
  /** What becomes of each value of the input. */
  readonly accounts: readonly Account[];
  /** What is otherwise than before, though nothing in the input speaks of it. */
  readonly notes: readonly string[];
  /** How to get from the one to the other. */
  readonly cutOver: CutOver;
}

/**
 * Migrates the Jaeger v1 that manifests have to Jaeger v2, which the OpenTelemetry operator runs: one that its own operator runs, or
 * one of plain workloads.
 *
 * @throws MigrationError for one that cannot be migrated, an error for manifests with none or several
 */
export function migrate(
  manifests: readonly ManifestObject[],
  options: MigrateOptions = {},
): Migration {
  const model = readModel(manifests);
  const { jaegers, jaegerRoles } = model;
  const [first, ...others] = jaegerRoles.filter(isPlain);
  const [jaeger] = jaegers;
  if (jaeger === undefined && first === undefined) {
    throw new Error('there is no Jaeger v1 in the manifests');
  }
  if (jaegers.length > 1 || (jaeger && first)) {
    const names = [...jaegers.map(({ object }) => object), ...(first ? [first.object] : [])]
      .map(({ kind, namespace, name }) => `${kind} ${namespace ? `${namespace}/` : ''}${name}`)
      .join(', ');
    throw new Error(`there are several Jaegers in the manifests, ${names}; give one at a time`);
  }
  if (jaeger) return fromCustomResource(jaeger, model, options);
  return fromWorkloads([first as PlainRole, ...others], model, options);
}

function fromCustomResource(
  jaeger: Jaeger,
  { objects }: Model,
  options: MigrateOptions,
): Migration {
  const { object, spec } = jaeger;
  const [bad] = jaeger.undecodable;
  if (bad) {
    const rule = 'lists of options must hold texts, or the operator refuses the Jaeger';
    throw new MigrationError(object, bad.path, rule);
  }
  const draft = draftOf(object, jaeger.name, options);
  const ledger = new Ledger(object);
  const source = readSource(jaeger, draft.namespace, ledger);
  carryInstance(jaeger, ledger, draft);
  const storage = carryConfiguration(source, spec, ledger, draft);
  carrySecret(jaeger, storage, ledger);
  if (source.storage === 'elasticsearch') {
    carryRetention(jaeger, source, storage.props, ledger, draft);
    carryRollover(jaeger, storage.props, ledger, draft);
  } else dropJobs(jaeger, ledger);
  if (source.storage === 'cassandra') carrySchema(jaeger, source, storage.props, ledger, draft);
  carryJobAccess(source, storage.props, draft);
  carrySampling(jaeger, ledger, draft);
  carryFiles(objects, source, draft);
  carryPods(source, draft);
  carryFront(jaeger, ledger, draft);
  carryDependencies(jaeger, storage.type, storage.props, ledger, draft);
  addOldNames(source.name, source.roles.length > 1, draft);
  return written(source, draft, storage, [ledger]);
}

function fromWorkloads(
  roles: readonly [PlainRole, ...PlainRole[]],
  { objects }: Model,
  options: MigrateOptions,
): Migration {
  const ledgers = new Map(objects.all.map((object) => [object, new Ledger(object)]));
  const ledgerOf = (object: KubeObject) => ledgers.get(object) ?? new Ledger(object);
  const [{ object }] = roles;
  const around = surroundingsOf(objects, roles);
  const read = readWorkloads(
    roles,
    object.namespace || (options.namespace ?? ''),
    ledgerOf,
    objects,
  );
  const draft = draftOf(object, read.name, options);
  const named = withAutoscalers(read, roles, around, ledgerOf);
  const storage = carryConfiguration(named, {}, ledgerOf(object), draft);
  const jobs =
    named.storage === 'elasticsearch'
      ? carryPlainJobs(objects, storage.props, ledgerOf, draft)
      : [];
  if (named.storage === 'elasticsearch') carrySpanAge(named, storage.props, draft);
  const source = withCommands(named, roles, around, jobs);
  carryJobAccess(source, storage.props, draft);
  carryFiles(objects, source, draft);
  carryPlainSampling(draft);
  carryPods(source, draft);
  carrySurroundings(objects, roles, { ...around, jobs }, ledgerOf, draft);
  return written(source, draft, storage, [...ledgers.values()]);
}

function draftOf(object: KubeObject, name: string, options: MigrateOptions): Draft {
  const namespace = object.namespace || options.namespace;
  if (namespace === undefined || namespace === '') {
    throw new MigrationError(
      object,
      ['metadata'],
      `${object.kind} ${object.name} has no namespace; name the one that it runs in with --namespace`,
    );
  }
  const release = options.to ?? versions.jaegerV2;
  const unknown = jaegerV2ReleaseProblem('--to', release);
  if (unknown !== undefined) throw new Error(unknown);
  const draft = new Draft(options.name ?? `${name}-v2`, namespace, release);
  const wrong = jaegerV2NameProblem('Jaeger name', draft.name);
  if (wrong !== undefined) {
    throw new MigrationError(object, ['metadata', 'name'], `${wrong}; give another with --name`);
  }
  return draft;
}

/** What flags say, whoever runs the components. */
function carryConfiguration(
  source: Source,
  spec: unknown,
  ledger: Ledger,
  draft: Draft,
): StorageDraft {
  const grouped = carryFlags(source, draft);
  carryListeners(source, grouped, draft);
  carryKafka(source, grouped, draft);
  carryMetrics(spec, source, ledger, draft);
  return carryStorage(source, grouped, draft);
}

function written(
  source: Source,
  draft: Draft,
  storage: StorageDraft,
  ledgers: readonly Ledger[],
): Migration {
  const isSplit = source.roles.length > 1;
  draft.props.layout = isSplit ? 'split' : 'one';
  draft.addPullSecrets(isSplit ? 'query' : 'collector');
  const program = constructed(source, draft, storage);
  const objects = run(program);
  return {
    name: draft.name,
    namespace: draft.namespace,
    objects,
    program: typescript(program),
    accounts: ledgers.map((ledger) => ({ object: ledger.object, entries: ledger.all })),
    notes: draft.notes,
    cutOver: cutOverOf(source, draft, objects),
  };
}

/** What the construct refuses, v1 has or the release lacks. */
function constructed(source: Source, draft: Draft, storage: StorageDraft): Program {
  try {
    return programOf(draft, storage);
  } catch (error) {
    const own = `${draft.name}/Jaeger: `;
    if (!(error instanceof Error) || !error.message.startsWith(own)) throw error;
    throw source.refusal(error.message.slice(own.length));
  }
}
