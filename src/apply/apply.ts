import { requirementChecks } from '../verify/kubernetes/requirements.ts';
import { type ApplyContext, Stopped } from './context.ts';
import { atHome } from './home.ts';
import { applyArguments, complaintsOf, inputOf } from './kubectl.ts';
import {
  type AtHome,
  groupKind,
  kindsOf,
  namespacesOf,
  parentManifest,
  parentOf,
  readParent,
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
export async function apply(given: ApplyContext): Promise<void> {
  const context = await atHome(given);
  const { plan, listener } = context;
  await refuseUnmet(context, (name) => !isInNewNamespace(context, name));
  const parent = parentOf(context);
  const id = setId(parent);
  const former = await readParent(context);
  let named = false;
  for (const [index, step] of plan.steps.entries()) {
    listener.onStep?.(step, index + 1, plan.steps.length);
    // the set is in one of the namespaces that come first
    if (step.id !== 'namespaces' && !named) {
      await refuseUnmet(context, (name) => isInNewNamespace(context, name));
      await nameMembers(context, kindsOf(former), namespacesOf(former));
      named = true;
    }
    await applyObjects(context, step, id);
    await waitForAll(context, step.waits);
  }
  const kept = await prune(context, id, kindsOf(former));
  if (context.prune && named) {
    await nameMembers(
      context,
      kept.map(groupKind),
      kept.map(({ namespace }) => namespace),
    );
  }
}

/** Writes into the parent which kinds its members are of, and where they are: those of before, too, until they are pruned. */
async function nameMembers(
  context: AtHome,
  kinds: readonly string[],
  namespaces: readonly string[],
): Promise<void> {
  const objects = context.plan.steps.flatMap((step) => step.objects);
  const parent = parentManifest(
    parentOf(context),
    [...objects.map(groupKind), ...kinds],
    [...objects.map(({ namespace }) => namespace), ...namespaces],
  );
  const answer = await context.kubectl(applyArguments(), inputOf([parent]));
  if (answer.code !== 0) {
    throw new Stopped('the API server has refused the set of these objects', complaintsOf(answer));
  }
}

/** What the manifests need and do not bring must be there, before anything is changed. */
async function refuseUnmet(
  { verify }: ApplyContext,
  isDue: (requirement: string) => boolean,
): Promise<void> {
  const requirements = verify.model.requirements.filter(({ name }) => isDue(name));
  const model = { ...verify.model, requirements };
  for (const check of requirementChecks({ ...verify, model })) {
    const { status, message, fix } = await check.run();
    if (status === 'failed') throw new Stopped(message, [check.title], fix);
  }
}

/** Whether a requirement can be met only when the plan has made a namespace: a Secret in it. */
function isInNewNamespace({ plan }: ApplyContext, requirement: string): boolean {
  const [kind, namespace] = requirement.split('/');
  const made = plan.steps
    .flatMap(({ objects }) => objects)
    .filter((one) => one.kind === 'Namespace');
  return kind === 'secret' && made.some(({ name }) => name === namespace);
}
