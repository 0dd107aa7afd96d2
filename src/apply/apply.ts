import { planTitle } from '../plan/step.ts';
import type { UnknownRecord } from '../upstream/values/unknown.ts';
import { requirementChecks } from '../verify/kubernetes/requirements.ts';
import { type ApplyContext, Stopped } from './context.ts';
import { applyArguments, complaintsOf, inputOf } from './kubectl.ts';
import {
  groupKind,
  kindsOf,
  namespacesOf,
  parentManifest,
  parentOf,
  parentProblem,
  setId,
} from './members.ts';
import { prune } from './prune.ts';
import { applyObjects } from './step.ts';
import { waitForAll } from './waiting.ts';

/**
 * Does what a plan says: applies each step, and waits for what the next one needs. A run that was interrupted goes on where it was, because
 * what is there already is found unchanged, and a run after all is done changes nothing.
 *
 * @throws Stopped at the first thing that goes wrong
 */
export async function apply(context: ApplyContext): Promise<void> {
  const { plan, listener, verify } = context;
  await refuseUnmet(context);
  const parent = parentOf(context);
  const id = setId(parent);
  const former = await verify.cluster.read(parent);
  const problem = former && parentProblem(former);
  if (problem) {
    throw new Stopped(`${planTitle(parent)} cannot stand for the set ${context.set}: ${problem}`);
  }
  let named = false;
  for (const [index, step] of plan.steps.entries()) {
    listener.onStep?.(step, index + 1, plan.steps.length);
    // the set is in one of the namespaces that come first
    if (step.id !== 'namespaces' && !named) {
      await nameMembers(context, former);
      named = true;
    }
    await applyObjects(context, step, id);
    await waitForAll(context, step.waits);
  }
  await prune(context, id, former);
}

/** Writes into the parent which kinds its members are of: those of before, too, until they are pruned. */
async function nameMembers(
  context: ApplyContext,
  former: UnknownRecord | undefined,
): Promise<void> {
  const objects = context.plan.steps.flatMap((step) => step.objects);
  const parent = parentManifest(
    parentOf(context),
    [...objects.map(groupKind), ...kindsOf(former)],
    [...objects.map(({ namespace }) => namespace), ...namespacesOf(former)],
  );
  const answer = await context.kubectl(applyArguments(), inputOf([parent]));
  if (answer.code !== 0) {
    throw new Stopped('the API server has refused the set of these objects', complaintsOf(answer));
  }
}

/** What the manifests need and do not bring must be there, before anything is changed. */
async function refuseUnmet({ verify }: ApplyContext): Promise<void> {
  for (const check of requirementChecks(verify)) {
    const { status, message, fix } = await check.run();
    if (status === 'failed') throw new Stopped(message, [check.title], fix);
  }
}
