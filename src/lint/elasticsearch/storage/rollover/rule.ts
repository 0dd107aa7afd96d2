import type { ElasticsearchClient } from '../../../../model/elasticsearch/clients.ts';
import { elasticsearchBackend } from '../../../../model/elasticsearch/server.ts';
import type { Jaeger, PlacedOption } from '../../../../model/jaeger/instances.ts';
import { envVar } from '../../../../model/kubernetes/workloads.ts';
import type { Model } from '../../../../model/model.ts';
import { ilmProblem } from '../../../../upstream/jaeger/rules.ts';
import { rolloverConditionsProblem } from '../../../../upstream/jaeger/storage.ts';
import { at, isRecord, text } from '../../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../../rule.ts';

/** Rollover without aliases, aliases without rollover, or lifecycle management without what it needs. */
export const rollover: Rule = {
  id: 'storage/rollover',
  severity: 'error',
  rationale:
    'with only one of aliases and rollover nothing is created for the other, and Jaeger writes where nobody reads or does not start',
  source:
    'jaeger-operator v1.65.0 pkg/storage/elasticsearch_dependencies.go; jaeger v1.51.0 plugin/storage/es/factory.go',
  *check(model) {
    for (const jaeger of model.jaegers) {
      if (jaeger.strategy.storage !== 'elasticsearch') continue;
      yield* unusedRollover(jaeger);
      yield* conditions(jaeger);
      yield* disagreement(jaeger);
      yield* lifecycle(jaeger);
    }
    yield* cleaners(model);
  },
};

const aliases = 'es.use-aliases';

/** The operator creates the rollover jobs for aliases in the options of the storage only. */
function* unusedRollover({ object, spec, storageOptions, roles }: Jaeger): Iterable<Finding> {
  const settings = at(spec, 'storage', 'esRollover');
  if (!isRecord(settings) || Object.keys(settings).length === 0) return;
  if (storageOptions.some((option) => option.key === aliases && isTrue(option))) return;
  // with lifecycle management the aliases stand under the components, and no jobs are wanted
  if (roles.some(({ options }) => options.get('es.use-ilm') === 'true')) return;
  yield {
    object,
    path: ['spec', 'storage', 'esRollover'],
    message: 'esRollover has no effect without es.use-aliases true under storage.options',
    severity: 'warning',
  };
}

function* conditions({ object, spec }: Jaeger): Iterable<Finding> {
  const written = text(at(spec, 'storage', 'esRollover', 'conditions'));
  const problem = written ? rolloverConditionsProblem(written) : undefined;
  if (problem === undefined) return;
  yield { object, path: ['spec', 'storage', 'esRollover', 'conditions'], message: problem };
}

/** Written cleaners must know whether the indices of their Elasticsearch come from rollover. */
function* cleaners(model: Model): Iterable<Finding> {
  const byServer = new Map<string, Set<boolean>>();
  const keysOf = (client: ElasticsearchClient) =>
    client.servers.flatMap((server) => elasticsearchBackend(model, client, server)?.key ?? []);
  for (const client of model.elasticsearchClients) {
    if (!client.writes || !client.jaeger) continue;
    const role = client.jaeger.roles.find(({ name }) => name === client.label);
    for (const key of keysOf(client)) {
      const known = byServer.get(key) ?? new Set();
      byServer.set(key, known.add(role?.options.get(aliases) === 'true'));
    }
  }
  for (const client of model.elasticsearchClients) {
    const { kind, container, object, label } = client;
    if (kind !== 'index-cleaner' || !container || container.value.envFrom !== undefined) continue;
    const uses = new Set(keysOf(client).flatMap((key) => [...(byServer.get(key) ?? [])]));
    const variable = envVar(container.env, 'ROLLOVER');
    const flag = container.arguments.some(({ text: word }) => word.startsWith('--rollover'));
    const wanted = [...uses][0];
    if (uses.size !== 1 || flag || (variable && variable.value === undefined)) continue;
    if ((variable?.value === 'true') === wanted) continue;
    yield {
      object,
      path: variable ? [...variable.path, 'value'] : [...container.path, 'env'],
      message: wanted
        ? `${label} must have ROLLOVER true, since Jaeger writes by aliases`
        : `${label} must not have ROLLOVER true, since Jaeger writes an index a day`,
    };
  }
}

/** Components that write and read by aliases must do so together. */
function* disagreement({ object, roles }: Jaeger): Iterable<Finding> {
  const clients = roles.filter(({ inherited, own }) =>
    [...inherited, ...own].some(({ key }) => key.startsWith('es.')),
  );
  const using = clients.filter(({ options }) => options.get(aliases) === 'true');
  if (using.length === 0 || using.length === clients.length) return;
  const others = clients.filter((role) => !using.includes(role)).map(({ name }) => name);
  const place = using.flatMap(({ own }) => own).find(({ key }) => key === aliases);
  yield {
    object,
    path: place?.path ?? ['spec', 'storage', 'options'],
    message: `${using.map(({ name }) => name).join(' and ')} ${using.length > 1 ? 'use' : 'uses'} aliases, but ${others.join(' and ')} ${others.length > 1 ? 'do' : 'does'} not`,
  };
}

function* lifecycle({ object, roles }: Jaeger): Iterable<Finding> {
  const told = new Set<string>();
  for (const { options, own, inherited } of roles) {
    const problem = ilmProblem(options);
    const place = [...own, ...inherited].find(({ key }) => key === 'es.use-ilm');
    if (problem === undefined || !place || told.has(place.path.join('.'))) continue;
    told.add(place.path.join('.'));
    yield { object, path: place.path, message: problem };
  }
}

function isTrue({ value }: PlacedOption): boolean {
  return typeof value === 'string' && value.toLowerCase() === 'true';
}
