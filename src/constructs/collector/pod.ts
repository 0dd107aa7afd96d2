import { modeFieldProblems } from '../../upstream/otel-operator/modes.ts';
import { type PodProps, podShapes, shapesWithout } from '../kubernetes/pod.ts';
import { type OwnOfPods, podProblems } from '../kubernetes/pod-checks.ts';
import {
  type AutoscalerProps,
  autoscalerShape,
  type DisruptionBudgetProps,
  disruptionBudgetProblems,
  disruptionBudgetShape,
} from '../kubernetes/scaling.ts';
import type { Shapes } from '../props/shape.ts';

/**
 * Settings of the pods that the OpenTelemetry operator makes for a custom resource. It has no field for labels of the
 * pods alone: they carry the labels of the custom resource.
 */
export interface CollectorPodProps extends Omit<PodProps, 'podLabels'> {
  /**
   * Names of Secrets in the namespace of the pods, with access to the registries of their images. The operator has no
   * field for them: the pods run as a ServiceAccount that has them, named after the custom resource with `-pods`
   * appended.
   *
   * @default - none
   */
  readonly imagePullSecrets?: readonly string[];
  /**
   * Adapts the number of pods to the load, for the modes deployment and statefulset.
   *
   * @default - there are `replicas` pods
   */
  readonly autoscaler?: AutoscalerProps;
  /**
   * How many pods a drain of nodes may take away at once, for the modes deployment and statefulset.
   *
   * @default - the operator's own, one pod
   */
  readonly podDisruptionBudget?: DisruptionBudgetProps;
}

/** What kinds of values they are. */
export const collectorPodShapes: Shapes<CollectorPodProps> = {
  ...shapesWithout(podShapes, 'podLabels'),
  autoscaler: autoscalerShape,
  podDisruptionBudget: disruptionBudgetShape,
};

/** The pods of a custom resource of the OpenTelemetry operator as fields of its spec, save for the compute resources. */
export function collectorPod(props: CollectorPodProps, name: string) {
  return {
    autoscaler: props.autoscaler,
    podDisruptionBudget: props.podDisruptionBudget,
    nodeSelector: props.nodeSelector,
    affinity: props.affinity,
    tolerations: props.tolerations,
    topologySpreadConstraints: props.topologySpreadConstraints,
    priorityClassName: props.priorityClassName,
    serviceAccount: props.serviceAccountName ?? (props.imagePullSecrets && pullAccount(name)),
    podAnnotations: props.podAnnotations,
    podSecurityContext: props.podSecurityContext,
    securityContext: props.securityContext,
    env: props.env,
    volumes: props.volumes,
    volumeMounts: props.volumeMounts,
  };
}

/** Name of the ServiceAccount that gives pods of the OpenTelemetry operator pull secrets. */
export function pullAccount(name: string): string {
  return `${name}-pods`;
}

/**
 * Why pods of the OpenTelemetry operator cannot be so, undefined entries where they can.
 *
 * @param own - what the pods have besides
 */
export function collectorPodProblems(
  props: CollectorPodProps,
  mode: 'deployment' | 'daemonset' | 'statefulset' | 'sidecar',
  own: OwnOfPods = {},
): (string | undefined)[] {
  const foreign = modeFieldProblems(collectorPod(props, ''), mode).map(
    ({ path, modes }) =>
      `${path.join('.')} must not be set for mode ${mode}, it is for ${modes.join(' or ')}`,
  );
  const ofPods = mode === 'sidecar' ? podFields.filter((name) => props[name] !== undefined) : [];
  return [
    ...foreign,
    ...ofPods.map((name) => `${name} must not be set for mode sidecar, whose pods are others'`),
    props.serviceAccountName !== undefined && props.imagePullSecrets !== undefined
      ? `imagePullSecrets must not be set with serviceAccountName, whose own are used, got '${props.serviceAccountName}'`
      : undefined,
    ...podProblems(props, own),
    ...disruptionBudgetProblems(props.podDisruptionBudget),
  ];
}

const podFields = [
  'imagePullSecrets',
  'serviceAccountName',
  'podAnnotations',
  'podSecurityContext',
] as const;
