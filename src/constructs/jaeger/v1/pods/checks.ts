import { jaegerPodLabels } from '../../../../upstream/jaeger/names.ts';
import { imageProblem } from '../../../../upstream/kubernetes/image.ts';
import { resourcesProblems } from '../../../kubernetes/container-resources.ts';
import { type OwnOfPods, podProblems } from '../../../kubernetes/pod-checks.ts';
import { autoscalerProblems } from '../../../kubernetes/scaling.ts';
import type { JaegerProps } from '../props.ts';
import { ownOfPods } from '../spec.ts';
import { type JaegerRole, jaegerRoles, rolesOf, strategyOf } from '../strategy.ts';
import { type JaegerComponentPodProps, type JaegerPods, resourcesOf } from './settings.ts';

/** Why the pods of a Jaeger cannot be so, undefined entries where they can. */
export function podsProblems(props: JaegerProps): (string | undefined)[] {
  const { pods = {}, collectorReplicas, kafka } = props;
  const { all = {} } = pods;
  const common = ownOfPods(props, 'all');
  const roles = rolesOf(props);
  const stranger = jaegerRoles.find((role) => pods[role] !== undefined && !roles.includes(role));
  if (stranger !== undefined) {
    return [
      `pods.${stranger} must not be set with strategy ${strategyOf(props)}, which has pods of ${roles.join(', ')}`,
    ];
  }
  return [
    ...prefixed('all', [...podProblems(all, common), ...labelProblems(all)]),
    ...roles.flatMap((role) =>
      prefixed(role, componentProblems(pods, role, [common, ownOfPods(props, role)])),
    ),
    ...prefixed('collector', scalingProblems(pods, 'collector', collectorReplicas)),
    ...prefixed('ingester', scalingProblems(pods, 'ingester', kafka?.ingesterReplicas)),
  ];
}

const counts = { collector: 'collectorReplicas', ingester: 'kafka.ingesterReplicas' } as const;

function scalingProblems(
  pods: JaegerPods,
  component: 'collector' | 'ingester',
  replicas: number | undefined,
): (string | undefined)[] {
  const { autoscaler } = pods[component] ?? {};
  return [
    autoscaler && replicas !== undefined
      ? `autoscaler must not be set with ${counts[component]}, one of them decides, got ${replicas}`
      : undefined,
    ...autoscalerProblems(
      // as the operator sets both, source: jaeger-operator v1.65.0 pkg/deployment/autoscale.go
      autoscaler && {
        ...autoscaler,
        targetCPUUtilization: 90,
        targetMemoryUtilization: 90,
      },
      { [`the ${component}`]: resourcesOf(pods, component) },
    ),
  ];
}

function componentProblems(
  pods: JaegerPods,
  component: JaegerRole,
  taken: readonly Required<OwnOfPods>[],
): (string | undefined)[] {
  const { all = {} } = pods;
  const own: JaegerComponentPodProps = pods[component] ?? {};
  const named = (own.volumeMounts ?? []).map(({ name }) => name);
  // of two mounts of a volume, the operator takes that of the component, source: jaeger-operator v1.65.0 pkg/util/util.go
  const inherited = (all.volumeMounts ?? []).filter(({ name }) => !named.includes(name));
  const besides = {
    volumes: [...taken, { volumes: (all.volumes ?? []).map(({ name }) => name) }].flatMap(
      ({ volumes }) => volumes,
    ),
    mounts: [...taken.flatMap(({ mounts }) => mounts), ...inherited.map((one) => one.mountPath)],
    security: taken[0]?.security,
  };
  return [
    own.image === undefined ? undefined : imageProblem('image', own.image),
    ...podProblems({ ...own, ...contexts(own, all) }, besides),
    ...labelProblems(own),
    ...resourcesProblems(resourcesOf(pods, component)),
  ];
}

/** What a pod and its container have of both: what a component does not say, all of them say. */
function contexts(own: JaegerComponentPodProps, all: JaegerComponentPodProps) {
  return {
    podSecurityContext: own.podSecurityContext ?? all.podSecurityContext,
    securityContext: own.securityContext ?? all.securityContext,
  };
}

function labelProblems({
  podLabels = {},
}: Pick<JaegerComponentPodProps, 'podLabels'>): (string | undefined)[] {
  return Object.keys(podLabels).map((key) =>
    Object.hasOwn(jaegerPodLabels('', 'query'), key)
      ? `podLabels must not have ${key}, which is the operator's: Services select pods by it`
      : undefined,
  );
}

function prefixed(pod: string, problems: readonly (string | undefined)[]) {
  return problems.map((problem) => problem && `pods.${pod}.${problem}`);
}
