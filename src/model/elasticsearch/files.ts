import { isProvidedFile } from '../../upstream/jaeger/files.ts';
import { at, own, text } from '../../upstream/values/unknown.ts';
import { type FileReference, isOwnImage, mergedFile } from '../jaeger/files.ts';
import { fileAt } from '../kubernetes/files.ts';
import type { ObjectIndex } from '../kubernetes/objects.ts';
import { envVar } from '../kubernetes/workloads.ts';
import type { ElasticsearchClient } from './clients.ts';

/** Files that index jobs and storages of Jaeger v2 are told to read; those that their images or the operator bring are left out. */
export function clientFiles(
  objects: ObjectIndex,
  clients: readonly ElasticsearchClient[],
): FileReference[] {
  return clients.flatMap((client) => {
    if (client.job) return operatedFiles(objects, client);
    if (client.kind === 'jaeger-v2') return backendFiles(objects, client);
    return client.kind === 'jaeger' ? [] : writtenFiles(objects, client);
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

const backendKeys = [
  ['tls', 'ca_file'],
  ['tls', 'cert_file'],
  ['tls', 'key_file'],
  ['auth', 'basic', 'password_file'],
  ['auth', 'bearer_token', 'file_path'],
];

function backendFiles(
  objects: ObjectIndex,
  { collector, label, tls, namespace }: ElasticsearchClient,
): FileReference[] {
  if (!collector?.config || isOwnImage(collector.image)) return [];
  const { object, path } = tls.location;
  const backend = path.slice(collector.config.path.length, -1);
  const settings = at(collector.config.value, ...backend);
  const [mounts, volumes] = collector.container
    ? [collector.container.value.volumeMounts, collector.workload?.podSpec.volumes]
    : ['volumeMounts', 'volumes'].map((field) => at(collector.object.value, 'spec', field));
  return backendKeys.flatMap((key) => {
    const file = text(at(settings, ...key));
    if (!file?.startsWith('/') || isProvidedFile(file, false)) return [];
    const found = fileAt(objects, namespace, mounts, volumes, file);
    return [{ object, path: [...path.slice(0, -1), ...key], label, file, found }];
  });
}
