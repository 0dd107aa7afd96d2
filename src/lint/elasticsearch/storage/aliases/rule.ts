import type { ElasticsearchClient } from '../../../../model/elasticsearch/clients.ts';
import { type Rotation, rotationsOf } from '../../../../model/elasticsearch/rotation.ts';
import { storeKeys } from '../../../../model/elasticsearch/server.ts';
import { envVar } from '../../../../model/kubernetes/workloads.ts';
import type { Model } from '../../../../model/model.ts';
import { spanIndices } from '../../../../upstream/elasticsearch/rotation.ts';
import type { Problem } from '../../../../upstream/values/problem.ts';
import { listed } from '../../../../upstream/values/shown.ts';
import type { Path } from '../../../../yaml/locate.ts';
import type { Finding, Rule } from '../../../rule.ts';

/** Writers, readers and jobs of the same indices that do not agree on how these rotate. */
export const aliases: Rule = {
  id: 'storage/aliases',
  severity: 'error',
  rationale:
    'index jobs roll over or delete aliases that nobody writes to, or readers search indices that nobody writes to',
  ignoreWhen:
    'programs outside the manifests write to the aliases or roll them over, or a migration between aliases and daily indices is under way',
  source:
    'jaeger#8292; helm-charts#339, helm-charts#567; jaeger v2.20.0 cmd/es-rollover/app/index_options.go, internal/storage/elasticsearch/config/config_rotation.go',
  *check(model) {
    const users = readUsers(model);
    const jobs = readJobs(model);
    for (const reader of users) yield* readerFindings(reader, users);
    for (const job of jobs) yield* jobFindings(job, users);
    yield* unrolledFindings(users, jobs, model);
  },
};

/** What writes or reads indices, at the places that it does so. */
interface IndexUser {
  readonly client: ElasticsearchClient;
  readonly rotation: Rotation;
  /** Elasticsearch and name of the indices. */
  readonly places: readonly string[];
}

/** A written job, at the places that it works on. */
interface IndexJob {
  readonly client: ElasticsearchClient;
  readonly places: readonly string[];
  /** The same places with and without the archive of Jaeger v1. */
  readonly others: readonly string[];
}

function readUsers(model: Model): IndexUser[] {
  return model.elasticsearchClients.flatMap((client) =>
    rotationsOf(client).flatMap((rotation): IndexUser[] => {
      const { indices } = rotation;
      if (indices === undefined) return [];
      return [{ client, rotation, places: placesOf(model, client, indices) }];
    }),
  );
}

function readJobs(model: Model): IndexJob[] {
  return model.elasticsearchClients.flatMap((client): IndexJob[] => {
    const { run, indexPrefix } = client;
    if (run?.action === undefined || run.archive === undefined || indexPrefix === undefined)
      return [];
    const at = (archive: boolean) => placesOf(model, client, spanIndices(indexPrefix, archive));
    return [{ client, places: at(run.archive), others: at(!run.archive) }];
  });
}

function placesOf(model: Model, client: ElasticsearchClient, indices: string): string[] {
  return storeKeys(model, client).map((key) => `${key} ${indices}`);
}

function meet({ places }: Pick<IndexUser, 'places'>, others: readonly string[]): boolean {
  return places.some((place) => others.includes(place));
}

/** A reader that goes by aliases where all writers go by the date, or the other way round. */
function* readerFindings(reader: IndexUser, users: readonly IndexUser[]): Iterable<Finding> {
  const { client, rotation } = reader;
  if (!client.reads || client.writes || rotation.archive) return;
  const writers = users.filter(
    (user) =>
      user.client.writes &&
      !user.rotation.archive &&
      meet(user, reader.places) &&
      // components of one Jaeger are told by a rule of their own
      (!client.jaeger || client.jaeger !== user.client.jaeger),
  );
  const [writer] = writers;
  if (!writer || writers.some((user) => user.rotation.aliases === rotation.aliases)) return;
  const { object, path } = rotation;
  const ways = rotation.aliases
    ? 'reads aliases, but {} writes daily indices'
    : 'reads daily indices, but {} writes to aliases';
  yield { object, path, message: `${client.label} ${ways.replace('{}', writer.client.label)}` };
}

/** A job for other indices than those that are written under its prefix. */
function* jobFindings(job: IndexJob, users: readonly IndexUser[]): Iterable<Finding> {
  const { client, places, others } = job;
  const { run, label, object } = client;
  const here = users.filter((user) => meet(user, places));
  const beside = users.filter((user) => meet(user, others));
  const problem =
    here.length === 0 && beside.length > 0
      ? archiveProblem(client, beside)
      : runProblem(run, label, here);
  if (problem) yield { ...problem, object, path: variablePath(client, problem.variable) };
}

interface JobProblem extends Problem {
  /** Variable that decides. */
  readonly variable: string;
}

function archiveProblem(
  { run, label }: ElasticsearchClient,
  beside: readonly IndexUser[],
): JobProblem | undefined {
  const [user] = beside;
  // an archive that is not switched on may have been
  if (!run?.archive || !user || user.client.kind !== 'jaeger-v2') return undefined;
  return {
    variable: 'ARCHIVE',
    message: `${label} works, with ARCHIVE, on the aliases of the archive of Jaeger v1, but storage ${user.client.label} writes to ${user.rotation.indices}: leave ARCHIVE out, or give that storage these aliases`,
  };
}

function runProblem(
  run: ElasticsearchClient['run'],
  label: string,
  users: readonly IndexUser[],
): JobProblem | undefined {
  const [user, ...more] = users;
  if (!user || run?.action === undefined || run.action === 'clean') return undefined;
  if (users.every(({ rotation }) => !rotation.aliases)) {
    return {
      variable: 'INDEX_PREFIX',
      message: `${label} works on aliases of ${user.rotation.indices}, but ${labels([user, ...more])} on daily indices`,
      severity: 'warning',
    };
  }
  const ways = new Set(users.map(({ rotation }) => rotation.lifecycle));
  const [lifecycle] = ways;
  if (run.action !== 'init' || run.lifecycle === undefined || ways.size > 1) return undefined;
  return lifecycle === run.lifecycle
    ? undefined
    : {
        variable: 'ES_USE_ILM',
        message: `${label} must ${lifecycle ? '' : 'not '}have ES_USE_ILM true, since ${user.client.label} ${lifecycle ? 'leaves the rollover to a lifecycle policy' : 'uses no lifecycle policy for the rollover'}`,
        severity: 'warning',
      };
}

function labels(users: readonly IndexUser[]): string {
  const names = [...new Set(users.map(({ client }) => client.label))];
  return `${listed(names, ' and ')} ${names.length > 1 ? 'work' : 'works'}`;
}

function variablePath({ container, prefixLocation }: ElasticsearchClient, name: string): Path {
  if (!container) return prefixLocation.path;
  return envVar(container.env, name)?.path ?? [...container.path, 'env'];
}

/** Aliases that some of the jobs of the manifests work on, but that none of them rolls over. */
function* unrolledFindings(
  users: readonly IndexUser[],
  jobs: readonly IndexJob[],
  { elasticsearchClients }: Model,
): Iterable<Finding> {
  // the operator's jobs are for its own Jaeger
  if (elasticsearchClients.some(({ job }) => job?.kind === 'rollover')) return;
  for (const { client, rotation, places } of users) {
    if (!client.writes || !rotation.aliases || rotation.lifecycle) continue;
    const mine = jobs.filter((job) => meet(job, places));
    if (mine.length === 0 || mine.some((job) => job.client.run?.action === 'rollover')) continue;
    const { object, path, indices } = rotation;
    yield {
      object,
      path,
      message: `${client.label} writes to alias ${indices}-write, which none of the jobs rolls over: add one that runs rollover`,
      severity: 'warning',
    };
  }
}
