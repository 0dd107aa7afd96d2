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
 * @throws if there is nothing to apply, no kubeconfig or no kubectl, or the API server does not answer
 */
export async function contextFor(
  choice: ClusterChoice,
  { plan, model }: Planned,
  listener: Listener,
): Promise<ApplyContext> {
  refuseUnfit(plan);
  const { cluster, namespace, context } = connectTo(choice);
  await cluster.version();
  return {
    plan,
    verify: { model, findings: [], cluster, namespace, timeout: choice.timeout },
    // somebody may choose another context in the meantime
    kubectl: await kubectlOf({ ...choice, context }),
    set: choice.set,
    force: false,
    prune: false,
    patience: { timeout: choice.timeout, interval, settle },
    listener,
  };
}

/** What has no name cannot be told from what others have, and of nothing all would be pruned. */
function refuseUnfit({ steps }: Plan): void {
  const objects = steps.flatMap((step) => step.objects);
  if (objects.length === 0) throw new Error('there is no object in these manifests');
  const nameless = objects.find(({ name }) => name === '');
  if (nameless) {
    const where = nameless.file === undefined ? '' : ` of ${nameless.file}`;
    throw new Error(`a ${nameless.kind}${where} must have a name, got none`);
  }
}
