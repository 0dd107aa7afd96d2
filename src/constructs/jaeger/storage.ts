import type { JaegerSpec } from '../../../imports/jaegertracing.io.ts';
import type { ElasticsearchStorage } from '../elasticsearch/storage.ts';

/** Who decides about the job that computes the service graph. */
interface DependenciesProps {
  readonly dependenciesImage?: string;
  readonly operatorDependencies?: boolean;
}

const caVolumeName = 'elasticsearch-ca';
const caMountPath = '/etc/jaeger/elasticsearch';

/** The storage of a Jaeger's spec. */
export function storageSpec(
  storage: ElasticsearchStorage,
  dependencies: DependenciesProps,
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

function sparkDependencies({ dependenciesImage: image, operatorDependencies }: DependenciesProps) {
  if (operatorDependencies) return undefined;
  return image === undefined ? { enabled: false } : { enabled: true, image };
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
