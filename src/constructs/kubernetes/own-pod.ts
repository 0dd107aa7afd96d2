import type { k8s } from 'cdk8s-plus-27';
import type { Written } from './kube-object.ts';
import type { PodProps } from './pod.ts';

type Template = Written<k8s.PodTemplateSpec>;
type Container = Written<k8s.Container>;

/**
 * A pod template that we write, with what props say of its pods; compute resources are left to it. What it selects its pods by, and
 * what its containers need, stays.
 *
 * @param isMeant - which containers the props are about; by default all of them
 */
export function withPodProps(
  { metadata, spec, ...template }: Template,
  props: PodProps,
  isMeant: (container: Container) => boolean = () => true,
): Template {
  const { serviceAccountName = spec?.serviceAccountName, volumes } = props;
  const labels = joined(props.podLabels, metadata?.labels);
  const annotations = joined(metadata?.annotations, props.podAnnotations);
  const placed = {
    imagePullSecrets: props.imagePullSecrets?.map((name) => ({ name })),
    nodeSelector: props.nodeSelector,
    tolerations: props.tolerations,
    priorityClassName: props.priorityClassName,
    affinity: props.affinity,
    topologySpreadConstraints: props.topologySpreadConstraints,
    ...spec,
    containers: (spec?.containers ?? []).map((container) =>
      isMeant(container) ? withContainerProps(container, props) : container,
    ),
    securityContext: joined(spec?.securityContext, props.podSecurityContext),
    serviceAccountName,
    volumes: volumes ? [...(spec?.volumes ?? []), ...volumes] : spec?.volumes,
  };
  return {
    ...template,
    ...((labels || annotations) && { metadata: { ...metadata, labels, annotations } }),
    // of a Kubernetes that is older than the types of props
    spec: placed as Written<k8s.PodSpec>,
  };
}

function withContainerProps(container: Container, props: PodProps): Container {
  const { env, volumeMounts } = props;
  const taken = new Set(env?.map(({ name }) => name));
  const own = (container.env ?? []).filter(({ name }) => !taken.has(name));
  return {
    ...container,
    env: env ? [...own, ...(env as Written<k8s.EnvVar>[])] : container.env,
    volumeMounts: volumeMounts
      ? [...(container.volumeMounts ?? []), ...(volumeMounts as Written<k8s.VolumeMount>[])]
      : container.volumeMounts,
    securityContext: joined(container.securityContext, props.securityContext) as Written<
      k8s.SecurityContext | undefined
    >,
  };
}

function joined<A extends object, B extends object>(
  one: A | undefined,
  other: B | undefined,
): (A & B) | undefined {
  return one || other ? ({ ...one, ...other } as A & B) : undefined;
}
