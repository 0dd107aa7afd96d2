import { at, text } from '../../upstream/values/unknown.ts';
import { formatVersion, parseVersion } from '../../upstream/values/version.ts';
import type { Service, ServiceIndex } from '../edge/services.ts';
import type { KubeObject, Location, ObjectIndex } from '../kubernetes/objects.ts';
import type { ElasticsearchClient, ElasticsearchServer } from './clients.ts';

/** What is behind a URL of Elasticsearch. */
export interface ElasticsearchBackend {
  /** The same for URLs that lead to the same place. */
  readonly key: string;
  /** Whether the name can only be resolved inside of the cluster, so that no public authority signs for it. */
  readonly inCluster: boolean;
  /** The Service, when it is among the manifests. */
  readonly service?: Service;
  /** The resource of Elastic's own operator, when it makes the Service. */
  readonly managed?: KubeObject;
  /** Release of Elasticsearch and what tells it. */
  readonly release?: { readonly version: string } & Location;
}

/** What URLs are looked up in. */
interface Cluster {
  readonly objects: ObjectIndex;
  readonly services: ServiceIndex;
}

/** Finds what is behind a URL of Elasticsearch; undefined for one that cannot be read. */
export function elasticsearchBackend(
  cluster: Cluster,
  client: Pick<ElasticsearchClient, 'namespace'>,
  { address }: ElasticsearchServer,
): ElasticsearchBackend | undefined {
  if (!address || address.variable) return undefined;
  const port = address.port ?? (address.scheme === 'https' ? 443 : 80);
  const host = cluster.services.hostOf(address.host, client.namespace);
  if (!host) return { key: `${address.host.toLowerCase()}:${port}`, inCluster: false };
  const namespace = host.namespace ?? client.namespace;
  const service = cluster.services.find(namespace, host.name);
  const inCluster =
    host.qualified ||
    host.namespace === undefined ||
    service !== undefined ||
    cluster.objects.hasNamespace(host.namespace);
  const managed = managedBy(cluster, namespace, host.name);
  const release = releaseOf(service, managed);
  return {
    key: `${host.name}.${namespace}.svc:${port}`,
    inCluster,
    service,
    managed,
    release,
  };
}

/** Keys of what is behind the URLs of a client. */
export function storeKeys(
  cluster: Cluster,
  client: Pick<ElasticsearchClient, 'namespace' | 'servers'>,
): string[] {
  return client.servers.flatMap(
    (server) => elasticsearchBackend(cluster, client, server)?.key ?? [],
  );
}

const elasticsearchImage = /(^|\/)elasticsearch(-oss)?$/;

/** The Elasticsearch for which Elastic's own operator makes a Service. */
function managedBy(
  { objects }: Cluster,
  namespace: string,
  service: string,
): KubeObject | undefined {
  if (!service.endsWith('-es-http')) return undefined;
  const found = objects.find('Elasticsearch', namespace, service.slice(0, -'-es-http'.length));
  return found?.group === 'elasticsearch.k8s.elastic.co' ? found : undefined;
}

function releaseOf(
  service: Service | undefined,
  managed: KubeObject | undefined,
): ElasticsearchBackend['release'] {
  for (const container of service?.workload?.containers ?? []) {
    const { repository = '', version } = container.imageReference ?? {};
    if (version === undefined || !elasticsearchImage.test(repository)) continue;
    const object = service?.workload?.object;
    if (object) return { version, object, path: [...container.path, 'image'] };
  }
  const written = text(at(managed?.value, 'spec', 'version'));
  const version = written === undefined ? undefined : parseVersion(written);
  return managed && version
    ? { version: formatVersion(version), object: managed, path: ['spec', 'version'] }
    : undefined;
}
