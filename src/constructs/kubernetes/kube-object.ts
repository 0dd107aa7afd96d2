import { ApiObject } from 'cdk8s';
// for its types alone: loading it takes as long as all constructs of a stack
import type { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { pulledFrom } from './image-source.ts';

/** Settings of the kinds that are made here, as cdk8s-plus has them. */
interface Props {
  readonly Namespace: k8s.KubeNamespaceProps;
  readonly ConfigMap: k8s.KubeConfigMapProps;
  readonly PersistentVolumeClaim: k8s.KubePersistentVolumeClaimProps;
  readonly Service: k8s.KubeServiceProps;
  readonly ServiceAccount: k8s.KubeServiceAccountProps;
  readonly Deployment: k8s.KubeDeploymentProps;
  readonly Job: k8s.KubeJobProps;
  readonly CronJob: k8s.KubeCronJobProps;
  readonly Ingress: k8s.KubeIngressProps;
  readonly PodDisruptionBudget: k8s.KubePodDisruptionBudgetProps;
  readonly Role: k8s.KubeRoleProps;
  readonly RoleBinding: k8s.KubeRoleBindingProps;
  readonly ClusterRole: k8s.KubeClusterRoleProps;
  readonly ClusterRoleBinding: k8s.KubeClusterRoleBindingProps;
  readonly MutatingWebhookConfiguration: k8s.KubeMutatingWebhookConfigurationProps;
  readonly ValidatingWebhookConfiguration: k8s.KubeValidatingWebhookConfigurationProps;
}

const groups: Readonly<Record<keyof Props, string>> = {
  Namespace: 'v1',
  ConfigMap: 'v1',
  PersistentVolumeClaim: 'v1',
  Service: 'v1',
  ServiceAccount: 'v1',
  Deployment: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  Ingress: 'networking.k8s.io/v1',
  PodDisruptionBudget: 'policy/v1',
  Role: 'rbac.authorization.k8s.io/v1',
  RoleBinding: 'rbac.authorization.k8s.io/v1',
  ClusterRole: 'rbac.authorization.k8s.io/v1',
  ClusterRoleBinding: 'rbac.authorization.k8s.io/v1',
  MutatingWebhookConfiguration: 'admissionregistration.k8s.io/v1',
  ValidatingWebhookConfiguration: 'admissionregistration.k8s.io/v1',
};

/** A type of cdk8s-plus as it is written in a manifest: with plain values in place of its classes, and Kubernetes' own names. */
export type Written<T> = T extends k8s.IntOrString
  ? k8s.IntOrString extends T
    ? number | string
    : WrittenFields<T>
  : T extends (infer Item)[]
    ? Written<Item>[]
    : T extends Date
      ? T
      : T extends object
        ? WrittenFields<T>
        : T;

type WrittenFields<T> = {
  [K in keyof T as K extends 'nonResourceUrLs' ? 'nonResourceURLs' : K]: Written<T[K]>;
};

/** Settings of a kind as they are written in a manifest. */
export type KubeProps<K extends keyof Props> = Written<Props[K]>;

/** Kinds that make pods. */
const pods: readonly string[] = ['Deployment', 'Job', 'CronJob'];

/** Adds an object of a kind of Kubernetes' own to a scope. */
export function kubeObject<K extends keyof Props>(
  kind: K,
  scope: Construct,
  id: string,
  props: KubeProps<K>,
): ApiObject {
  const object = pods.includes(kind) ? pulledFrom(scope, props) : props;
  return new ApiObject(scope, id, { apiVersion: groups[kind], kind, ...object });
}
