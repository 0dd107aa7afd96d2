import { imageProblem } from '../../upstream/kubernetes/image.ts';
import { namespaceProblem } from '../../upstream/kubernetes/names.ts';
import type { OperatorManifest } from '../../upstream/operator/manifest.ts';
import type { TracingNamespace } from '../kubernetes/namespace.ts';
import { type PodProps, podShapes, shapesWithout } from '../kubernetes/pod.ts';
import { podProblems } from '../kubernetes/pod-checks.ts';
import { restrictedContainer } from '../kubernetes/restricted.ts';
import {
  type DisruptionBudgetProps,
  disruptionBudgetProblems,
  disruptionBudgetShape,
} from '../kubernetes/scaling.ts';
import { type MetadataProps, metadataProblems, metadataShapes } from '../props/metadata.ts';
import { listProblem, refuse, wholeNumberProblem } from '../props/refuse.ts';
import {
  count,
  flag,
  list,
  nameOrConstruct,
  props,
  required,
  type Shapes,
  text,
} from '../props/shape.ts';
import type { ExistingCertificate } from './webhook-certificate.ts';
import { type OperatorWebhookProps, webhooksProblems, webhooksShape } from './webhook-knobs.ts';

/** Settings that the installations of both operators share. */
export interface OperatorProps extends MetadataProps, Omit<PodProps, 'serviceAccountName'> {
  /**
   * Namespace that the operator runs in; everything that upstream ties to its own namespace follows.
   *
   * @default - that of the Chart around it
   */
  readonly namespace?: TracingNamespace | string;
  /**
   * Whether the CustomResourceDefinitions are part of this construct. If not, add them by `OperatorCrds`, or the
   * cluster must have them.
   *
   * @default true
   */
  readonly crds?: boolean;
  /**
   * Release manifest of the operator, of any version, as a path from the working directory. It is moved to the namespace and
   * installed instead of what this project writes; its Namespace is left out, and the deleted image of kube-rbac-proxy
   * replaced. No other setting than images can be changed then.
   *
   * @default - the release that this project installs
   */
  readonly manifest?: string;
  /**
   * DNS suffix of Services, in the certificate; a manifest keeps its own there, and the API server uses neither.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;
  /**
   * Certificate of the webhook server, where cert-manager is not to make it.
   *
   * @default - cert-manager, which must be installed, makes one
   */
  readonly certificate?: ExistingCertificate;
  /**
   * The operator's own image, for instance in a registry of yours, with a tag or a digest.
   *
   * @default - upstream's image of the release that is installed
   */
  readonly image?: string;
  /**
   * Pods, at least 1; one works, the others wait to take over.
   *
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Whether pods elect the one that works. Without an election, there must be a single pod.
   *
   * @default true
   */
  readonly leaderElection?: boolean;
  /**
   * Namespaces whose custom resources it handles; include its own if it is to be among them. The linter refuses
   * custom resources anywhere else.
   *
   * @default - all namespaces
   */
  readonly watchNamespaces?: readonly [string, ...string[]];
  /**
   * For which objects the API server calls its webhooks, and what happens if they do not answer.
   *
   * @default - as upstream releases it
   */
  readonly webhooks?: OperatorWebhookProps;
  /**
   * How many pods a drain of nodes may take away at once.
   *
   * @default - there is no budget
   */
  readonly podDisruptionBudget?: DisruptionBudgetProps;
  /**
   * Whether the pod meets the profile `restricted` of Pod Security; with `false`, it is as upstream has it. Security
   * contexts of a `manifest` are kept, and only missing fields are added.
   *
   * @default true
   */
  readonly restricted?: boolean;
}

/** What kinds of values the settings are. */
export const operatorShapes: Shapes<OperatorProps> = {
  ...metadataShapes,
  ...shapesWithout(podShapes, 'serviceAccountName'),
  namespace: nameOrConstruct,
  crds: flag,
  manifest: text,
  clusterDomain: text,
  certificate: props<ExistingCertificate>({
    secretName: required(text),
    caBundle: required(text),
  }),
  image: text,
  replicas: count,
  leaderElection: flag,
  watchNamespaces: list('names', text),
  webhooks: webhooksShape,
  podDisruptionBudget: disruptionBudgetShape,
  restricted: flag,
};

/** The settings of an operator, with the namespace that it comes to. */
export type PlacedOperatorProps<P extends OperatorProps = OperatorProps> = Omit<P, 'namespace'> & {
  readonly namespace: string;
};

/**
 * Checks the settings that both operators share, save for the certificate.
 *
 * @throws naming the setting, the rule and the value
 */
export function checkOperatorProps(props: PlacedOperatorProps, operator: OperatorManifest): void {
  const { image, replicas, leaderElection, watchNamespaces } = props;
  refuse(
    ...metadataProblems(props),
    image === undefined ? undefined : imageProblem('image', image),
    wholeNumberProblem('replicas', replicas, 1),
    leaderElection === false && (replicas ?? 1) > 1
      ? `leaderElection must not be false with replicas ${replicas}, which would all work at once`
      : undefined,
    ...(watchNamespaces === undefined ? [] : watchProblems(watchNamespaces)),
    ...webhooksProblems(props, operator),
    ...podProblems(props, {
      volumes: [certificateVolume],
      mounts: [certificateFolder],
      security: securityOf(props),
    }),
    ...disruptionBudgetProblems(props.podDisruptionBudget),
  );
}

function watchProblems(namespaces: readonly string[]): (string | undefined)[] {
  const twice = namespaces.find((name, index) => namespaces.indexOf(name) !== index);
  return [
    listProblem('watchNamespaces', namespaces, 'names'),
    ...namespaces.map((name) => namespaceProblem(name, 'watchNamespaces')),
    twice && `watchNamespaces must name each namespace once, got '${twice}' twice`,
  ];
}

/** Why an operator would not see the custom resources of a namespace; undefined when it does. */
export function unwatchedProblem(
  what: string,
  props: Pick<OperatorProps, 'watchNamespaces'> | undefined,
  namespace: string,
): string | undefined {
  const watched = props?.watchNamespaces;
  return !Array.isArray(watched) || watched.includes(namespace)
    ? undefined
    : `${what}.watchNamespaces must hold ${namespace}, where the stack's own resources are, got ${watched.join(', ')}`;
}

/** Name of the volume with the certificate of the webhook server. */
export const certificateVolume = 'cert';

/** Where the webhook server looks for it. */
export const certificateFolder = '/tmp/k8s-webhook-server/serving-certs';

/** The security context of a container of an operator, over what upstream says there. */
export function securityOf<U extends object>(
  { restricted = true }: Pick<OperatorProps, 'restricted'>,
  upstream?: U,
) {
  return restricted ? { ...upstream, ...restrictedContainer() } : upstream;
}
