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
  'opentelemetry.io/v1alpha1/targetallocators',
];

/** Objects of a namespace that belong to custom resources, by `Kind name` of the owner. */
export async function ownedObjects(
  api: Api,
  namespace: string,
): Promise<ReadonlyMap<string, readonly KubeObject[]>> {
  const owned = new Map<string, KubeObject[]>();
  for (const object of await api.listAll(RESOURCES, namespace)) {
    for (const { kind, name } of object.metadata.ownerReferences ?? []) {
      // a target allocator is made for the collector of its name, and is an owner itself
      const owner = `${kind === 'TargetAllocator' ? 'OpenTelemetryCollector' : kind} ${name}`;
      owned.set(owner, [...(owned.get(owner) ?? []), object]);
    }
  }
  return owned;
}
