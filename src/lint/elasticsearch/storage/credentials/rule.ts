import { operatedIndexJobs } from '../../../../model/elasticsearch/index-jobs.ts';
import type { Jaeger } from '../../../../model/jaeger/instances.ts';
import { keysOf } from '../../../../model/kubernetes/files.ts';
import { groupBy } from '../../../../model/kubernetes/group.ts';
import type { KubeObject } from '../../../../model/kubernetes/objects.ts';
import type { Model } from '../../../../model/model.ts';
import { hasCredentials, storageSecretProblem } from '../../../../upstream/jaeger/storage.ts';
import { nearest } from '../../../../upstream/values/nearest.ts';
import type { Problem } from '../../../../upstream/values/problem.ts';
import { listed } from '../../../../upstream/values/shown.ts';
import { own, text } from '../../../../upstream/values/unknown.ts';
import type { Rule } from '../../../rule.ts';

/** A Secret of the storage that is elsewhere, has other keys, or is overruled by options. */
export const credentials: Rule = {
  id: 'storage/credentials',
  severity: 'error',
  rationale:
    'the operator passes all keys of the Secret as environment variables, and Jaeger reads only variables of its own names',
  source:
    'jaeger-operator v1.65.0 pkg/util/util.go CreateEnvsFromSecret; jaeger-operator#471, #591',
  ignoreWhen:
    'a Secret of that name with the right keys comes from elsewhere, such as from External Secrets, or Elasticsearch accepts the jobs without a login',
  visit(model) {
    const secrets = readSecrets(model);
    return {
      *jaeger(jaeger) {
        const name = text(own(jaeger.spec.storage, 'secretName'));
        if (!name) {
          yield* jobProblems(jaeger);
          return;
        }
        const problem = secretProblem(secrets, jaeger, name);
        if (problem) yield { ...problem, path: ['spec', 'storage', 'secretName'] };
        yield* inlineProblems(jaeger, name);
      },
    };
  },
};

interface Secrets {
  find(namespace: string, name: string): KubeObject | undefined;
  readonly byName: ReadonlyMap<string, readonly KubeObject[]>;
  readonly byNamespace: ReadonlyMap<string, readonly KubeObject[]>;
  /** Namespace and name of those that Jaegers use. */
  readonly used: ReadonlySet<string>;
}

function readSecrets({ jaegers, objects }: Model): Secrets {
  const secrets = objects.ofKind('Secret', '');
  return {
    find: (namespace, name) => objects.find('Secret', namespace, name),
    byName: groupBy(secrets, ({ name }) => name),
    byNamespace: groupBy(secrets, ({ namespace }) => namespace),
    used: new Set(
      jaegers.map(
        ({ namespace, spec }) => `${namespace}\n${text(own(spec.storage, 'secretName'))}`,
      ),
    ),
  };
}

function secretProblem(secrets: Secrets, jaeger: Jaeger, name: string): Problem | undefined {
  const { namespace, strategy, storageOptions } = jaeger;
  const secret = secrets.find(namespace, name);
  if (!secret) return missing(secrets, jaeger, name);
  const keys = keysOf(secret);
  // an empty one is filled by somebody else
  if (keys.length === 0) return undefined;
  const options = storageOptions.map(({ key }) => key);
  const problem = storageSecretProblem(strategy.storage, keys, options);
  return problem === undefined ? undefined : { message: `Secret ${namespace}/${name} ${problem}` };
}

function missing(
  { byName, byNamespace, used }: Secrets,
  { namespace, strategy }: Jaeger,
  name: string,
): Problem | undefined {
  const elsewhere = (byName.get(name) ?? []).filter((secret) => secret.namespace !== '');
  if (elsewhere.length > 0 && namespace !== '') {
    return {
      message: `Secret ${name} must be in namespace ${namespace}, where Jaeger runs, but it is in ${listed(
        elsewhere.map((secret) => secret.namespace),
        ' and ',
      )}`,
    };
  }
  const here = byNamespace.get(namespace) ?? [];
  const fitting = here.filter(
    (secret) =>
      !used.has(`${namespace}\n${secret.name}`) && hasCredentials(strategy.storage, keysOf(secret)),
  );
  const meant =
    nearest(
      name,
      here.map((secret) => secret.name),
    ) ?? (fitting.length === 1 ? fitting[0]?.name : undefined);
  return meant === undefined
    ? undefined
    : { message: `there is no Secret ${namespace}/${name}`, fix: meant };
}

/** The operator gives its jobs the Secret, or user and password of the options of the storage, and nothing else. */
function* jobProblems(jaeger: Jaeger): Iterable<Problem> {
  const keys = jaeger.storageOptions.map(({ key }) => key);
  if (keys.includes('es.username')) return;
  const login = [...jaeger.storageOptions, ...jaeger.roles.flatMap(({ own: mine }) => mine)].find(
    ({ key }) => ['es.username', 'es.token-file', 'es.api-key-file'].includes(key),
  );
  const jobs = operatedIndexJobs(jaeger).map(({ kind }) => kind);
  if (!login || jobs.length === 0) return;
  yield {
    path: login.path,
    message: `${listed(jobs, ' and ')} ${jobs.length > 1 ? 'are' : 'is'} not given ${login.key}: use storage.secretName, which all of them get`,
  };
}

/** Flags win over environment variables. */
function* inlineProblems({ storageOptions, roles }: Jaeger, name: string): Iterable<Problem> {
  const options = new Set([...storageOptions, ...roles.flatMap(({ own: mine }) => mine)]);
  for (const { key, path } of options) {
    if (!/^(?:es|cassandra)\.(?:username|password)$/.test(key)) continue;
    yield {
      path,
      message: `${key} overrides the value of Secret ${name}, which is not used`,
      severity: 'warning',
    };
  }
}
