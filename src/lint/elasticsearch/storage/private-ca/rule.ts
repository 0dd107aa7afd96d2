import type { ElasticsearchClient } from '../../../../model/elasticsearch/clients.ts';
import { elasticsearchBackend } from '../../../../model/elasticsearch/server.ts';
import { mergedVolumes } from '../../../../model/jaeger/instances.ts';
import { fileAt } from '../../../../model/kubernetes/files.ts';
import type { Model } from '../../../../model/model.ts';
import { own } from '../../../../upstream/values/unknown.ts';
import type { Rule } from '../../../rule.ts';

/** HTTPS to an Elasticsearch in the cluster, whose certificate no public authority has signed, without its CA. */
export const privateCa: Rule = {
  id: 'storage/private-ca',
  severity: 'error',
  rationale:
    'no public authority signs for names inside of the cluster, so the certificate is not trusted and nothing is stored',
  source: 'jaeger-operator#682, jaeger-operator#685, jaeger-operator#471',
  *check(model) {
    const told = new Set<string>();
    for (const client of model.elasticsearchClients) {
      const { tls, label } = client;
      // the operator gives spark neither the CA nor the volume, which is told by a rule of its own
      if (client.job?.kind === 'spark-dependencies') continue;
      if (tls.trusts || bringsOwnCas(model, client)) continue;
      const server = client.servers.find(
        (candidate) =>
          candidate.address?.scheme === 'https' &&
          elasticsearchBackend(model, client, candidate)?.inCluster,
      );
      // components and jobs of one Jaeger take these settings from one place
      const key = `${tls.location.object.order} ${tls.location.path.join(' ')}`;
      if (!server || told.has(key)) continue;
      told.add(key);
      yield {
        ...tls.location,
        message: `${label} connects to '${server.text}', whose certificate only a CA of the cluster can have signed, but trusts no such CA`,
      };
    }
  },
};

/** Whether an image of the user's, or a volume over the CAs of the image, may bring the CA. */
function bringsOwnCas(model: Model, client: ElasticsearchClient): boolean {
  const { jaeger, job, label, object, collector, workload, container } = client;
  const certificates = '/etc/ssl/certs/ca-certificates.crt';
  if (jaeger) {
    const part = job ? job.value : own(jaeger.spec, label);
    const mounted = fileAt(
      model.objects,
      object.namespace,
      mergedVolumes(jaeger, part, 'volumeMounts'),
      mergedVolumes(jaeger, part, 'volumes'),
      certificates,
    );
    return mounted.status !== 'not-mounted' || isOwnImage(own(part, 'image'));
  }
  const env = container?.env ?? collector?.env ?? [];
  if (env.some(({ name }) => name === 'SSL_CERT_FILE' || name === 'SSL_CERT_DIR')) return true;
  const [mounts, volumes] = container
    ? [container.value.volumeMounts, workload?.podSpec.volumes]
    : [own(object.value.spec, 'volumeMounts'), own(object.value.spec, 'volumes')];
  return (
    fileAt(model.objects, object.namespace, mounts, volumes, certificates).status !== 'not-mounted'
  );
}

function isOwnImage(image: unknown): boolean {
  return typeof image === 'string' && !image.includes('jaegertracing/');
}
