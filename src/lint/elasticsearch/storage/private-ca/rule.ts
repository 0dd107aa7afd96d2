import type { ElasticsearchClient } from '../../../../model/elasticsearch/clients.ts';
import { elasticsearchBackend } from '../../../../model/elasticsearch/server.ts';
import { mergedVolumes } from '../../../../model/jaeger/instances.ts';
import { fileAt } from '../../../../model/kubernetes/files.ts';
import type { KubeObject } from '../../../../model/kubernetes/objects.ts';
import type { Model } from '../../../../model/model.ts';
import { systemCaFile, systemCaVariables } from '../../../../upstream/jaeger/files.ts';
import { own } from '../../../../upstream/values/unknown.ts';
import type { Rule } from '../../../rule.ts';

/** HTTPS to an Elasticsearch in the cluster, whose certificate no public authority has signed, without its CA. */
export const privateCa: Rule = {
  id: 'storage/private-ca',
  severity: 'error',
  rationale:
    'no public CA signs names inside the cluster, so Jaeger does not trust the certificate and stores nothing',
  source: 'jaeger-operator#682, jaeger-operator#685, jaeger-operator#471',
  ignoreWhen:
    'a webhook adds your CA to all pods, or the operator runs images of your own that contain it',
  visit(model) {
    const told = new Set<string>();
    return {
      *elasticsearchClient(client) {
        const { tls, label, job } = client;
        // the operator gives spark neither the CA nor the volume, which is told by a rule of its own
        if (job?.kind === 'spark-dependencies') return;
        if (tls.trusts || bringsOwnCas(model, client)) return;
        const server = client.servers.find(
          (candidate) =>
            candidate.address?.scheme === 'https' &&
            elasticsearchBackend(model, client, candidate)?.inCluster,
        );
        // components and jobs of one Jaeger take these settings from one place
        const key = `${tls.location.object.order} ${tls.location.path.join(' ')}`;
        if (!server || told.has(key)) return;
        told.add(key);
        yield {
          ...tls.location,
          message: `${label} connects to '${server.text}', whose certificate only a private CA can have signed, but trusts no such CA`,
        };
      },
    };
  },
};

/** Whether an image of the user's, or a volume over the CAs of the image, may bring the CA. */
function bringsOwnCas(model: Model, client: ElasticsearchClient): boolean {
  const { jaeger, job, label, object, collector, workload, container } = client;
  if (jaeger) {
    const part = job ? job.value : own(jaeger.spec, label);
    const mounts = mergedVolumes(jaeger, part, 'volumeMounts');
    const volumes = mergedVolumes(jaeger, part, 'volumes');
    return isCaMounted(model, object, mounts, volumes) || isOwnImage(own(part, 'image'));
  }
  const env = container?.env ?? collector?.env ?? [];
  if (env.some(({ name }) => systemCaVariables.includes(name))) return true;
  const { spec } = object.value;
  return container
    ? isCaMounted(model, object, container.value.volumeMounts, workload?.podSpec.volumes)
    : isCaMounted(model, object, own(spec, 'volumeMounts'), own(spec, 'volumes'));
}

function isCaMounted(
  { objects }: Model,
  { namespace }: KubeObject,
  mounts: unknown,
  volumes: unknown,
): boolean {
  return fileAt(objects, namespace, mounts, volumes, systemCaFile).status !== 'not-mounted';
}

function isOwnImage(image: unknown): boolean {
  return typeof image === 'string' && !image.includes('jaegertracing/');
}
