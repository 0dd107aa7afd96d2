import { groupBy } from '../model/kubernetes/group.ts';
import type { KubeObject } from '../model/kubernetes/objects.ts';
import type { Model, UsedEdge } from '../model/model.ts';

/**
 * What takes spans, or is made into pods by an operator, in tiers: what a tier sends to is in those before it. Of those who send to each
 * other in a circle, the first in the order of the manifests comes first.
 */
export function readTiers(model: Model): KubeObject[][] {
  const members = membersOf(model);
  const needs = needsOf(model, members);
  const ranks = new Map<KubeObject, number>();
  const open = new Set<KubeObject>();
  const rankOf = (object: KubeObject): number => {
    const known = ranks.get(object);
    if (known !== undefined) return known;
    open.add(object);
    const before = [...(needs.get(object) ?? [])].filter((needed) => !open.has(needed));
    const rank = Math.max(-1, ...before.map(rankOf)) + 1;
    open.delete(object);
    ranks.set(object, rank);
    return rank;
  };
  const tiers: KubeObject[][] = [];
  for (const object of [...members].sort((a, b) => a.order - b.order)) {
    const rank = rankOf(object);
    tiers[rank] = [...(tiers[rank] ?? []), object];
  }
  // of a circle, a rank may have no member
  return tiers.filter((tier) => tier !== undefined);
}

function membersOf(model: Model): Set<KubeObject> {
  const operators = new Set(model.operators.map(({ workload }) => workload.object));
  const receivers = model.usedEdges.flatMap(({ target }) =>
    target.kind === 'service' && target.service.owner ? [target.service.owner] : [],
  );
  const members = new Set([
    ...model.customResources.map(({ object }) => object),
    ...model.collectors.map(({ object }) => object),
    ...receivers,
  ]);
  for (const job of storageJobs(model)) members.add(job.sender.client);
  for (const operator of operators) members.delete(operator);
  return members;
}

function needsOf(model: Model, members: ReadonlySet<KubeObject>): Map<KubeObject, Set<KubeObject>> {
  const needs = new Map<KubeObject, Set<KubeObject>>();
  const add = (object: KubeObject, needed: KubeObject) => {
    if (object === needed || !members.has(object) || !members.has(needed)) return;
    needs.set(object, (needs.get(object) ?? new Set()).add(needed));
  };
  for (const { sender, target } of model.usedEdges) {
    if (target.kind === 'service' && target.service.owner) add(sender.client, target.service.owner);
  }
  // a Job that makes the indices goes before those who write to the same store
  const jobs = storageJobs(model);
  const atStore = groupBy(model.usedEdges, storeOf);
  for (const job of jobs) {
    for (const { sender } of atStore.get(storeOf(job)) ?? []) {
      if (sender.client.kind !== 'Job') add(sender.client, job.sender.client);
    }
  }
  return needs;
}

/** What Jobs send to the stores of spans. */
function storageJobs({ usedEdges }: Model): UsedEdge[] {
  return usedEdges.filter(
    ({ sender }) => sender.kind === 'index-job' && sender.client.kind === 'Job',
  );
}

function storeOf({ address, port, sender, target }: UsedEdge): string {
  return target.kind === 'service'
    ? `${target.service.namespace}/${target.service.name}`
    : [address?.host ?? sender.address, port].join(':');
}
