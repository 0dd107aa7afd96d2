import type { JaegerSpec } from '../../../imports/jaegertracing.io.ts';
import type { ElasticsearchStorage } from '../elasticsearch/storage.ts';

/** Job that computes the service graph: off, left to the operator, or run from an image. */
export type Dependencies = 'off' | 'operator' | { readonly image: string };

const caVolumeName = 'elasticsearch-ca';
const caMountPath = '/etc/jaeger/elasticsearch';

/** The storage of a Jaeger's spec. */
export function storageSpec(
  storage: ElasticsearchStorage,
  dependencies: Dependencies = 'off',
): JaegerSpec['storage'] {
  const { retentionDays, secretName } = storage;
  return {
    type: 'elasticsearch',
    options: { es: elasticsearchOptions(storage) },
    secretName,
    esIndexCleaner:
      retentionDays === undefined ? undefined : { enabled: true, numberOfDays: retentionDays },
    dependencies: sparkDependencies(dependencies),
  };
}

function elasticsearchOptions(storage: ElasticsearchStorage): Record<string, unknown> {
  const { retentionDays, caSecretKey = 'ca.crt' } = storage;
  return {
    // one comma-separated text: the operator reads no host from a list
    'server-urls': storage.serverUrls.join(','),
    'index-prefix': storage.indexPrefix,
    'num-shards': storage.shards,
    'num-replicas': storage.replicas,
    'max-span-age': retentionDays === undefined ? undefined : `${retentionDays * 24}h`,
    // `enabled` is explicit because the webhook adds it for one component only
    tls:
      storage.caSecretName === undefined
        ? undefined
        : { enabled: true, ca: `${caMountPath}/${caSecretKey}` },
  };
}

function sparkDependencies(dependencies: Dependencies) {
  if (dependencies === 'operator') return undefined;
  return dependencies === 'off' ? { enabled: false } : { enabled: true, image: dependencies.image };
}

/** The CA of the storage, where the containers of a Jaeger find it. */
export function caVolume({
  caSecretName,
}: ElasticsearchStorage): Pick<JaegerSpec, 'volumes' | 'volumeMounts'> {
  if (caSecretName === undefined) return {};
  // at the top of the spec, so that collector, query and the index cleaner all get it
  return {
    volumes: [{ name: caVolumeName, secret: { secretName: caSecretName } }],
    volumeMounts: [{ name: caVolumeName, mountPath: caMountPath, readOnly: true }],
  };
}
