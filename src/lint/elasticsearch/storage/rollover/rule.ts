import { rotationsOf } from '../../../../model/elasticsearch/rotation.ts';
import { storeKeys } from '../../../../model/elasticsearch/server.ts';
import type { Jaeger } from '../../../../model/jaeger/instances.ts';
import type { JaegerRole, PlacedOption } from '../../../../model/jaeger/roles.ts';
import { type Container, envVar } from '../../../../model/kubernetes/workloads.ts';
import type { Model } from '../../../../model/model.ts';
import { spanIndices } from '../../../../upstream/elasticsearch/rotation.ts';
import { ilmProblem } from '../../../../upstream/jaeger/rules.ts';
import { rolloverConditionsProblem } from '../../../../upstream/jaeger/storage.ts';
import type { Problem } from '../../../../upstream/values/problem.ts';
import { listed } from '../../../../upstream/values/shown.ts';
import { at, isRecord, text } from '../../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../../rule.ts';

/** Rollover without aliases, aliases without rollover, or lifecycle management without what it needs. */
export const rollover: Rule = {
  id: 'storage/rollover',
  severity: 'error',
  rationale:
    'aliases need a rollover job, and the job needs aliases; with only one of them Jaeger writes where nobody reads, or fails to start',
  source:
    'jaeger-operator v1.65.0 pkg/storage/elasticsearch_dependencies.go; jaeger v1.51.0 plugin/storage/es/factory.go',
  ignoreWhen:
    'something outside the manifests creates aliases, templates and lifecycle policies and rolls the aliases over. With es.use-ilm and without these, Jaeger fails to start',
  visit(model) {
    const known = aliasUse(model);
    return {
      *jaeger(jaeger) {
        if (jaeger.strategy.storage !== 'elasticsearch') return;
        yield* unusedRollover(jaeger);
        yield* conditions(jaeger);
        yield* disagreement(jaeger);
        yield* lifecycle(jaeger.roles);
      },
      *jaegerRole(role) {
        if (!role.jaeger && role.storage === 'elasticsearch') yield* lifecycle([role]);
      },
      *elasticsearchClient(client) {
        const { container, label, run, indexPrefix } = client;
        // an archive has aliases of its own
        if (run?.action !== 'clean' || run.archive !== false || run.rollover === undefined) return;
        if (!container || indexPrefix === undefined) return;
        const indices = spanIndices(indexPrefix, false);
        const uses = storeKeys(model, client).flatMap((key) => [
          ...(known.get(`${key} ${indices}`) ?? []),
        ]);
        const [usesAliases, ...others] = new Set(uses);
        if (usesAliases === undefined || others.length > 0 || usesAliases === run.rollover) return;
        yield cleanerProblem(container, label, usesAliases);
      },
    };
  },
};

const aliases = 'es.use-aliases';

/** The operator creates the rollover jobs for aliases in the options of the storage only. */
function* unusedRollover({ spec, storageOptions, roles }: Jaeger): Iterable<Problem> {
  const settings = at(spec, 'storage', 'esRollover');
  if (!isRecord(settings) || Object.keys(settings).length === 0) return;
  if (storageOptions.some((option) => option.key === aliases && isTrue(option))) return;
  // with lifecycle management the aliases stand under the components, and no jobs are wanted
  if (roles.some(({ options }) => options.get('es.use-ilm') === 'true')) return;
  yield {
    path: ['spec', 'storage', 'esRollover'],
    message: 'esRollover has no effect without es.use-aliases true under storage.options',
    severity: 'warning',
  };
}

function* conditions({ spec }: Jaeger): Iterable<Problem> {
  const written = text(at(spec, 'storage', 'esRollover', 'conditions'));
  const message = written ? rolloverConditionsProblem(written) : undefined;
  if (message !== undefined) {
    yield { path: ['spec', 'storage', 'esRollover', 'conditions'], message };
  }
}

/** Whether indices are written by aliases, by their Elasticsearch and their name. */
function aliasUse(model: Model): Map<string, ReadonlySet<boolean>> {
  const known = new Map<string, Set<boolean>>();
  for (const client of model.elasticsearchClients) {
    if (!client.writes) continue;
    for (const { indices, aliases: uses, archive } of rotationsOf(client)) {
      if (indices === undefined || archive) continue;
      for (const key of storeKeys(model, client)) {
        const place = `${key} ${indices}`;
        known.set(place, (known.get(place) ?? new Set()).add(uses));
      }
    }
  }
  return known;
}

/** Written cleaners must know whether the indices that they delete come from rollover. */
function cleanerProblem({ env, path }: Container, label: string, usesAliases: boolean): Problem {
  const variable = envVar(env, 'ROLLOVER');
  return {
    path: variable ? [...variable.path, 'value'] : [...path, 'env'],
    message: usesAliases
      ? `${label} must have ROLLOVER true, because Jaeger writes to aliases`
      : `${label} must not have ROLLOVER true, because Jaeger writes daily indices`,
  };
}

/** Components that write and read by aliases must do so together. */
function* disagreement({ roles }: Jaeger): Iterable<Problem> {
  const clients = roles.filter(({ inherited, own }) =>
    [...inherited, ...own].some(({ key }) => key.startsWith('es.')),
  );
  const using = clients.filter(({ options }) => options.get(aliases) === 'true');
  if (using.length === 0 || using.length === clients.length) return;
  const others = clients.filter((role) => !using.includes(role)).map(({ name }) => name);
  const written = using.flatMap(({ own }) => own).find(({ key }) => key === aliases);
  yield {
    path: written?.path ?? ['spec', 'storage', 'options'],
    message: `${listed(
      using.map(({ name }) => name),
      ' and ',
    )} ${using.length > 1 ? 'use' : 'uses'} aliases, but ${listed(others, ' and ')} ${others.length > 1 ? 'do' : 'does'} not`,
  };
}

function* lifecycle(roles: readonly JaegerRole[]): Iterable<Finding> {
  const told = new Set<string>();
  for (const { options, own, inherited, untold, complete } of roles) {
    const message = complete ? ilmProblem(options) : undefined;
    const written = [...own, ...inherited].find(({ key }) => key === 'es.use-ilm');
    if (message === undefined || !written || told.has(written.path.join('.'))) continue;
    if (['es.use-aliases', 'es.create-index-templates'].some((flag) => untold.has(flag))) continue;
    told.add(written.path.join('.'));
    yield { object: written.object, path: written.path, message };
  }
}

function isTrue({ value }: PlacedOption): boolean {
  return typeof value === 'string' && value.toLowerCase() === 'true';
}
