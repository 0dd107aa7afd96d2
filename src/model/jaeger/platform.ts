import { isRecord, own } from '../../upstream/values/unknown.ts';
import type { ObjectIndex } from '../kubernetes/objects.ts';
import type { Jaeger } from './instances.ts';

/** What tells the kind of cluster. */
interface Cluster {
  readonly objects: ObjectIndex;
  readonly jaegers: readonly Jaeger[];
}

/** What runs beside Jaegers. */
interface Neighbours {
  readonly workloads: readonly unknown[];
  readonly collectors: readonly unknown[];
}

/**
 * Whether the manifests look like those of an OpenShift cluster: they have an object of one of its API groups, or a Jaeger with
 * settings for it.
 */
export function isOpenShift({ objects, jaegers }: Cluster): boolean {
  return (
    objects.all.some(({ group }) => group.endsWith('.openshift.io')) || jaegers.some(hasSettings)
  );
}

function hasSettings({ spec }: Jaeger): boolean {
  const openshift = own(spec.ingress, 'openshift');
  const settings = isRecord(openshift) && Object.keys(openshift).length > 0;
  return settings || isRecord(own(spec.storage, 'elasticsearch'));
}

/**
 * Whether the manifests show the cluster that a Jaeger is for: it says where it goes, and other things run beside it. What they do
 * not have is then not there. Of a resource on its own, or of an example without namespaces, nobody can tell.
 */
export function showsCluster(
  { workloads, collectors }: Neighbours,
  { namespace }: Pick<Jaeger, 'namespace'>,
): boolean {
  return namespace !== '' && (workloads.length > 0 || collectors.length > 0);
}
