import { isDeepStrictEqual } from 'node:util';
import { type KubeObject, objectName, pathText } from '../model/kubernetes/objects.ts';
import { at } from '../upstream/values/unknown.ts';
import type { Path } from '../yaml/locate.ts';
import type { Effect } from './effects.ts';
import type { ChangedObject, Objects } from './objects.ts';

/** Fields that stay as they were when an object was made. Source: kubernetes v1.36 pkg/apis/{apps,batch,core,rbac}/validation. */
const fixed: Readonly<Record<string, readonly Path[]>> = {
  'apps/Deployment': [['spec', 'selector']],
  'apps/DaemonSet': [['spec', 'selector']],
  'apps/ReplicaSet': [['spec', 'selector']],
  'apps/StatefulSet': [
    ['spec', 'selector'],
    ['spec', 'serviceName'],
    ['spec', 'podManagementPolicy'],
    ['spec', 'volumeClaimTemplates'],
  ],
  'batch/Job': [
    ['spec', 'selector'],
    ['spec', 'completionMode'],
    ['spec', 'template'],
  ],
  '/PersistentVolumeClaim': [
    ['spec', 'accessModes'],
    ['spec', 'selector'],
    ['spec', 'storageClassName'],
    ['spec', 'volumeMode'],
    ['spec', 'volumeName'],
  ],
  '/Secret': [['type']],
  'rbac.authorization.k8s.io/RoleBinding': [['roleRef']],
  'rbac.authorization.k8s.io/ClusterRoleBinding': [['roleRef']],
  'apiextensions.k8s.io/CustomResourceDefinition': [
    ['spec', 'scope'],
    ['spec', 'group'],
    ['spec', 'names', 'plural'],
    ['spec', 'names', 'kind'],
  ],
};

/** Changes of fields that cannot be changed. */
export function refusedEffects({ changed }: Objects): Effect[] {
  return changed.flatMap((pair) =>
    fixedPaths(pair).map((path): Effect => {
      const { after } = pair;
      return {
        kind: 'refused',
        object: objectName(after),
        message: `${pathText(path)} cannot be changed: the API server refuses the whole object`,
        action: deleteCommand(after),
      };
    }),
  );
}

function fixedPaths({ before, after }: ChangedObject): Path[] {
  const { group, kind } = after;
  const differs = (path: Path) =>
    !isDeepStrictEqual(at(before.value, ...path), at(after.value, ...path));
  const paths = (fixed[`${group}/${kind}`] ?? []).filter(differs);
  if (kind === 'Service' && group === '') {
    // an address that is not written any more is left as it is
    const path = ['spec', 'clusterIP'];
    if (at(after.value, ...path) !== undefined && differs(path)) return [path];
  }
  // of a Job that has not begun yet the template is free
  if (kind === 'Job' && at(before.value, 'spec', 'suspend') === true) {
    return paths.filter((path) => !path.includes('template'));
  }
  if ((kind === 'ConfigMap' || kind === 'Secret') && at(before.value, 'immutable') === true) {
    return [...paths, ...[['data'], ['binaryData'], ['stringData'], ['immutable']].filter(differs)];
  }
  return paths;
}

function deleteCommand({ kind, namespace, name }: KubeObject): string {
  const place = namespace === '' ? '' : `-n ${namespace} `;
  // pods of a StatefulSet go on, and the new one takes them over
  const orphan = kind === 'StatefulSet' ? ' --cascade=orphan' : '';
  return `kubectl ${place}delete ${kind.toLowerCase()} ${name}${orphan}, then apply`;
}
