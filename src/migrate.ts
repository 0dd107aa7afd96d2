import { type Entry, Ledger, MigrationError } from './migrate/account/ledger.ts';
import { carryFlags } from './migrate/carry/flags.ts';
import { addOldNames, carryFront } from './migrate/carry/front.ts';
import { carryInstance } from './migrate/carry/instance.ts';
import { carryKafka } from './migrate/carry/kafka.ts';
import { carryListeners } from './migrate/carry/listeners.ts';
import { carryMetrics } from './migrate/carry/metrics.ts';
import { carryPods } from './migrate/carry/pods.ts';
import { carrySampling } from './migrate/carry/sampling.ts';
import { type CutOver, cutOverOf } from './migrate/output/cut-over.ts';
import { Draft } from './migrate/output/draft.ts';
import { typescript } from './migrate/output/program.ts';
import { programOf, run, type SteppedObject } from './migrate/output/write.ts';
import { readSource } from './migrate/source/custom-resource.ts';
import { carryDependencies } from './migrate/storage/dependencies.ts';
import { carryJobTls } from './migrate/storage/job-tls.ts';
import { dropJobs } from './migrate/storage/jobs.ts';
import { carryStorage, type StorageDraft } from './migrate/storage/kinds.ts';
import { carryRetention } from './migrate/storage/retention.ts';
import { carryRollover } from './migrate/storage/rollover.ts';
import { carrySchema } from './migrate/storage/schema.ts';
import type { Jaeger } from './model/jaeger/instances.ts';
import type { KubeObject, ManifestObject } from './model/kubernetes/objects.ts';
import { type Model, readModel } from './model/model.ts';
import { jaegerV2NameProblem } from './upstream/jaeger/v2/names.ts';
import { versions } from './upstream/operator/versions.ts';
import { at, text } from './upstream/values/unknown.ts';

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
 * Migrates the Jaeger v1 that manifests have to Jaeger v2, which the OpenTelemetry operator runs.
 *
 * @throws MigrationError for one that cannot be migrated, an error for manifests with none or several
 */
export function migrate(
  manifests: readonly ManifestObject[],
  options: MigrateOptions = {},
): Migration {
  const model = readModel(manifests);
  const jaeger = theOnlyOne(model);
  const { object } = jaeger;
  const [bad] = jaeger.undecodable;
  if (bad)
    throw new MigrationError(
      object,
      bad.path,
      'lists of options must hold texts, or the operator refuses the Jaeger',
    );
  const namespace = jaeger.namespace || options.namespace;
  if (namespace === undefined || namespace === '') {
    throw new MigrationError(
      object,
      ['metadata'],
      `Jaeger ${jaeger.name} has no namespace; name the one that it runs in with --namespace`,
    );
  }
  const draft = new Draft(
    options.name ?? `${jaeger.name}-v2`,
    namespace,
    options.to ?? versions.jaegerV2,
  );
  const wrongName = jaegerV2NameProblem(draft.name);
  if (wrongName !== undefined) {
    throw new MigrationError(
      object,
      ['metadata', 'name'],
      `${wrongName}; give another with --name`,
    );
  }
  const ledger = new Ledger(object);
  const source = readSource(jaeger, namespace, ledger);
  carryInstance(jaeger, ledger, draft);
  const grouped = carryFlags(source, draft);
  carryListeners(source, grouped, draft);
  carryKafka(source, grouped, draft);
  carryMetrics(jaeger, source, ledger, draft);
  const storage = carryStorage(source, grouped, draft);
  carrySecret(jaeger, storage, ledger);
  if (source.storage === 'elasticsearch') {
    carryRetention(jaeger, source, storage.props, ledger, draft);
    carryRollover(jaeger, storage.props, ledger, draft);
  } else dropJobs(jaeger, ledger);
  if (source.storage === 'cassandra') carrySchema(jaeger, source, storage.props, ledger, draft);
  carryJobTls(source, storage.props, draft);
  carrySampling(jaeger, ledger, draft);
  carryPods(source, draft);
  carryFront(jaeger, ledger, draft);
  carryDependencies(jaeger, storage.type, storage.props, ledger, draft);
  const isSplit = source.roles.length > 1;
  draft.props.layout = isSplit ? 'split' : 'one';
  draft.addPullSecrets(isSplit ? 'query' : 'collector');
  addOldNames(source.name, isSplit, draft);
  const program = programOf(draft, storage);
  const objects = run(program);
  return {
    name: draft.name,
    namespace,
    objects,
    program: typescript(program),
    accounts: [{ object, entries: ledger.all }],
    notes: draft.notes,
    cutOver: cutOverOf(source, draft, objects),
  };
}

function theOnlyOne({ jaegers }: Model): Jaeger {
  const [first, ...others] = jaegers;
  if (first === undefined) throw new Error('there is no Jaeger v1 in the manifests');
  if (others.length > 0) {
    const names = jaegers.map(({ name }) => name).join(', ');
    throw new Error(`there are several Jaegers in the manifests, ${names}; give one at a time`);
  }
  return first;
}

function carrySecret({ spec }: Jaeger, storage: StorageDraft, ledger: Ledger): void {
  const name = text(at(spec, 'storage', 'secretName'));
  const mark = ledger.at(['spec', 'storage', 'secretName']);
  const prefix = { elasticsearch: 'ES', cassandra: 'CASSANDRA' }[storage.type];
  if (name === undefined || name === '') mark.dropped('it names nothing');
  else if (prefix === undefined)
    mark.dropped(`storage ${storage.type} asks for no user and password`);
  else if (storage.props.secretName !== undefined) {
    mark.dropped('user and password in the options stand over it');
  } else {
    storage.props.secretName = name;
    mark.carried(`the Secret ${name}, by its keys ${prefix}_USERNAME and ${prefix}_PASSWORD`);
  }
}
