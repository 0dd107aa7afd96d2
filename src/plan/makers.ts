import { AccessIndex } from '../model/kubernetes/access.ts';
import type { KubeObject } from '../model/kubernetes/objects.ts';
import type { Model } from '../model/model.ts';
import { list, own, text } from '../upstream/values/unknown.ts';

/** Workloads of the manifests that may read the objects which Secrets and ConfigMaps are made of, and so make these. */
export function makingWorkloads({ makers, objects, workloads }: Model): KubeObject[] {
  const groups = new Set(
    [...makers].map(({ group }) => group).filter((group) => isOfOthers(group)),
  );
  if (groups.size === 0) return [];
  const access = new AccessIndex(objects);
  return workloads.flatMap(({ object, podSpec }) => {
    const account = text(podSpec.serviceAccountName);
    if (account === undefined) return [];
    const isTold = access
      .of(object.namespace, account)
      .some(({ role }) => list(own(role?.value, 'rules')).some((rule) => names(rule, groups)));
    return isTold ? [object] : [];
  });
}

// cert-manager is known by its image
function isOfOthers(group: string): boolean {
  return group.includes('.') && group !== 'cert-manager.io';
}

function names(rule: unknown, groups: ReadonlySet<string>): boolean {
  return list(own(rule, 'apiGroups')).some((group) => groups.has(text(group) ?? ''));
}
