import type { Kubectl } from './kubectl.ts';
import type { KubeObject } from './objects.ts';

// what operators create on a cluster without the kinds of other projects
const RESOURCES = [
  'serviceaccounts',
  'configmaps',
  'secrets',
  'services',
  'deployments.apps',
  'daemonsets.apps',
  'statefulsets.apps',
  'jobs.batch',
  'cronjobs.batch',
  'ingresses.networking.k8s.io',
  'networkpolicies.networking.k8s.io',
  'horizontalpodautoscalers.autoscaling',
  'poddisruptionbudgets.policy',
].join(',');

/** All objects in the cluster that belong to a custom resource of the given kind. */
export async function ownedObjects(
  kubectl: Kubectl,
  owner: { readonly kind: string; readonly name: string; readonly namespace: string },
): Promise<KubeObject[]> {
  const objects = await kubectl.list(RESOURCES, owner.namespace);
  return objects.filter(({ metadata }) =>
    (metadata.ownerReferences ?? []).some(
      ({ kind, name }) => kind === owner.kind && name === owner.name,
    ),
  );
}
