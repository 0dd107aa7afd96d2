import { at, list, own, record, text } from '../upstream/unknown.ts';
import type { Path } from '../yaml/locate.ts';
import type { Collector } from './collectors.ts';
import { type Address, parseAddress } from './endpoint.ts';
import type { Jaeger } from './jaegers.ts';
import type { KubeObject, Spot } from './objects.ts';
import type { Sender } from './senders.ts';
import { type Container, envVar, type Workload } from './workloads.ts';

/** What an Elasticsearch client does. */
export type ElasticsearchClientKind =
  | 'jaeger'
  | 'jaeger-v2'
  | 'index-cleaner'
  | 'rollover'
  | 'spark-dependencies';

/** Something that reads, writes or deletes indices. */
export interface ElasticsearchClient {
  readonly kind: ElasticsearchClientKind;
  readonly object: KubeObject;
  /** Role of a Jaeger v1, backend of a Jaeger v2, container of a job. */
  readonly label: string;
  readonly namespace: string;
  /** URLs, each with its place. */
  readonly servers: readonly ({ readonly text: string; readonly address?: Address } & Spot)[];
  /** Index prefix; empty when none is set. */
  readonly indexPrefix: string;
  /** Where the prefix is, or would be, set. */
  readonly prefixSpot: Spot;
  readonly jaeger?: Jaeger;
  readonly collector?: Collector;
  readonly workload?: Workload;
  readonly container?: Container;
}

/** Elasticsearch clients of the manifests. */
export function readElasticsearchClients(
  jaegers: readonly Jaeger[],
  collectors: readonly Collector[],
  workloads: readonly Workload[],
): ElasticsearchClient[] {
  return [
    ...jaegers.flatMap(jaegerClients),
    ...collectors.flatMap(storageClients),
    ...workloads.flatMap(jobClients),
  ];
}

function server(
  object: KubeObject,
  path: Path,
  url: string,
): ElasticsearchClient['servers'][number] {
  const address = parseAddress(url);
  return { text: url, object, path, ...(address === undefined ? {} : { address }) };
}

function jaegerClients(jaeger: Jaeger): ElasticsearchClient[] {
  if (jaeger.strategy.storage !== 'elasticsearch') return [];
  const { object } = jaeger;
  return jaeger.roles
    .filter(({ name }) => name !== 'collector' || jaeger.strategy.strategy !== 'streaming')
    .map((role) => {
      const option = (key: string) =>
        role.own.findLast((candidate) => candidate.key === key) ??
        jaeger.storageOptions.findLast((candidate) => candidate.key === key);
      const urls = option('es.server-urls');
      const prefix = option('es.index-prefix');
      const written = typeof urls?.value === 'string' ? urls.value.split(',') : (urls?.value ?? []);
      return {
        kind: 'jaeger' as const,
        object,
        label: role.name,
        namespace: jaeger.namespace,
        servers: urls ? written.map((url) => server(object, urls.path, url.trim())) : [],
        indexPrefix: role.options.get('es.index-prefix') ?? '',
        prefixSpot: {
          object,
          path: prefix?.path ?? ['spec', 'storage', 'options', 'es', 'index-prefix'],
        },
        jaeger,
      };
    });
}

function storageClients(collector: Collector): ElasticsearchClient[] {
  const { config } = collector;
  if (!config) return [];
  return config.components.flatMap((component) => {
    if (component.kind !== 'extensions' || component.type !== 'jaeger_storage') return [];
    const backends = record(own(component.settings, 'backends'));
    return Object.keys(backends).flatMap((name) =>
      (['elasticsearch', 'opensearch'] as const).flatMap((type): ElasticsearchClient[] => {
        const settings = at(backends, name, type);
        if (settings === undefined) return [];
        const path = ['extensions', component.id, 'backends', name, type];
        const { object } = component;
        return [
          {
            kind: 'jaeger-v2',
            object: collector.object,
            label: name,
            namespace: collector.namespace,
            servers: list(own(settings, 'server_urls')).flatMap((url, index) =>
              typeof url === 'string'
                ? [server(object, config.spot(...path, 'server_urls', index).path, url)]
                : [],
            ),
            indexPrefix: text(at(settings, 'indices', 'index_prefix')) ?? '',
            prefixSpot: config.spot(...path, 'indices', 'index_prefix'),
            collector,
          },
        ];
      }),
    );
  });
}

// source: jaeger v1.51.0 plugin/storage/es scripts and cmd/es-index-cleaner, cmd/es-rollover; spark-dependencies README
const jobs: readonly [RegExp, ElasticsearchClientKind, string][] = [
  [/(^|\/)jaeger-es-index-cleaner$/, 'index-cleaner', 'INDEX_PREFIX'],
  [/(^|\/)jaeger-es-rollover$/, 'rollover', 'INDEX_PREFIX'],
  [/(^|\/)spark-dependencies$/, 'spark-dependencies', 'ES_INDEX_PREFIX'],
];

function jobClients(workload: Workload): ElasticsearchClient[] {
  const { object } = workload;
  return workload.containers.flatMap((container): ElasticsearchClient[] => {
    const repository = container.imageReference?.repository ?? '';
    const [, kind, prefixVariable] = jobs.find(([name]) => name.test(repository)) ?? [];
    if (kind === undefined || prefixVariable === undefined) return [];
    const prefix = envVar(container.env, prefixVariable);
    const flag = container.arguments.find(({ text: word }) => word.startsWith('--index-prefix='));
    const flagPrefix = flag?.text.slice('--index-prefix='.length);
    return [
      {
        kind,
        object,
        label: container.name,
        namespace: object.namespace,
        servers: jobServers(object, container, kind),
        indexPrefix: flagPrefix ?? prefix?.value ?? '',
        prefixSpot: { object, path: flag?.path ?? prefix?.path ?? [...container.path, 'env'] },
        workload,
        container,
      },
    ];
  });
}

function jobServers(
  object: KubeObject,
  container: Container,
  kind: ElasticsearchClientKind,
): ElasticsearchClient['servers'] {
  if (kind === 'spark-dependencies') {
    const nodes = envVar(container.env, 'ES_NODES');
    const path = [...(nodes?.path ?? []), 'value'];
    return (nodes?.value?.split(',') ?? []).map((url) => server(object, path, url.trim()));
  }
  const url = container.arguments.findLast(
    ({ text: word }) => /:\/\/|:\d+$/.test(word) && !word.startsWith('-'),
  );
  return url ? [server(object, url.path, url.text)] : [];
}

/** Addresses that index jobs and Jaeger v1 connect to for Elasticsearch. */
export function elasticsearchSenders(client: ElasticsearchClient): Sender[] {
  // Jaeger v2's storages are read beside its exporters
  if (client.kind === 'jaeger-v2') return [];
  return client.servers.map(({ text: url, address, object, path }) => ({
    kind: client.kind === 'jaeger' ? 'jaeger' : 'index-job',
    client: client.object,
    label: client.label,
    namespace: client.namespace,
    object,
    path,
    address: url,
    grammar: 'http-exporter',
    wire: 'elasticsearch',
    ...(address?.scheme === undefined ? {} : { tls: address.scheme === 'https' }),
    enabled: true,
  }));
}
