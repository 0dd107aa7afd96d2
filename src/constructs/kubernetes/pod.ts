import type {
  Affinity,
  EnvVar,
  PodSecurityContext,
  SecurityContext,
  Toleration,
  TopologySpreadConstraint,
  Volume,
  VolumeMount,
} from '../../../imports/kubernetes.ts';
import { kubernetesType } from '../props/kubernetes-type.ts';
import { list, record, type Shapes, text } from '../props/shape.ts';
import { type ContainerResources, resourcesShape } from './container-resources.ts';

/**
 * What a platform team sets on pods, in the terms of Kubernetes. Each construct takes those that the owner of its
 * pods, a custom resource or a workload of its own, has a field for.
 */
export interface PodProps {
  /**
   * Names of Secrets in the namespace of the pods, with access to the registries of their images.
   *
   * @default - none
   */
  readonly imagePullSecrets?: readonly string[];
  /**
   * Compute resources of the container. Requests that are not given here keep their defaults; `requests: {}` requests
   * nothing at all.
   *
   * @default - requests of CPU and memory
   */
  readonly resources?: ContainerResources;
  /**
   * Labels of the nodes that pods may run on.
   *
   * @default - any node
   */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /**
   * Nodes and pods that the pods are to be scheduled near to, or away from.
   *
   * @default - none
   */
  readonly affinity?: Affinity;
  /**
   * Taints of nodes that pods tolerate.
   *
   * @default - none
   */
  readonly tolerations?: readonly Toleration[];
  /**
   * How pods spread over zones or nodes.
   *
   * @default - the cluster's default
   */
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  /**
   * PriorityClass of the pods.
   *
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;
  /**
   * Security context of the pods.
   *
   * @default - what the volumes of the pods need
   */
  readonly podSecurityContext?: PodSecurityContext;
  /**
   * Security context of the container; fields that are not given stay as by default.
   *
   * @default - what the image can be restricted to
   */
  readonly securityContext?: SecurityContext;
  /**
   * Environment variables of the container, in addition to those that it needs.
   *
   * @default - none
   */
  readonly env?: readonly EnvVar[];
  /**
   * Volumes of the pods, in addition to those that they need.
   *
   * @default - none
   */
  readonly volumes?: readonly Volume[];
  /**
   * Where these volumes are mounted in the container.
   *
   * @default - nowhere
   */
  readonly volumeMounts?: readonly VolumeMount[];
  /**
   * Annotations of the pods.
   *
   * @default - none
   */
  readonly podAnnotations?: Readonly<Record<string, string>>;
  /**
   * Labels of the pods, in addition to those that they are selected by.
   *
   * @default - none
   */
  readonly podLabels?: Readonly<Record<string, string>>;
  /**
   * Name of an existing ServiceAccount that pods run as.
   *
   * @default - one of their own
   */
  readonly serviceAccountName?: string;
}

/** What kinds of values they are. */
export const podShapes: Shapes<PodProps> = {
  imagePullSecrets: list('names of Secrets', text),
  resources: resourcesShape,
  nodeSelector: record(text),
  affinity: kubernetesType<Affinity>('Affinity'),
  tolerations: kubernetesType<readonly Toleration[]>('Toleration[]'),
  topologySpreadConstraints: kubernetesType<readonly TopologySpreadConstraint[]>(
    'TopologySpreadConstraint[]',
  ),
  priorityClassName: text,
  podSecurityContext: kubernetesType<PodSecurityContext>('PodSecurityContext'),
  securityContext: kubernetesType<SecurityContext>('SecurityContext'),
  env: kubernetesType<readonly EnvVar[]>('EnvVar[]'),
  volumes: kubernetesType<readonly Volume[]>('Volume[]'),
  volumeMounts: kubernetesType<readonly VolumeMount[]>('VolumeMount[]'),
  podAnnotations: record(text),
  podLabels: record(text),
  serviceAccountName: text,
};

/** The shapes of all props but some. */
export function shapesWithout<P extends object, K extends keyof P>(
  shapes: Shapes<P>,
  ...names: readonly K[]
): Shapes<Omit<P, K>> {
  const kept = Object.entries(shapes).filter(([name]) => !names.includes(name as K));
  return Object.fromEntries(kept) as unknown as Shapes<Omit<P, K>>;
}
