import { type ObjectReference, titleOf } from '../model/kubernetes/reference.ts';
import { type DeletionStep, deletionOf } from '../plan/deletion.ts';
import type { PlannedObject } from '../plan/step.ts';
import { listed } from '../upstream/values/shown.ts';
import { at, list, own, record, text, type UnknownRecord } from '../upstream/values/unknown.ts';
import { type Cluster, remembered } from '../verify/cluster.ts';
import { differences } from '../verify/kubernetes/as-written.ts';
import { nameOf, namespaceOf } from '../verify/kubernetes/names.ts';
import type { ApplyContext } from './context.ts';
import { atHome } from './home.ts';
import { type AtHome, isOurs, kindsOf, parentOf, readOwnParent, setId, setOf } from './members.ts';
import { unplannedMembers } from './prune.ts';
import { removeObjects } from './removing.ts';
import { type Live, patchObject, readLive } from './step.ts';

/**
 * Deletes what a plan has applied, the other way round. What others have made stays, without our part, and so does what others still use.
 *
 * @throws Stopped at the first thing that goes wrong
 */
export async function deleteAll(given: ApplyContext): Promise<void> {
  const context = await atHome(given);
  const steps = deletionOf(context.plan);
  const id = setId(parentOf(context));
  const left = await unplannedMembers(context, id, kindsOf(await readOwnParent(context)));
  const goes: Going = { id, left, isTheirs: await isOfAnotherSet(context, id) };
  for (const [index, step] of steps.entries()) {
    context.listener.onStep?.(step, index + 1, steps.length);
    // the parent of the set is in one of the namespaces that go last
    if (step.id === 'namespaces') await removeParent(context, goes);
    await deleteStep(context, step, goes);
  }
  await removeParent(context, goes);
  if (left.length > 0) {
    const titles = listed(left.map(titleOf));
    context.listener.onNote?.(`not in these manifests, so left as is: ${titles}`);
  }
}

/** What is deleted of a set. */
interface Going {
  /** Its id. */
  readonly id: string;
  /** Members that are in none of the manifests: with them the set stays. */
  readonly left: readonly ObjectReference[];
  /** Whether the manifests are those of another set. */
  readonly isTheirs: boolean;
}

/** Whether objects are in the cluster as those of another set, and none as ours: of shared ones no part is ours then, either. */
async function isOfAnotherSet(context: ApplyContext, id: string): Promise<boolean> {
  const objects = context.plan.steps.flatMap((step) => step.objects);
  const live = (await readLive(context, objects)).filter(({ before }) => before !== undefined);
  const isOther = (set: string | undefined) => set !== undefined && set !== id;
  return (
    live.some(({ before }) => isOther(setOf(before))) &&
    !live.some(({ object, before }) => isOurs(object, before, id))
  );
}

async function deleteStep(
  context: AtHome,
  { objects, made }: DeletionStep,
  goes: Going,
): Promise<void> {
  const live = (await readLive(context, objects)).filter(({ before }) => before !== undefined);
  const going: PlannedObject[] = [];
  for (const one of live) {
    const reason = await reasonToKeep(context, one, goes);
    if (reason === undefined) going.push(one.object);
    else {
      const undone = !goes.isTheirs && (await undo(context, one));
      const note = undone ? `${reason}; our part was removed` : reason;
      context.listener.onChange?.(one.object, 'kept', note);
    }
  }
  await removeObjects(context, going, made);
}

async function removeParent(context: AtHome, { left }: Going): Promise<void> {
  if (left.length > 0 || !(await readOwnParent(context))) return;
  await removeObjects(context, [parentOf(context)]);
}

/** Why an object is not deleted; undefined when it is. */
async function reasonToKeep(
  context: AtHome,
  { object, before }: Live,
  { id, left }: Going,
): Promise<string | undefined> {
  const set = setOf(before);
  if (set !== undefined && set !== id) return `it belongs to another set, ${set}`;
  if (object.serves !== undefined && set !== id) return `${object.serves} stays, and needs it`;
  if (!isOurs(object, before, id)) return 'others have created it';
  if (object.kind === 'CustomResourceDefinition') return usersOf(context, before);
  if (object.kind !== 'Namespace') return undefined;
  const [member] =
    context.home === object.name ? left : left.filter(({ namespace }) => namespace === object.name);
  if (member) return `${titleOf(member)} of the set ${context.set} is still there`;
  return tenantsOf(context, object.name);
}

/** Which objects of a kind would go with it. */
async function usersOf(
  { verify }: ApplyContext,
  definition: UnknownRecord | undefined,
): Promise<string | undefined> {
  const group = text(at(definition, 'spec', 'group')) ?? '';
  const kind = text(at(definition, 'spec', 'names', 'kind')) ?? '';
  const version = list(at(definition, 'spec', 'versions')).find(
    (one) => own(one, 'served') === true,
  );
  const apiVersion = `${group}/${text(own(version, 'name')) ?? ''}`;
  const left = await verify.cluster.list({ apiVersion, kind, namespace: '' });
  return stillThere(verify.cluster, left, kind);
}

/** Kinds that show that somebody uses a namespace, with their API versions. */
const tenants: Readonly<Record<string, string>> = {
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  ReplicaSet: 'apps/v1',
  CronJob: 'batch/v1',
  Job: 'batch/v1',
  PersistentVolumeClaim: 'v1',
  Service: 'v1',
  Pod: 'v1',
};

/** What others have in a namespace. */
async function tenantsOf({ verify }: ApplyContext, namespace: string): Promise<string | undefined> {
  const cluster = remembered(verify.cluster);
  for (const [kind, apiVersion] of Object.entries(tenants)) {
    const found = await cluster.list({ apiVersion, kind, namespace });
    const reason = await stillThere(cluster, found, kind);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

async function stillThere(
  cluster: Cluster,
  objects: readonly UnknownRecord[],
  kind: string,
): Promise<string | undefined> {
  const staying = await Promise.all(objects.map((object) => isStaying(cluster, object)));
  const left = objects.filter((_, index) => staying[index]);
  const [first] = left;
  if (!first) return undefined;
  const title = titleOf({ kind, namespace: namespaceOf(first), name: nameOf(first) });
  return left.length === 1
    ? `${title} is still there`
    : `${title} and ${left.length - 1} more are still there`;
}

/**
 * Whether an object stays unless somebody deletes it. What a workload has made goes with that, which is looked at itself; what a custom
 * resource has been made into stays while that is there.
 */
async function isStaying(cluster: Cluster, object: UnknownRecord): Promise<boolean> {
  const { deletionTimestamp, ownerReferences, namespace } = record(object.metadata);
  if (deletionTimestamp !== undefined) return false;
  const owners = list(ownerReferences);
  if (owners.length === 0) return true;
  const found = await Promise.all(
    owners.map((owner) => {
      const apiVersion = text(own(owner, 'apiVersion')) ?? '';
      if (!apiVersion.split('/')[0]?.includes('.')) return undefined;
      const [kind, name] = [text(own(owner, 'kind')) ?? '', text(own(owner, 'name')) ?? ''];
      return cluster.read({ apiVersion, kind, namespace: text(namespace) ?? '', name });
    }),
  );
  return found.some((owner) => owner && at(owner, 'metadata', 'deletionTimestamp') === undefined);
}

/** Takes our part out of an object of somebody else, when it is in it. */
async function undo(context: ApplyContext, { object, before }: Live): Promise<boolean> {
  const { shared } = object;
  // of one that another set has made, it is the part of that
  if (!shared || !before || setOf(before) !== undefined) return false;
  if (!hasPart(before, shared.patch)) return false;
  await patchObject(context, object, shared.type, shared.undo);
  return true;
}

/** Whether a patch would change nothing. */
function hasPart(live: UnknownRecord, patch: UnknownRecord): boolean {
  const path = ['spec', 'template', 'spec', 'containers'];
  const wanted = list(at(patch, ...path));
  if (wanted.length === 0) return differences(patch, live).length === 0;
  const containers = list(at(live, ...path));
  return wanted.every((container) =>
    containers.some((one) => differences(container, one).length === 0),
  );
}
