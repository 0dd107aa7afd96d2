import {
  type IndexJobKind,
  indexJobOf,
  prefixVariable,
} from '../../upstream/elasticsearch/index-jobs.ts';
import { optionMap } from '../../upstream/jaeger/options.ts';
import type { Jaeger } from '../jaeger/instances.ts';
import { hasUnknownVariables, readEnvironment } from '../kubernetes/environment.ts';
import type { KubeObject, ObjectIndex } from '../kubernetes/objects.ts';
import {
  type Container,
  type EnvVar,
  envVar,
  type Flag,
  readFlags,
  type Workload,
} from '../kubernetes/workloads.ts';
import {
  type ElasticsearchClient,
  type ElasticsearchServer,
  elasticsearchServer,
  type IndexJobRun,
  listedServers,
  trustsByOptions,
} from './clients.ts';
import { type OperatedIndexJob, operatedIndexJobs } from './index-jobs.ts';

/** Index jobs as Elasticsearch clients: those that the operator creates, and those that workloads of the manifests run. */
export function readIndexJobClients(
  objects: ObjectIndex,
  jaegers: readonly Jaeger[],
  workloads: readonly Workload[],
): ElasticsearchClient[] {
  return [
    ...jaegers.flatMap((jaeger) =>
      operatedIndexJobs(jaeger).map((job) => operatedClient(jaeger, job)),
    ),
    ...workloads.flatMap((workload) => writtenClients(objects, workload)),
  ];
}

function operatedClient(jaeger: Jaeger, job: OperatedIndexJob): ElasticsearchClient {
  const { object, storageOptions } = jaeger;
  const options = optionMap(storageOptions);
  const place = (key: string) => storageOptions.findLast((option) => option.key === key)?.path;
  const urls = (options.get('es.server-urls') ?? '').split(',').filter(Boolean);
  const urlPath = place('es.server-urls') ?? ['spec', 'storage', 'options'];
  return {
    kind: job.kind,
    object,
    label: job.kind,
    namespace: jaeger.namespace,
    // only spark is given all of them
    servers: (job.kind === 'spark-dependencies' ? urls : urls.slice(0, 1)).map((url) =>
      elasticsearchServer(object, urlPath, url.trim()),
    ),
    indexPrefix: options.get('es.index-prefix') ?? '',
    prefixLocation: {
      object,
      path: place('es.index-prefix') ?? ['spec', 'storage', 'options', 'es', 'index-prefix'],
    },
    writes: false,
    reads: true,
    tls: {
      trusts: trustsByOptions(options),
      location: {
        object,
        path: storageOptions.find(({ key }) => key.startsWith('es.tls.'))?.path ?? [
          'spec',
          'storage',
          'options',
          'es',
          'tls',
        ],
      },
    },
    jaeger,
    job,
  };
}

function writtenClients(objects: ObjectIndex, workload: Workload): ElasticsearchClient[] {
  const { object } = workload;
  return workload.containers.flatMap((container): ElasticsearchClient[] => {
    const job = indexJobOf(container.imageReference?.repository ?? '');
    if (!job) return [];
    const setting = (variable: string) => readSetting(object, container, variable);
    const prefix = setting(prefixVariable(job.kind));
    const complete = !hasUnknownVariables(objects, object, container);
    const environment = readEnvironment(objects, object, container);
    const told = (variable: string, usual: string) => {
      const written = setting(variable);
      // a flag that stands alone is on
      if (written && 'offset' in written) return written.value ?? 'true';
      const known = environment.find(({ name }) => name === variable)?.value;
      return known ?? (written || !complete ? undefined : usual);
    };
    return [
      {
        kind: job.kind,
        object,
        label: container.name,
        namespace: object.namespace,
        servers: writtenServers(object, container, job.kind),
        indexPrefix: prefix ? prefix.value : told(prefixVariable(job.kind), ''),
        prefixLocation: { object, path: prefix?.path ?? [...container.path, 'env'] },
        writes: false,
        reads: true,
        tls: {
          trusts:
            setting('ES_TLS_CA') !== undefined ||
            setting('ES_TLS_SKIP_HOST_VERIFY')?.value === 'true',
          location: { object, path: setting('ES_TLS_ENABLED')?.path ?? [...container.path, 'env'] },
        },
        workload,
        container,
        run: readRun(job.kind, container, told),
      },
    ];
  });
}

/** What a written job does. */
function readRun(
  kind: IndexJobKind,
  { arguments: words }: Container,
  told: (variable: string, usual: string) => string | undefined,
): IndexJobRun {
  const isOn = (variable: string) => {
    const value = told(variable, 'false');
    return value === undefined ? undefined : value !== 'false';
  };
  const action = words.find(({ text: word }) => /^(?:init|rollover|lookback)$/.test(word))?.text;
  return {
    action: kind === 'index-cleaner' ? 'clean' : (action as IndexJobRun['action']),
    archive: isOn('ARCHIVE'),
    rollover: isOn('ROLLOVER'),
    lifecycle: isOn('ES_USE_ILM'),
  };
}

/** A setting of a job: the flag of the same name wins over the environment variable. */
function readSetting(
  object: KubeObject,
  container: Container,
  variable: string,
): Flag | EnvVar | undefined {
  const flag = readFlags(object, container).findLast(
    ({ name }) => name.replace(/[.-]/g, '_').toUpperCase() === variable,
  );
  return flag ?? envVar(container.env, variable);
}

function writtenServers(
  object: KubeObject,
  container: Container,
  kind: IndexJobKind,
): ElasticsearchServer[] {
  if (kind === 'spark-dependencies') {
    const nodes = envVar(container.env, 'ES_NODES');
    const path = [...(nodes?.path ?? []), 'value'];
    return nodes?.value === undefined ? [] : listedServers(object, nodes.value, path);
  }
  const url = container.arguments.findLast(
    ({ text: word }) => /:\/\/|:\d+$/.test(word) && !word.startsWith('-'),
  );
  return url ? [elasticsearchServer(object, url.path, url.text)] : [];
}
