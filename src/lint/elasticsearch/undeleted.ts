import type { ElasticsearchClient } from '../../model/elasticsearch/clients.ts';
import { rotationsOf } from '../../model/elasticsearch/rotation.ts';
import { optionValue } from '../../model/jaeger/roles.ts';
import type { KubeObject, ObjectIndex } from '../../model/kubernetes/objects.ts';
import type { Model } from '../../model/model.ts';
import { hasText } from '../../upstream/values/unknown.ts';

/**
 * What writes spans to Elasticsearch without anything among the manifests that would delete them: no index cleaner, no policy of
 * the search store, and no word of another program that does.
 */
export function undeletedWriters({ elasticsearchClients, objects }: Model): ElasticsearchClient[] {
  const writers = elasticsearchClients.filter((client) => client.writes && !hasPolicy(client));
  if (writers.length === 0) return [];
  const cleaners = elasticsearchClients.filter(
    ({ kind, run }) => kind === 'index-cleaner' && run?.archive !== true,
  );
  // which indices a written job deletes, `storage/index-prefix-differs` judges
  if (cleaners.some(({ jaeger }) => !jaeger)) return [];
  const cleaned = new Set(cleaners.map(({ jaeger }) => jaeger));
  const left = writers.filter(({ jaeger }) => !jaeger || !cleaned.has(jaeger));
  const known = new Set(elasticsearchClients.map(({ object }) => object));
  return left.length === 0 || hasOtherCleaner(objects, known) ? [] : left;
}

/** Whether a policy of the search store may have the indices, or that is not told. */
function hasPolicy(client: ElasticsearchClient): boolean {
  const { role } = client;
  if (role && optionValue(role, 'es.use-ilm', 'false')?.toLowerCase() !== 'false') return true;
  const rotations = rotationsOf(client).filter(({ archive }) => !archive);
  return rotations.length === 0 || rotations.some(({ lifecycle }) => lifecycle);
}

// Elastic's curator, requests for policies, and what the operators of Elastic and OpenSearch make policies of
const otherCleaners =
  /curator|_ilm\/policy|_ism\/policies|_plugins\/_ism|lifecycle\/policy|indexLifecyclePolicies|delete_indices|index-cleaner/i;
// a request of a script, or the word of its own among arguments
const deletingRequests = /(?:-X|--request)[ =]?['"]?DELETE\b|^DELETE$/;
const policyKinds: readonly string[] = ['OpenSearchISMPolicy', 'StackConfigPolicy'];

function hasOtherCleaner(objects: ObjectIndex, known: ReadonlySet<KubeObject>): boolean {
  return objects.all.some(
    (object) => policyKinds.includes(object.kind) || (!known.has(object) && deletes(object)),
  );
}

function deletes({ kind, value }: KubeObject): boolean {
  if (!/^(?:ConfigMap|CronJob|Job|Deployment|Secret)$/.test(kind)) return false;
  return hasText(value, otherCleaners) || hasText(value, deletingRequests);
}
