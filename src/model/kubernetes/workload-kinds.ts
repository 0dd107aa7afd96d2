import type { Path } from '../../yaml/locate.ts';

/** A kind whose objects make pods. */
export interface WorkloadKind {
  readonly kind: string;
  /** API group; unset for kinds of Kubernetes itself, which manifests may leave without one. */
  readonly group?: string;
  /** Path of the pod template, which has metadata and spec; empty for a Pod. */
  readonly podPath: Path;
  /**
   * Name of a container that is written without one.
   *
   * @default - one must be written
   */
  readonly usualContainer?: string;
}

const template: Path = ['spec', 'template'];

/**
 * Kinds that make pods of a template: those of Kubernetes, and those like them of others.
 *
 * Source: Kubernetes v1.36 api; argo-rollouts v1.7.0 pkg/apis/rollouts/v1alpha1/types.go; keda v2.15.0 apis/keda/v1alpha1/scaledjob_types.go;
 * knative.dev/serving v0.42.0 pkg/apis/serving/v1, pkg/apis/config/defaults.go; openshift/api at 2a3d73913 apps/v1/types.go;
 * kruise v1.7.0 apis/apps/v1alpha1/cloneset_types.go.
 */
export const workloadKinds: readonly WorkloadKind[] = [
  { kind: 'Deployment', podPath: template },
  { kind: 'StatefulSet', podPath: template },
  { kind: 'DaemonSet', podPath: template },
  { kind: 'ReplicaSet', podPath: template },
  { kind: 'Job', podPath: template },
  { kind: 'CronJob', podPath: ['spec', 'jobTemplate', 'spec', 'template'] },
  { kind: 'Pod', podPath: [] },
  { kind: 'Rollout', group: 'argoproj.io', podPath: template },
  { kind: 'ScaledJob', group: 'keda.sh', podPath: ['spec', 'jobTargetRef', 'template'] },
  {
    kind: 'Service',
    group: 'serving.knative.dev',
    podPath: template,
    usualContainer: 'user-container',
  },
  { kind: 'DeploymentConfig', group: 'apps.openshift.io', podPath: template },
  { kind: 'CloneSet', group: 'apps.kruise.io', podPath: template },
];
