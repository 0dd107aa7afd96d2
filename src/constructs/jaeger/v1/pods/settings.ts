import type { JaegerSpec } from '../../../../../imports/jaegertracing.io.ts';
import { isIndexStorage } from '../../../elasticsearch/storage.ts';
import { requesting } from '../../../kubernetes/container-resources.ts';
import { type PodProps, podShapes, shapesWithout } from '../../../kubernetes/pod.ts';
import type { AutoscalerProps } from '../../../kubernetes/scaling.ts';
import type { Written } from '../../../props/extra-spec.ts';
import { count, props, required, type Shape, text } from '../../../props/shape.ts';
import type { JaegerRole } from '../strategy.ts';

/**
 * Settings of all pods of a Jaeger v1, its jobs included. The Jaeger operator has no fields for their node selector,
 * topology spread, priority class and environment.
 */
export type JaegerPodProps = Omit<
  PodProps,
  'nodeSelector' | 'topologySpreadConstraints' | 'priorityClassName' | 'env'
>;

/**
 * Settings of the pods of one component of a Jaeger v1. The Jaeger operator has no fields for their topology spread,
 * environment and disruption budget.
 */
export interface JaegerComponentPodProps
  extends Omit<PodProps, 'topologySpreadConstraints' | 'env'> {
  /**
   * Image, with a tag or a digest.
   *
   * @default - the operator's own, of its release
   */
  readonly image?: string;
}

/** Settings of the collector pods of a Jaeger v1. */
export interface JaegerCollectorPodProps extends JaegerComponentPodProps {
  /**
   * Adapts the number of pods to the load: the operator adds one above 90 % of the CPU or the memory requested.
   *
   * @default - there are `collectorReplicas` pods
   */
  readonly autoscaler?: Pick<AutoscalerProps, 'minReplicas' | 'maxReplicas'>;
}

/** Settings of the ingester pods of a Jaeger v1. The Jaeger operator has no field for their priority. */
export type JaegerIngesterPodProps = Omit<JaegerCollectorPodProps, 'priorityClassName'>;

/** Settings of the one pod of a Jaeger v1 in memory or on Badger. The Jaeger operator has no field for its node selector. */
export type JaegerAllInOnePodProps = Omit<JaegerComponentPodProps, 'nodeSelector'>;

/** Settings of the pods of a Jaeger v1. Those of a component override those of `all`. */
export interface JaegerPods {
  /**
   * All pods, those of the jobs included.
   *
   * @default - `10m` CPU and `64Mi` of memory requested
   */
  readonly all?: JaegerPodProps;
  /**
   * Pods that receive spans.
   *
   * @default - `200m` CPU and `512Mi` of memory requested
   */
  readonly collector?: JaegerCollectorPodProps;
  /**
   * Pods that answer queries.
   *
   * @default - `100m` CPU and `256Mi` of memory requested
   */
  readonly query?: JaegerComponentPodProps;
  /**
   * Pods that store spans from Kafka, with `kafka`.
   *
   * @default - `200m` CPU and `512Mi` of memory requested
   */
  readonly ingester?: JaegerIngesterPodProps;
  /**
   * The only pod, with storage in memory or on Badger.
   *
   * @default - `200m` CPU and `512Mi` of memory requested
   */
  readonly allInOne?: JaegerAllInOnePodProps;
}

const componentShapes = {
  ...shapesWithout(podShapes, 'topologySpreadConstraints', 'env'),
  image: text,
};

const autoscaler = props<Pick<AutoscalerProps, 'minReplicas' | 'maxReplicas'>>({
  minReplicas: count,
  maxReplicas: required(count),
});

/** What kinds of values they are. */
export const podsShape: Shape<JaegerPods | undefined> = props<JaegerPods>({
  all: props<JaegerPodProps>(
    shapesWithout(
      podShapes,
      'nodeSelector',
      'topologySpreadConstraints',
      'priorityClassName',
      'env',
    ),
  ),
  collector: props<JaegerCollectorPodProps>({ ...componentShapes, autoscaler }),
  query: props<JaegerComponentPodProps>(componentShapes),
  ingester: props<JaegerIngesterPodProps>({
    ...shapesWithout(componentShapes, 'priorityClassName'),
    autoscaler,
  }),
  allInOne: props<JaegerAllInOnePodProps>(shapesWithout(componentShapes, 'nodeSelector')),
});

/** What pods request where nobody says otherwise; what is of all holds for containers that the others do not name. */
export const usualRequests = {
  all: { cpu: '10m', memory: '64Mi' },
  collector: { cpu: '200m', memory: '512Mi' },
  query: { cpu: '100m', memory: '256Mi' },
  ingester: { cpu: '200m', memory: '512Mi' },
  allInOne: { cpu: '200m', memory: '512Mi' },
};

/** Compute resources of a component's container; what all pods have, it has too where it has nothing of its own. */
export function resourcesOf({ all, ...pods }: JaegerPods, component: JaegerRole) {
  const own = pods[component]?.resources;
  const limits = { ...all?.resources?.limits, ...own?.limits };
  return requesting(
    { requests: own?.requests, ...(Object.keys(limits).length > 0 && { limits }) },
    { ...usualRequests[component], ...all?.resources?.requests },
  );
}

/** All pods of a Jaeger, as fields of its spec. */
export function allPods({ all = {} }: JaegerPods = {}): Partial<Written<JaegerSpec>> {
  return { ...podFields(all), resources: requesting(all.resources, usualRequests.all) };
}

/** The pods of a component of a Jaeger, as fields of its part of the spec. */
export function componentPods(pods: JaegerPods = {}, component: JaegerRole) {
  const own: JaegerComponentPodProps = pods[component] ?? {};
  return {
    image: own.image,
    nodeSelector: own.nodeSelector,
    priorityClassName: own.priorityClassName,
    ...podFields(own),
    resources: resourcesOf(pods, component),
  };
}

/**
 * What a Jaeger says of the autoscaler of a component: without a word, the operator makes one that does nothing until pods request
 * resources, and then up to 100 pods.
 */
export function scaling(
  pods: JaegerPods = {},
  component: 'collector' | 'ingester',
  replicas: number | undefined,
) {
  const { autoscaler } = pods[component] ?? {};
  if (autoscaler) return { autoscale: true, ...autoscaler };
  const requests = resourcesOf(pods, component)?.requests;
  return replicas === undefined && requests ? { autoscale: false } : {};
}

/** The pods of the jobs of a Jaeger, as fields of the storage of its spec, where those of all do not reach. */
export function jobPods(
  { all = {} }: JaegerPods = {},
  { dependenciesImage }: { readonly dependenciesImage?: string },
  { type }: { readonly type: string },
) {
  const { securityContext } = all;
  return {
    // the only one that has no container's security context of all pods, source: jaeger-operator v1.65.0 pkg/cronjob
    esIndexCleaner:
      isIndexStorage({ type }) && securityContext !== undefined
        ? { containerSecurityContext: securityContext }
        : undefined,
    // it holds all spans of a day in memory
    dependencies:
      dependenciesImage === undefined
        ? undefined
        : { resources: requesting(undefined, { cpu: '200m', memory: '2Gi' }) },
  };
}

function podFields(pod: JaegerPodProps) {
  return {
    affinity: pod.affinity,
    tolerations: pod.tolerations,
    serviceAccount: pod.serviceAccountName,
    imagePullSecrets: pod.imagePullSecrets?.map((name) => ({ name })),
    securityContext: pod.podSecurityContext,
    containerSecurityContext: pod.securityContext,
    annotations: pod.podAnnotations,
    labels: pod.podLabels,
    volumes: pod.volumes,
    volumeMounts: pod.volumeMounts,
  };
}
