import { isSharedClass } from '../../upstream/kubernetes/storage/classes.ts';
import { at, list, own, text } from '../../upstream/values/unknown.ts';
import type { KubeObject, ObjectIndex } from './objects.ts';

/**
 * Whether a claimed volume belongs to root until the group of its pods is given to it, as far as the manifests tell: disks of one
 * node do, shared file systems have owners and modes of their own, which Kubernetes leaves alone.
 *
 * Source: Kubernetes v1.36.3 api storage/v1 CSIDriverSpec fsGroupPolicy, whose default goes by ReadWriteOnce.
 *
 * @param owner - what the pods are made by, which may claim volumes for each of them
 * @param claimName - name of the claim, or of its template
 */
export function needsGroup(objects: ObjectIndex, owner: KubeObject, claimName: string): boolean {
  const template = list(at(owner.value, 'spec', 'volumeClaimTemplates')).find(
    (one) => at(one, 'metadata', 'name') === claimName,
  );
  const claim =
    template ?? objects.find('PersistentVolumeClaim', owner.namespace, claimName)?.value;
  const spec = own(claim, 'spec');
  if (list(own(spec, 'accessModes')).includes('ReadWriteMany')) return false;
  const name = text(own(spec, 'storageClassName')) ?? '';
  const provisioner = text(own(objects.find('StorageClass', '', name)?.value, 'provisioner'));
  if ([name, provisioner ?? ''].some(isSharedClass)) return false;
  const volume = objects.find('PersistentVolume', '', text(own(spec, 'volumeName')) ?? '');
  return !['nfs', 'hostPath'].some((type) => at(volume?.value, 'spec', type) !== undefined);
}
