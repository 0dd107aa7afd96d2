import { isProvidedFile } from '../../upstream/jaeger/files.ts';
import { own } from '../../upstream/values/unknown.ts';
import { type FileReference, isOwnImage, mergedFile } from '../jaeger/files.ts';
import { fileAt } from '../kubernetes/files.ts';
import type { ObjectIndex } from '../kubernetes/objects.ts';
import { envVar } from '../kubernetes/workloads.ts';
import type { ElasticsearchClient } from './clients.ts';

/** Files that index jobs are told to read; those that their images or the operator bring are left out. */
export function clientFiles(
  objects: ObjectIndex,
  clients: readonly ElasticsearchClient[],
): FileReference[] {
  return clients.flatMap((client) => {
    if (client.job) return operatedFiles(objects, client);
    // those of Jaeger v1 and v2 are files of these
    return client.kind === 'jaeger' || client.kind === 'jaeger-v2'
      ? []
      : writtenFiles(objects, client);
  });
}

// the operator passes these on to its index jobs
const jobFlags = ['es.tls.ca', 'es.tls.cert', 'es.tls.key'];

function operatedFiles(
  objects: ObjectIndex,
  { jaeger, job, label }: ElasticsearchClient,
): FileReference[] {
  if (!jaeger || !job || job.kind === 'spark-dependencies' || isOwnImage(own(job.value, 'image'))) {
    return [];
  }
  return jobFlags.flatMap((key) => {
    const place = jaeger.storageOptions.findLast((option) => option.key === key);
    if (typeof place?.value !== 'string') return [];
    return mergedFile(objects, jaeger, job.value, label, place.value, place);
  });
}

function writtenFiles(
  objects: ObjectIndex,
  { container, workload, label, object, namespace }: ElasticsearchClient,
): FileReference[] {
  if (!container || !workload || isOwnImage(container.image)) return [];
  return ['ES_TLS_CA', 'ES_TLS_CERT', 'ES_TLS_KEY'].flatMap((name) => {
    const variable = envVar(container.env, name);
    const file = variable?.value;
    if (!variable || !file?.startsWith('/') || isProvidedFile(file, false)) return [];
    const { volumeMounts } = container.value;
    const found = fileAt(objects, namespace, volumeMounts, workload.podSpec.volumes, file);
    return [{ object, path: [...variable.path, 'value'], label, file, found }];
  });
}
