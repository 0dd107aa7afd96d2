/**
 * Fields that name a Secret or ConfigMap of the pod's own namespace, wherever in a pod spec they stand.
 *
 * Source: Kubernetes api core/v1 types.go, EnvVarSource, EnvFromSource and VolumeSource.
 */
export const referenceFields: Readonly<Record<string, 'Secret' | 'ConfigMap'>> = {
  secretKeyRef: 'Secret',
  configMapKeyRef: 'ConfigMap',
  secretRef: 'Secret',
  configMapRef: 'ConfigMap',
  secret: 'Secret',
  configMap: 'ConfigMap',
};
