import type { JaegerSpec } from '../../../../imports/jaegertracing.io.ts';
import { jaegerPodLabels } from '../../../upstream/jaeger/names.ts';
import { imageProblem } from '../../../upstream/kubernetes/image.ts';
import { requesting, resourcesProblems } from '../../kubernetes/container-resources.ts';
import { type PodProps, podShapes, shapesWithout } from '../../kubernetes/pod.ts';
import { podProblems } from '../../kubernetes/pod-checks.ts';
import { type AutoscalerProps, autoscalerProblems } from '../../kubernetes/scaling.ts';
import type { Written } from '../../props/extra-spec.ts';
import { count, props, required, type Shape, text } from '../../props/shape.ts';

/**
 * Settings of all pods of a Jaeger v1, its jobs included. For these, the Jaeger operator has no field for node selectors, spread,
 * priority and environment.
 */
export type JaegerPodProps = Omit<
  PodProps,
  'nodeSelector' | 'topologySpreadConstraints' | 'priorityClassName' | 'env'
>;

/**
 * Settings of the pods of one component of a Jaeger v1. The Jaeger operator has no field for spread, environment and disruption
 * budgets.
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
   * Has the number of pods follow the load: the operator adds one above 90 % of the CPU or the memory requested.
   *
   * @default - there are `collectorReplicas` pods
   */
  readonly autoscaler?: Pick<AutoscalerProps, 'minReplicas' | 'maxReplicas'>;
}

/** Settings of the pods of a Jaeger v1. Where both say something, a component's own goes before that of all. */
export interface JaegerPods {
  /**
   * All pods, those of the jobs included.
   *
   * @default - `10m` CPU and `64Mi` of memory requested
   */
  readonly all?: JaegerPodProps;
  /**
   * Pods that take spans.
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
}

const componentShapes = {
  ...shapesWithout(podShapes, 'topologySpreadConstraints', 'env'),
  image: text,
};

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
  collector: props<JaegerCollectorPodProps>({
    ...componentShapes,
    autoscaler: props<Pick<AutoscalerProps, 'minReplicas' | 'maxReplicas'>>({
      minReplicas: count,
      maxReplicas: required(count),
    }),
  }),
  query: props<JaegerComponentPodProps>(componentShapes),
});

const usual = {
  all: { cpu: '10m', memory: '64Mi' },
  collector: { cpu: '200m', memory: '512Mi' },
  query: { cpu: '100m', memory: '256Mi' },
};

/** Compute resources of a component's container; what all pods have, it has too where it has nothing of its own. */
function resourcesOf({ all, ...pods }: JaegerPods, component: 'collector' | 'query') {
  const own = pods[component]?.resources;
  const limits = { ...all?.resources?.limits, ...own?.limits };
  return requesting(
    { requests: own?.requests, ...(Object.keys(limits).length > 0 && { limits }) },
    { ...usual[component], ...all?.resources?.requests },
  );
}

/** All pods of a Jaeger, as fields of its spec. */
export function allPods({ all = {} }: JaegerPods = {}): Partial<Written<JaegerSpec>> {
  return { ...podFields(all), resources: requesting(all.resources, usual.all) };
}

/** The pods of a component of a Jaeger, as fields of its part of the spec. */
export function componentPods(pods: JaegerPods = {}, component: 'collector' | 'query') {
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
 * What a Jaeger says of its autoscaler: without a word, the operator makes one that does nothing until pods request resources, and
 * then up to 100 pods.
 */
export function scaling(pods: JaegerPods = {}, replicas: number | undefined) {
  const { autoscaler } = pods.collector ?? {};
  if (autoscaler) return { autoscale: true, ...autoscaler };
  const requests = resourcesOf(pods, 'collector')?.requests;
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
      type === 'cassandra' || securityContext === undefined
        ? undefined
        : { containerSecurityContext: securityContext },
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

/**
 * Why the pods of a Jaeger cannot be so, undefined entries where they can.
 *
 * @param own - volumes that all pods have besides
 */
export function podsProblems(
  pods: JaegerPods = {},
  replicas: number | undefined,
  own: readonly string[],
): (string | undefined)[] {
  const { all = {}, collector = {} } = pods;
  const everywhere = [...own, ...(all.volumes ?? []).map(({ name }) => name)];
  return [
    ...prefixed('all', [...podProblems(all, own), ...labelProblems(all)]),
    ...prefixed('collector', [
      ...componentProblems(pods, 'collector', everywhere),
      collector.autoscaler && replicas !== undefined
        ? `autoscaler must not be set with collectorReplicas, one of them decides, got ${replicas}`
        : undefined,
      ...autoscalerProblems(
        // as the operator sets both, source: jaeger-operator v1.65.0 pkg/deployment/autoscale.go
        collector.autoscaler && {
          ...collector.autoscaler,
          targetCPUUtilization: 90,
          targetMemoryUtilization: 90,
        },
        { 'the collector': resourcesOf(pods, 'collector') },
      ),
    ]),
    ...prefixed('query', componentProblems(pods, 'query', everywhere)),
  ];
}

function componentProblems(
  pods: JaegerPods,
  component: 'collector' | 'query',
  volumes: readonly string[],
): (string | undefined)[] {
  const own: JaegerComponentPodProps = pods[component] ?? {};
  return [
    own.image === undefined ? undefined : imageProblem('image', own.image),
    ...podProblems(own, volumes),
    ...labelProblems(own),
    ...resourcesProblems(resourcesOf(pods, component)),
  ];
}

function labelProblems({ podLabels = {} }: JaegerPodProps): (string | undefined)[] {
  return Object.keys(podLabels).map((key) =>
    Object.hasOwn(jaegerPodLabels('', 'query'), key)
      ? `podLabels must not have ${key}, which is the operator's: Services select pods by it`
      : undefined,
  );
}

function prefixed(pod: string, problems: readonly (string | undefined)[]) {
  return problems.map((problem) => problem && `pods.${pod}.${problem}`);
}
