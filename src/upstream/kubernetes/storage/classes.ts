/**
 * Whether a storage class, by its name or its provisioner, makes volumes that every user may write to, or to which the group of a pod
 * is not given: folders of a node, and network file systems.
 *
 * Source: local-path-provisioner v0.0.30 deploy/local-path-storage.yaml (mode 0777), minikube v1.34 hostpath provisioner (0777),
 * azurefile-csi-driver v1.30 docs/driver-parameters.md (dir_mode 0777), aws-efs-csi-driver v2.0 (access points with users of their own).
 */
export function isSharedClass(name: string): boolean {
  return /local-path|hostpath|azure-?file|file\.csi\.azure|\befs\b|nfs|smb|cifs/i.test(name);
}
