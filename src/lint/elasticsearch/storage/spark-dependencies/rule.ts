import type { ElasticsearchClient } from '../../../../model/elasticsearch/clients.ts';
import { elasticsearchBackend } from '../../../../model/elasticsearch/server.ts';
import { showsCluster } from '../../../../model/jaeger/platform.ts';
import type { Model } from '../../../../model/model.ts';
import { parseImage } from '../../../../upstream/kubernetes/image.ts';
import { type Problem, within } from '../../../../upstream/values/problem.ts';
import { own, text } from '../../../../upstream/values/unknown.ts';
import type { Rule } from '../../../rule.ts';

/** The job that computes the service graph where it cannot work, or from an image that changes under it. */
export const sparkDependencies: Rule = {
  id: 'storage/spark-dependencies',
  severity: 'warning',
  rationale:
    'the spark-dependencies job fails every night, and the service dependencies page stays empty',
  source:
    'jaeger-operator v1.65.0 pkg/cronjob/spark_dependencies.go; jaeger-operator#405, #668; spark-dependencies#165',
  ignoreWhen:
    'nobody needs the service dependencies page, and the job may fail; or your mirror serves one fixed release for the image without a tag',
  visit: (model) => ({
    *elasticsearchClient(client) {
      const { kind, job } = client;
      if (kind !== 'spark-dependencies' || !job) return;
      const problem = tlsProblem(model, client) ?? imageProblem(model, client);
      if (problem) yield within(job.path, problem);
    },
  }),
};

function tlsProblem(model: Model, client: ElasticsearchClient): Problem | undefined {
  const { jaeger, job } = client;
  // a trust store of the user's
  if (/trustStore/i.test(text(own(job?.value, 'javaOpts')) ?? '')) return undefined;
  const secured = jaeger?.storageOptions.some(({ key }) =>
    /^es\.tls\.(?:ca|skip-host-verify|cert)$/.test(key),
  );
  const inCluster = client.servers.some(
    (server) =>
      server.address?.scheme === 'https' && elasticsearchBackend(model, client, server)?.inCluster,
  );
  return secured || inCluster
    ? {
        path: ['enabled'],
        message:
          'spark-dependencies gets neither the CA nor the other es.tls options, so it cannot connect: set dependencies.enabled to false',
      }
    : undefined;
}

function imageProblem(model: Model, { job, jaeger }: ElasticsearchClient): Problem | undefined {
  const image = text(own(job?.value, 'image'));
  if (image) {
    const { tag, digest } = parseImage(image);
    return digest === undefined && (tag === undefined || tag === 'latest')
      ? {
          path: ['image'],
          message: `image of spark-dependencies must name a release, got '${image}'`,
        }
      : undefined;
  }
  return job?.byDefault && jaeger && showsCluster(model, jaeger)
    ? {
        path: ['enabled'],
        message:
          'the operator runs spark-dependencies from an image without a tag: set dependencies.enabled to false, or dependencies.image',
      }
    : undefined;
}
