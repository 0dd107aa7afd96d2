import type { Wait } from '../plan/step.ts';
import { at, number, record, type UnknownRecord } from '../upstream/values/unknown.ts';
import { failed, passed } from '../verify/check.ts';
import { conditionOf } from '../verify/kubernetes/names.ts';
import { healthOf, readWorkload } from '../verify/kubernetes/workload-health.ts';
import { type ApplyContext, type Look, placed } from './context.ts';

/** Whether a workload has all its pods, of its newest template and no others, and they are ready. */
export async function rolloutOutcome(context: ApplyContext, wait: Wait): Promise<Look> {
  const { cluster } = context.verify;
  const { kind, namespace, name } = placed(context, wait.object);
  const reference = { kind, namespace, name };
  const workload = await readWorkload(cluster, reference);
  if (!workload) {
    const why = wait.madeOf
      ? `it has not been created from ${wait.madeOf}`
      : 'the cluster has none';
    return failed(why, {
      fix: wait.madeOf
        ? 'see the log of the operator and the events of the custom resource'
        : undefined,
    });
  }
  const progress = conditionOf(workload, 'Progressing');
  if (progress?.status === 'False') {
    const health = await healthOf(cluster, reference, failed(''));
    return { ...failed(`the rollout has failed: ${progress.message}`, health), final: true };
  }
  const missing = missingOf(workload);
  if (missing === undefined) return passed();
  // it looks at pods and logs, and tells what keeps them
  const health = await healthOf(cluster, reference, failed(''));
  const { evidence, fix, hop } = health;
  return failed(missing, { evidence, fix, hop });
}

/** What a rollout lacks to its end; undefined when it has ended. */
function missingOf(workload: UnknownRecord): string | undefined {
  const status = record(workload.status);
  const generation = number(at(workload, 'metadata', 'generation')) ?? 0;
  if ((number(status.observedGeneration) ?? 0) < generation) {
    return 'its controller has not seen its newest settings yet';
  }
  const daemons = number(status.desiredNumberScheduled);
  const desired = daemons ?? number(at(workload, 'spec', 'replicas')) ?? 1;
  const updated = number(status.updatedNumberScheduled) ?? number(status.updatedReplicas) ?? 0;
  const toUpdate = desired - leftAlone(workload, desired);
  if (updated < toUpdate) return `${updated} of ${toUpdate} pods have the newest template`;
  const all = daemons ?? number(status.replicas) ?? 0;
  if (all > desired) return `${all - desired} pods of the old template are still there`;
  const available = number(status.numberAvailable) ?? number(status.availableReplicas);
  const ready = available ?? number(status.numberReady) ?? number(status.readyReplicas) ?? 0;
  return ready < desired ? `${ready} of ${desired} pods are available` : undefined;
}

/** How many pods keep their former template, because the workload says so. */
function leftAlone(workload: UnknownRecord, desired: number): number {
  const strategy = record(at(workload, 'spec', 'updateStrategy'));
  if (strategy.type === 'OnDelete') return desired;
  return Math.min(desired, number(at(strategy, 'rollingUpdate', 'partition')) ?? 0);
}
