import type { k8s } from 'cdk8s-plus-27';
import type { LabelSelector } from '../../../imports/kubernetes.ts';
import type { OperatorManifest, OperatorWebhook } from '../../upstream/operator/manifest.ts';
import type { Written } from '../kubernetes/kube-object.ts';
import { kubernetesType } from '../props/kubernetes-type.ts';
import { oneOfProblem, wholeNumberProblem } from '../props/refuse.ts';
import { count, props, type Shape, text } from '../props/shape.ts';

type FailurePolicy = OperatorWebhook['failurePolicy'];

/** For which objects the API server calls the operator's webhooks, and what happens if they do not answer. */
export interface OperatorWebhookProps {
  /**
   * What happens to custom resources that are written while the operator does not answer: `Fail` refuses them,
   * `Ignore` accepts them without the operator's defaults and checks.
   *
   * @default 'Fail'
   */
  readonly failurePolicy?: FailurePolicy;
  /**
   * What happens to workloads (pods for the OpenTelemetry operator, Deployments for that of Jaeger) that are written
   * while the operator does not answer: with `Ignore` they start without what they ask to be injected; with `Fail`,
   * which needs `namespaceSelector`, they do not start.
   *
   * @default 'Ignore'
   */
  readonly workloadFailurePolicy?: FailurePolicy;
  /**
   * Namespaces, by their labels, for whose workloads the webhooks are called.
   *
   * @default - all namespaces
   */
  readonly namespaceSelector?: LabelSelector;
  /**
   * Seconds that the API server waits for an answer, 1 to 30.
   *
   * @default - Kubernetes' own, 10
   */
  readonly timeoutSeconds?: number;
}

/** What kinds of values they are. */
export const webhooksShape: Shape<OperatorWebhookProps | undefined> = props<OperatorWebhookProps>({
  failurePolicy: text,
  workloadFailurePolicy: text,
  namespaceSelector: kubernetesType<LabelSelector>('LabelSelector'),
  timeoutSeconds: count,
});

const policies = ['Fail', 'Ignore'];

/** Why the API server cannot be told so, undefined entries where it can. */
export function webhooksProblems(
  {
    webhooks = {},
    namespace,
  }: { readonly webhooks?: OperatorWebhookProps; readonly namespace: string },
  operator: OperatorManifest,
): (string | undefined)[] {
  const { failurePolicy, workloadFailurePolicy, namespaceSelector, timeoutSeconds } = webhooks;
  const own = namespaceSelector?.matchLabels?.['kubernetes.io/metadata.name'] === namespace;
  return [
    oneOfProblem('webhooks.failurePolicy', failurePolicy, policies),
    oneOfProblem('webhooks.workloadFailurePolicy', workloadFailurePolicy, policies),
    wholeNumberProblem('webhooks.timeoutSeconds', timeoutSeconds, 1, 30),
    workloadFailurePolicy === 'Fail' && (namespaceSelector === undefined || own)
      ? `webhooks.workloadFailurePolicy must be Fail with a namespaceSelector alone that leaves out ${namespace}, or nothing starts while the ${operator.title} is down, itself included`
      : undefined,
  ];
}

/** A webhook with what the props say of it. */
export interface KnobbedWebhook extends OperatorWebhook {
  readonly namespaceSelector?: Written<k8s.LabelSelector> | undefined;
  readonly timeoutSeconds?: number | undefined;
}

/** A webhook of an operator as the props have it. */
export function withKnobs(
  operator: OperatorManifest,
  webhook: OperatorWebhook,
  props: OperatorWebhookProps = {},
): KnobbedWebhook {
  const { failurePolicy, workloadFailurePolicy, timeoutSeconds } = props;
  // the same type but for its lists, which must not be changed
  const namespaceSelector = props.namespaceSelector as Written<k8s.LabelSelector> | undefined;
  if (webhook.apiGroup !== operator.group) {
    const policy = workloadFailurePolicy ?? webhook.failurePolicy;
    return { ...webhook, failurePolicy: policy, namespaceSelector, timeoutSeconds };
  }
  // a deletion is let through anyway
  const policy = webhook.failurePolicy === 'Ignore' ? 'Ignore' : (failurePolicy ?? 'Fail');
  return { ...webhook, failurePolicy: policy, timeoutSeconds };
}
