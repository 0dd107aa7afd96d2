import { isDeepStrictEqual } from 'node:util';
import { titleOf } from '../model/kubernetes/reference.ts';
import type { PlannedObject, Step } from '../plan/step.ts';
import { at, number, record, text, type UnknownRecord } from '../upstream/values/unknown.ts';
import { type ApplyContext, type Change, identityOf, pause, placed, Stopped } from './context.ts';
import {
  applyArguments,
  byPlace,
  complaintsOf,
  fieldManager,
  guestManager,
  inputOf,
  isUnanswered,
  type KubectlAnswer,
  patchArguments,
} from './kubectl.ts';
import { asMember, isOurs } from './members.ts';

/** What the cluster has of an object before it is applied. */
export interface Live {
  readonly object: PlannedObject;
  /** Undefined where it has none. */
  readonly before: UnknownRecord | undefined;
}

/** How an object is written. */
export type Writing =
  | { readonly way: 'apply'; readonly manifest: UnknownRecord; readonly manager: string }
  | { readonly way: 'patch'; readonly type: string; readonly patch: UnknownRecord };

/** What the cluster has of the objects of a step. */
export function readLive(
  { verify }: ApplyContext,
  objects: readonly PlannedObject[],
): Promise<Live[]> {
  return Promise.all(
    objects.map(async (object) => ({
      object,
      before: await verify.cluster.read(placed({ verify }, object)),
    })),
  );
}

/**
 * How an object is written: whole, or of somebody else's object our part.
 *
 * @param id - the set that it becomes a member of
 * @throws Stopped where its owner has not made it yet
 */
export async function writingOf(
  context: ApplyContext,
  { object, before }: Live,
  id: string,
): Promise<Writing> {
  const { shared, manifest } = object;
  const ours = isOurs(object, before, id);
  if (shared && before === undefined && !shared.mayCreate) {
    throw new Stopped(
      `there is no ${titleOf(object)}, and the manifests have only a part of it`,
      [],
      'install what reads it first, or leave its file out',
    );
  }
  if (shared && before !== undefined && !(ours && shared.mayCreate)) {
    return { way: 'patch', type: shared.type, patch: shared.patch };
  }
  const scaled = await replicasOf(context, object, before);
  const whole =
    scaled === undefined
      ? manifest
      : { ...manifest, spec: { ...record(manifest.spec), replicas: scaled } };
  return ours
    ? { way: 'apply', manifest: asMember(whole, id), manager: fieldManager }
    : { way: 'apply', manifest: whole, manager: guestManager };
}

/**
 * Replicas to apply in place of those that are written, for a workload that an autoscaler looks after: those that it has now, so that
 * nothing is scaled, and the autoscaler owns them as before. Undefined where the written ones count.
 */
async function replicasOf(
  context: ApplyContext,
  object: PlannedObject,
  before: UnknownRecord | undefined,
): Promise<number | undefined> {
  const written = number(at(object.manifest, 'spec', 'replicas'));
  const live = number(at(before, 'spec', 'replicas'));
  if (written === undefined || live === undefined || written === live) return undefined;
  const { namespace } = placed(context, object);
  const scalers = await context.verify.cluster.list({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    namespace,
  });
  const scaled = scalers.some((scaler) => {
    const target = at(scaler, 'spec', 'scaleTargetRef');
    const named = { kind: text(at(target, 'kind')) ?? '', name: text(at(target, 'name')) ?? '' };
    return titleOf({ ...named, namespace }) === titleOf({ ...object, namespace });
  });
  return scaled ? live : undefined;
}

/** A call of kubectl for manifests that are applied whole. */
interface WholeCall {
  readonly manager: string;
  /** Arguments that tell the namespace of those that name none. */
  readonly place: readonly string[];
  readonly objects: readonly UnknownRecord[];
}

/** What is applied whole, in calls for one manager each. */
export function wholeCalls(writings: readonly Writing[], namespace: string): WholeCall[] {
  const whole = writings.flatMap((writing) => (writing.way === 'apply' ? [writing] : []));
  return [fieldManager, guestManager].flatMap((manager) => {
    const managed = whole.filter((one) => one.manager === manager);
    const manifests = managed.map(({ manifest }) => manifest);
    return byPlace(manifests, namespace).map((call) => ({ manager, ...call }));
  });
}

/**
 * Applies the objects of a step, those that are applied whole together, and tells of each what has become of it.
 *
 * @throws Stopped when the API server refuses one
 */
export async function applyObjects(
  context: ApplyContext,
  { objects }: Pick<Step, 'objects'>,
  id: string,
): Promise<void> {
  const live = await readLive(context, objects);
  const writings = await Promise.all(live.map((one) => writingOf(context, one, id)));
  for (const call of wholeCalls(writings, context.verify.namespace)) {
    await applyPatiently(context, call);
  }
  for (const [index, writing] of writings.entries()) {
    const object = live[index]?.object;
    if (writing.way === 'patch' && object) {
      await patchObject(context, object, writing.type, writing.patch);
    }
  }
  const after = await readLive(context, objects);
  for (const [index, { object, before }] of live.entries()) {
    const change = changeOf(before, after[index]?.before);
    const note = writings[index]?.way === 'patch' ? 'only our part of it' : undefined;
    context.listener.onChange?.(object, change, note);
  }
}

function changeOf(before: UnknownRecord | undefined, after: UnknownRecord | undefined): Change {
  if (before === undefined) return 'created';
  return isDeepStrictEqual(versionOf(before), versionOf(after)) ? 'unchanged' : 'changed';
}

/** What changes with an object, and not with its status, as far as its kind counts generations; and its labels, which are ours, too. */
function versionOf(object: UnknownRecord | undefined): readonly unknown[] {
  const { generation, resourceVersion, labels } = record(at(object, 'metadata'));
  return [generation ?? resourceVersion, labels];
}

/** Applies manifests; while the API server does not reach a webhook, again. */
async function applyPatiently(
  { kubectl, patience, listener, force }: ApplyContext,
  { manager, place, objects }: WholeCall,
): Promise<void> {
  const args = applyArguments([...place, ...(force ? ['--force-conflicts'] : [])], manager);
  const begin = Date.now();
  for (;;) {
    const answer = await kubectl(args, inputOf(objects));
    if (answer.code === 0) return;
    const seconds = (Date.now() - begin) / 1000;
    if (!isUnanswered(answer) || seconds >= patience.timeout) throw refusal(answer);
    listener.onNote?.(`a webhook cannot be reached yet: ${complaintsOf(answer).at(-1) ?? ''}`);
    await pause(patience.interval);
  }
}

/**
 * Changes a part of an object of somebody else.
 *
 * @throws Stopped when the API server refuses it
 */
export async function patchObject(
  context: ApplyContext,
  object: PlannedObject,
  type: string,
  part: UnknownRecord,
): Promise<void> {
  const answer = await context.kubectl(
    patchArguments(type, part),
    inputOf([identityOf(placed(context, object))]),
  );
  if (answer.code !== 0) throw refusal(answer);
}

/** Why the API server has not taken something, and what to do about it. */
export function refusal(answer: KubectlAnswer): Stopped {
  const lines = complaintsOf(answer);
  const conflict = lines.some((line) => /conflict/i.test(line));
  return new Stopped(
    'the API server refused it',
    lines,
    conflict
      ? 'others own these fields: --force-conflicts takes them over, or leave them out'
      : undefined,
  );
}
