import type { IndexJobKind } from '../../upstream/elasticsearch/index-jobs.ts';
import type { IndexJobAction } from '../../upstream/elasticsearch/rotation.ts';
import type { StorageUse } from '../../upstream/jaeger/v2/releases.ts';
import { at, list, own, record, text } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import type { CollectorConfig } from '../collector/config.ts';
import type { Collector } from '../collector/instances.ts';
import { type Address, parseAddress } from '../edge/address.ts';
import { listed, type Sender } from '../edge/senders.ts';
import type { Jaeger } from '../jaeger/instances.ts';
import { optionOf, optionValue, type RunningRole, storageOptionLocation } from '../jaeger/roles.ts';
import { usesOf } from '../jaeger/v2-storages.ts';
import type { KubeObject, Location } from '../kubernetes/objects.ts';
import type { Container, Workload } from '../kubernetes/workloads.ts';
import type { OperatedIndexJob } from './index-jobs.ts';

/** What an Elasticsearch client does. */
type ElasticsearchClientKind = 'jaeger' | 'jaeger-v2' | IndexJobKind;

/** A URL of Elasticsearch and its place. */
export interface ElasticsearchServer extends Location {
  readonly text: string;
  /** The whole text that it is written in, for one of several with commas between them. */
  readonly among?: string;
  /** Unset for a text that is no address. */
  readonly address?: Address;
}

/** Something that reads, writes or deletes indices. */
export interface ElasticsearchClient {
  readonly kind: ElasticsearchClientKind;
  readonly object: KubeObject;
  /** Role of a Jaeger v1, backend of a Jaeger v2, job of the operator, container of a written job. */
  readonly label: string;
  readonly namespace: string;
  readonly servers: readonly ElasticsearchServer[];
  /** Index prefix; empty when none is set, unset when the manifests do not tell. */
  readonly indexPrefix?: string;
  /** Where the prefix is, or would be, set. */
  readonly prefixLocation: Location;
  /** Whether it writes spans as they come. */
  readonly writes: boolean;
  /** Whether it reads or deletes what itself or another client writes; an archive is not read for that. */
  readonly reads: boolean;
  /** Index prefix of other things that it writes: an archive, or data for sampling; unset when it writes none. */
  readonly sidePrefix?: string;
  readonly tls: ElasticsearchTls;
  /** The component, for one of Jaeger v1. */
  readonly role?: RunningRole;
  readonly jaeger?: Jaeger;
  /** The job, for one that the operator creates for the Jaeger. */
  readonly job?: OperatedIndexJob;
  /** What it does, for a written job. */
  readonly run?: IndexJobRun;
  readonly collector?: Collector;
  /** Settings of the storage, for one of Jaeger v2; nothing in them has been checked. */
  readonly backend?: Location & { readonly value: unknown };
  readonly workload?: Workload;
  readonly container?: Container;
}

/** What a written index job does; what the manifests do not tell is unset. */
export interface IndexJobRun {
  readonly action?: IndexJobAction;
  /** Whether it works on the archive of Jaeger v1. */
  readonly archive?: boolean;
  /** Whether it deletes indices that rollover has made. */
  readonly rollover?: boolean;
  /** Whether it leaves rolling over to a policy. */
  readonly lifecycle?: boolean;
}

/** How a client tells whether a certificate is to be trusted. */
interface ElasticsearchTls {
  /** Whether a CA is named, or any certificate will do. */
  readonly trusts: boolean;
  /** Where TLS is, or would be, set. */
  readonly location: Location;
}

/** Elasticsearch clients among components of Jaeger v1 and v2; jobs are read in `index-job-clients.ts`. */
export function readElasticsearchClients(
  roles: readonly RunningRole[],
  collectors: readonly Collector[],
): ElasticsearchClient[] {
  return [...roles.flatMap(roleClient), ...collectors.flatMap(backendClients)];
}

/** A URL at a path of an object. */
export function elasticsearchServer(
  object: KubeObject,
  path: Path,
  url: string,
): ElasticsearchServer {
  const address = parseAddress(url);
  return { text: url, object, path, address };
}

/** URLs of a list, or of a text with commas between them. */
export function listedServers(
  object: KubeObject,
  urls: string | readonly string[],
  place: Path,
): ElasticsearchServer[] {
  return listed(urls, place).map(({ address, among, path }) => ({
    ...elasticsearchServer(object, path, address),
    among,
  }));
}

function roleClient(role: RunningRole): ElasticsearchClient[] {
  if (role.storage !== 'elasticsearch') return [];
  const { object, name, label, namespace, options, jaeger, workload, container } = role;
  const urls = optionOf(role, 'es.server-urls');
  const tls = [...role.own, ...role.inherited].find(({ key }) => key.startsWith('es.tls.'));
  return [
    {
      kind: 'jaeger',
      object,
      label,
      namespace,
      servers: urls ? listedServers(urls.object, urls.value, urls.path) : [],
      indexPrefix: optionValue(role, 'es.index-prefix'),
      prefixLocation: storageOptionLocation(role, 'es.index-prefix'),
      writes: name !== 'query',
      reads: name === 'query' || name === 'allInOne',
      sidePrefix: archivePrefix(role),
      tls: {
        trusts: trustsByOptions(options) || mayTrust(role),
        location: tls ?? storageOptionLocation(role, 'es.tls'),
      },
      role,
      jaeger,
      workload,
      container,
    },
  ];
}

/** Whether a component may trust a CA that the manifests do not tell. */
function mayTrust({ untold, complete }: RunningRole): boolean {
  return !complete || untold.has('es.tls.ca') || untold.has('es.tls.skip-host-verify');
}

/**
 * Prefix of the archive that the component with the UI writes; what `es-archive` leaves unset is taken from `es`.
 *
 * Source: jaeger v1.65.0 plugin/storage/es/options.go.
 */
function archivePrefix(role: RunningRole): string | undefined {
  const { name, options, jaeger } = role;
  const archives = name === 'query' || name === 'allInOne';
  const written = optionValue(role, 'es-archive.index-prefix');
  // of a workload nobody knows whether it will be switched on
  if (written && !jaeger) return written;
  if (!archives || options.get('es-archive.enabled') !== 'true') return undefined;
  return written || optionValue(role, 'es.index-prefix');
}

function backendClients(collector: Collector): ElasticsearchClient[] {
  const { config } = collector;
  if (!config) return [];
  return config.components.flatMap((component) => {
    if (component.kind !== 'extensions' || component.type !== 'jaeger_storage') return [];
    const backends = record(own(component.settings, 'backends'));
    return Object.keys(backends).flatMap((name) =>
      (['elasticsearch', 'opensearch'] as const).flatMap((type): ElasticsearchClient[] => {
        const settings = at(backends, name, type);
        if (settings === undefined) return [];
        const uses = usesOf(config, 'backends', name);
        const used = (...kinds: StorageUse[]) => kinds.some((use) => uses.has(use));
        const indexPrefix = text(at(settings, 'indices', 'index_prefix')) ?? '';
        const path = ['extensions', component.id, 'backends', name, type];
        return [
          {
            kind: 'jaeger-v2',
            object: collector.object,
            label: name,
            namespace: collector.namespace,
            servers: backendServers(config, path, own(settings, 'server_urls')),
            indexPrefix,
            prefixLocation: config.location(...path, 'indices', 'index_prefix'),
            writes: used('write', 'serve'),
            reads: used('read'),
            sidePrefix: used('archive', 'sampling') ? indexPrefix : undefined,
            tls: {
              trusts: trustsBySettings(own(settings, 'tls')),
              location: config.location(...path, 'tls'),
            },
            collector,
            backend: { ...config.location(...path), value: settings },
          },
        ];
      }),
    );
  });
}

/** Whether flags of Jaeger v1 name a CA, or have any certificate do. */
export function trustsByOptions(options: ReadonlyMap<string, string>): boolean {
  return Boolean(options.get('es.tls.ca')) || options.get('es.tls.skip-host-verify') === 'true';
}

function trustsBySettings(tls: unknown): boolean {
  const names = ['ca_file', 'ca_pem'].some((key) => Boolean(text(own(tls, key))));
  return names || own(tls, 'insecure_skip_verify') === true || own(tls, 'insecure') === true;
}

function backendServers(config: CollectorConfig, path: Path, urls: unknown): ElasticsearchServer[] {
  const server = (url: string, ...inner: Path) => {
    const { object, path: place } = config.location(...path, 'server_urls', ...inner);
    return elasticsearchServer(object, place, url);
  };
  // the collector splits a text at its commas
  if (typeof urls === 'string') return urls.split(',').map((url) => server(url.trim()));
  return list(urls).flatMap((url, index) => (typeof url === 'string' ? [server(url, index)] : []));
}

/** Addresses that index jobs and Jaeger v1 connect to for Elasticsearch. */
export function elasticsearchSenders(
  client: ElasticsearchClient,
): Sender<'jaeger' | 'index-job'>[] {
  // Jaeger v2's storages are read beside its exporters, and the operator's jobs have the addresses of the Jaeger itself
  if (client.kind === 'jaeger-v2' || client.job) return [];
  return client.servers.map(({ text: url, among, address, object, path }) => ({
    kind: client.kind === 'jaeger' ? 'jaeger' : 'index-job',
    client: client.object,
    label: client.label,
    noun: client.kind === 'jaeger' ? 'Jaeger' : undefined,
    namespace: client.namespace,
    object,
    path,
    address: url,
    among,
    grammar: 'http-exporter',
    protocol: 'elasticsearch',
    ...(address?.scheme === undefined ? {} : { tls: address.scheme === 'https' }),
    enabled: true,
  }));
}
