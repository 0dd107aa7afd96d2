import type { Api } from './api.ts';
import type { KubeObject } from './objects.ts';

// what operators create on a cluster without the kinds of other projects
const RESOURCES = [
  'serviceaccounts',
  'configmaps',
  'secrets',
  'services',
  'apps/v1/deployments',
  'apps/v1/daemonsets',
  'apps/v1/statefulsets',
  'batch/v1/jobs',
  'batch/v1/cronjobs',
  'networking.k8s.io/v1/ingresses',
  'networking.k8s.io/v1/networkpolicies',
  'autoscaling/v2/horizontalpodautoscalers',
  'policy/v1/poddisruptionbudgets',
];

/** All objects in the cluster that belong to a custom resource of the given kind. */
export async function ownedObjects(
  api: Api,
  owner: { readonly kind: string; readonly name: string; readonly namespace: string },
): Promise<KubeObject[]> {
  const objects = await api.listAll(RESOURCES, owner.namespace);
  return objects.filter(({ metadata }) =>
    (metadata.ownerReferences ?? []).some(
      ({ kind, name }) => kind === owner.kind && name === owner.name,
    ),
  );
}
