import type { ApplyContext, Listener } from '../../apply/context.ts';
import type { Model } from '../../model/model.ts';
import type { Plan } from '../../plan/plan.ts';
import type { KubeChoice } from '../verify/kubeconfig.ts';
import { connectTo } from '../verify/kubernetes-cluster.ts';
import { kubectlOf } from './kubectl.ts';

/** What applying and deleting are told of the cluster, and how long they wait. */
export interface ClusterChoice extends KubeChoice {
  /** Set that the objects belong to. */
  readonly set: string;
  /** Seconds to wait for one thing. */
  readonly timeout: number;
}

/** A plan, and its manifests as the cluster will see them. */
export interface Planned {
  readonly plan: Plan;
  readonly model: Model;
}

/** Seconds between two looks, and that pods must stay as they are. */
const interval = 1;
const settle = 3;

/**
 * What applying and deleting are made of.
 *
 * @throws if there is no kubeconfig or no kubectl, or the API server does not answer
 */
export async function contextFor(
  choice: ClusterChoice,
  { plan, model }: Planned,
  listener: Listener,
): Promise<ApplyContext> {
  const { cluster, namespace } = connectTo(choice);
  await cluster.version();
  return {
    plan,
    verify: { model, findings: [], cluster, namespace, timeout: choice.timeout },
    kubectl: await kubectlOf(choice),
    set: choice.set,
    force: false,
    prune: false,
    patience: { timeout: choice.timeout, interval, settle },
    listener,
  };
}
