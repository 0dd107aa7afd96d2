import { type ObjectReference, titleOf } from '../model/kubernetes/reference.ts';
import { operatorGroups } from '../upstream/operator/webhooks.ts';
import { at, isRecord, list, text, type UnknownRecord } from '../upstream/values/unknown.ts';
import { nameOf, namespaceOf } from '../verify/kubernetes/names.ts';
import { type ApplyContext, answered, placed, Stopped } from './context.ts';
import { complaintsOf } from './kubectl.ts';
import { isApplied, memberLabel } from './members.ts';
import { removeObjects } from './removing.ts';

/** Kinds with which others' objects would go. */
const neverPruned = ['Namespace', 'CustomResourceDefinition'];

/**
 * Deletes members of a set that the plan does not have any more, custom resources first, while their operators run. Without being told to
 * prune, and of what others may have put something into, it tells of them only.
 *
 * @param kinds - those that the set has had members of
 * @returns members that stay, though the plan does not have them
 */
export async function prune(
  context: ApplyContext,
  id: string,
  kinds: readonly string[],
): Promise<readonly ObjectReference[]> {
  const { listener } = context;
  const left = await unplannedMembers(context, id, kinds);
  const kept = left.filter(({ kind }) => !context.prune || neverPruned.includes(kind));
  for (const member of kept) {
    const how = context.prune
      ? 'deleting it would delete what others have in it'
      : '--prune deletes it';
    listener.onNote?.(`${titleOf(member)} is no longer in the manifests; ${how}`);
  }
  const pruned = left.filter((member) => !kept.includes(member));
  const custom = pruned.filter(({ apiVersion }) => isOfOperators(apiVersion));
  await removeObjects(context, custom);
  await removeObjects(
    context,
    pruned.filter((member) => !custom.includes(member)),
  );
  return kept;
}

/**
 * Members of a set that the plan does not have.
 *
 * @param kinds - those that the set has had members of
 */
export async function unplannedMembers(
  context: ApplyContext,
  id: string,
  kinds: readonly string[],
): Promise<ObjectReference[]> {
  const planned = context.plan.steps.flatMap(({ objects }) => objects);
  const known = new Set(planned.map((object) => keyOf(placed(context, object))));
  const members = await membersOf(context, id, kinds);
  return members.filter((member) => !known.has(keyOf(placed(context, member))));
}

/** Members of a set, of all kinds that its parent names. */
async function membersOf(
  { kubectl }: ApplyContext,
  id: string,
  kinds: readonly string[],
): Promise<ObjectReference[]> {
  const found: ObjectReference[] = [];
  for (const kind of kinds) {
    const which = ['-A', '-l', `${memberLabel}=${id}`];
    const answer = await kubectl(['get', kind, ...which, '-o', 'json', '--show-managed-fields']);
    // a kind whose definition has gone has no objects any more
    if (answer.code !== 0 && /doesn't have a resource type/.test(answer.stderr)) continue;
    if (answer.code !== 0) {
      throw new Stopped(`cannot tell which ${kind} belong to the set`, complaintsOf(answer));
    }
    // the OpenTelemetry operator gives what it makes the labels of its custom resource, also ours; its rights in the cluster have no owner
    const own = list(at(answered(answer, `which ${kind} belong to the set`), 'items'))
      .filter(isRecord)
      .filter(
        (member) => at(member, 'metadata', 'ownerReferences') === undefined && isApplied(member),
      );
    found.push(...own.map(referenceIn));
  }
  return found;
}

function referenceIn(object: UnknownRecord): ObjectReference {
  return {
    apiVersion: text(object.apiVersion) ?? '',
    kind: text(object.kind) ?? '',
    namespace: namespaceOf(object),
    name: nameOf(object),
  };
}

// a group's versions are views of one object
function keyOf({ apiVersion, kind, namespace, name }: ObjectReference): string {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return [group, kind, namespace, name].join('\n');
}

function isOfOperators(apiVersion: string): boolean {
  return operatorGroups.includes(apiVersion.split('/')[0] ?? '');
}
