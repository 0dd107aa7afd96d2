import {
  type IndexJobKind,
  indexJobOf,
  prefixVariable,
} from '../../upstream/elasticsearch/index-jobs.ts';
import { optionMap } from '../../upstream/jaeger/options.ts';
import { list } from '../../upstream/values/unknown.ts';
import type { Jaeger } from '../jaeger/instances.ts';
import type { KubeObject } from '../kubernetes/objects.ts';
import {
  type Container,
  type EnvVar,
  envVar,
  readFlags,
  type Workload,
} from '../kubernetes/workloads.ts';
import {
  type ElasticsearchClient,
  type ElasticsearchServer,
  elasticsearchServer,
  listedServers,
  trustsByOptions,
} from './clients.ts';
import { type OperatedIndexJob, operatedIndexJobs } from './index-jobs.ts';

/** Index jobs as Elasticsearch clients: those that the operator creates, and those that workloads of the manifests run. */
export function readIndexJobClients(
  jaegers: readonly Jaeger[],
  workloads: readonly Workload[],
): ElasticsearchClient[] {
  return [
    ...jaegers.flatMap((jaeger) =>
      operatedIndexJobs(jaeger).map((job) => operatedClient(jaeger, job)),
    ),
    ...workloads.flatMap(writtenClients),
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

function writtenClients(workload: Workload): ElasticsearchClient[] {
  const { object } = workload;
  return workload.containers.flatMap((container): ElasticsearchClient[] => {
    const job = indexJobOf(container.imageReference?.repository ?? '');
    if (!job) return [];
    const setting = (variable: string) => readSetting(object, container, variable);
    const prefix = setting(prefixVariable(job.kind));
    return [
      {
        kind: job.kind,
        object,
        label: container.name,
        namespace: object.namespace,
        servers: writtenServers(object, container, job.kind),
        indexPrefix: writtenPrefix(container, prefix),
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
      },
    ];
  });
}

/** Prefix of a job; undefined when it may come from an object that the manifests do not show. */
function writtenPrefix(
  container: Container,
  prefix: Pick<EnvVar, 'value'> | undefined,
): string | undefined {
  if (prefix) return prefix.value;
  return list(container.value.envFrom).length > 0 ? undefined : '';
}

/** A setting of a job: the flag of the same name wins over the environment variable. */
function readSetting(
  object: KubeObject,
  container: Container,
  variable: string,
): Pick<EnvVar, 'value' | 'path'> | undefined {
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
