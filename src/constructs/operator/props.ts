import type { k8s } from 'cdk8s-plus-27';
import { imageProblem } from '../../upstream/kubernetes/image.ts';
import { dnsSubdomainProblem, secretNameProblem } from '../../upstream/kubernetes/names.ts';
import {
  type ContainerResources,
  resourcesProblems,
  resourcesShape,
} from '../kubernetes/container-resources.ts';
import type { Written } from '../kubernetes/kube-object.ts';
import type { TracingNamespace } from '../kubernetes/namespace.ts';
import { type MetadataProps, metadataProblems, metadataShapes } from '../props/metadata.ts';
import { refuse, wholeNumberProblem } from '../props/refuse.ts';
import {
  count,
  flag,
  list,
  nameOrConstruct,
  props,
  record,
  required,
  type Shapes,
  text,
} from '../props/shape.ts';
import type { ExistingCertificate } from './webhook-certificate.ts';

/** A taint of nodes that pods tolerate. */
export interface Toleration {
  /**
   * Key of the taint.
   *
   * @default - every key, with `operator` Exists
   */
  readonly key?: string;
  /**
   * Whether the value counts.
   *
   * @default 'Equal'
   */
  readonly operator?: 'Equal' | 'Exists';
  /**
   * Value of the taint, with `operator` Equal.
   *
   * @default - the empty one
   */
  readonly value?: string;
  /**
   * Effect of the taint.
   *
   * @default - every effect
   */
  readonly effect?: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
  /**
   * Seconds that the pod stays after a taint of NoExecute has come.
   *
   * @default - for ever
   */
  readonly tolerationSeconds?: number;
}

/** Settings that the installations of both operators share. */
export interface OperatorProps extends MetadataProps {
  /**
   * Namespace that the operator runs in; all that upstream ties to its own namespace follows it.
   *
   * @default - that of the Chart around it
   */
  readonly namespace?: TracingNamespace | string;
  /**
   * Whether the CustomResourceDefinitions are part of this construct; without them, `OperatorCrds` puts them elsewhere, or the
   * cluster has them.
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
   * Names of Secrets with access to that registry.
   *
   * @default - none
   */
  readonly imagePullSecrets?: readonly string[];
  /**
   * Pods, at least 1; one works, the others wait to take over.
   *
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Compute resources of the operator's container.
   *
   * @default - upstream's requests, no limits
   */
  readonly resources?: ContainerResources;
  /**
   * Labels of the nodes that the pod may run on.
   *
   * @default - any node
   */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /**
   * Taints that the pod tolerates.
   *
   * @default - none
   */
  readonly tolerations?: readonly Toleration[];
  /**
   * PriorityClass of the pod.
   *
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;
}

/** What kinds of values the settings are. */
export const operatorShapes: Shapes<OperatorProps> = {
  ...metadataShapes,
  namespace: nameOrConstruct,
  crds: flag,
  manifest: text,
  clusterDomain: text,
  certificate: props<ExistingCertificate>({
    secretName: required(text),
    caBundle: required(text),
  }),
  image: text,
  imagePullSecrets: list('names of Secrets', text),
  replicas: count,
  resources: resourcesShape,
  nodeSelector: record(text),
  tolerations: list(
    'tolerations',
    props<Toleration>({
      key: text,
      operator: text,
      value: text,
      effect: text,
      tolerationSeconds: count,
    }),
  ),
  priorityClassName: text,
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
export function checkOperatorProps(props: OperatorProps): void {
  const { image, replicas, resources, priorityClassName, imagePullSecrets = [] } = props;
  refuse(
    ...metadataProblems(props),
    image === undefined ? undefined : imageProblem('image', image),
    wholeNumberProblem('replicas', replicas, 1),
    priorityClassName === undefined
      ? undefined
      : dnsSubdomainProblem('priorityClassName', priorityClassName),
    ...imagePullSecrets.map((name) => secretNameProblem(name, 'imagePullSecrets')),
    ...resourcesProblems(resources),
  );
}

/** The part of a pod's spec that the shared settings decide. */
export function podSettings(props: OperatorProps): Partial<Written<k8s.PodSpec>> {
  const { imagePullSecrets, nodeSelector, tolerations, priorityClassName } = props;
  return {
    imagePullSecrets: imagePullSecrets?.map((name) => ({ name })),
    nodeSelector,
    tolerations: tolerations && [...tolerations],
    priorityClassName,
  };
}
