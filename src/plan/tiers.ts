import { groupBy } from '../model/kubernetes/group.ts';
import type { KubeObject } from '../model/kubernetes/objects.ts';
import type { Model, UsedEdge } from '../model/model.ts';

/**
 * What takes spans, or is made into pods by an operator, in tiers: what a tier sends to is in the tiers before it. Where objects send to
 * each other in a circle, the first in the order of the manifests comes first.
 */
export function readTiers(model: Model): KubeObject[][] {
  const members = membersOf(model);
  const needs = needsOf(model, members);
  const ordered = [...members].sort((a, b) => a.order - b.order);
  const ranks = new Map<KubeObject, number>();
  for (const object of ordered) rank(object, needs, ranks);
  // grouped, not indexed by rank: with circles, a rank may have no member
  return [...groupBy(ordered, (object) => ranks.get(object) ?? 0)]
    .sort(([a], [b]) => a - b)
    .map(([, tier]) => tier);
}

/** An object whose rank waits for those of what it needs. */
interface Open {
  readonly object: KubeObject;
  readonly needed: Iterator<KubeObject>;
  rank: number;
}

/** Ranks an object, and all that it needs, above what each needs. With a stack in place of recursion, since a chain may be long. */
function rank(
  first: KubeObject,
  needs: ReadonlyMap<KubeObject, ReadonlySet<KubeObject>>,
  ranks: Map<KubeObject, number>,
): void {
  const stack: Open[] = [];
  const open = new Set<KubeObject>();
  const enter = (object: KubeObject) => {
    if (ranks.has(object) || open.has(object)) return;
    open.add(object);
    const needed = (needs.get(object) ?? new Set<KubeObject>()).values();
    stack.push({ object, needed, rank: 0 });
  };
  enter(first);
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const { value: needed, done } = top.needed.next();
    if (!done) {
      raise(top, ranks.get(needed));
      enter(needed);
      continue;
    }
    ranks.set(top.object, top.rank);
    open.delete(top.object);
    stack.pop();
    raise(stack.at(-1), top.rank);
  }
}

/** Puts an object above a rank, which is unset where the object needed is in the same circle and not ranked yet. */
function raise(open: Open | undefined, rank: number | undefined): void {
  if (open !== undefined && rank !== undefined) open.rank = Math.max(open.rank, rank + 1);
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
