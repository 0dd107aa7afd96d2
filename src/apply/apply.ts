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
import { Needs } from './needs/unmet.ts';
import { prune } from './prune.ts';
import { applyObjects } from './step.ts';
import { waitForAll } from './waiting.ts';

/**
 * Carries out a plan: applies each step, and waits for what the next one needs. After an interruption a new run continues, because
 * what is applied already is found unchanged; a run after all is done changes nothing.
 *
 * @throws Stopped at the first thing that goes wrong
 */
export async function apply(given: ApplyContext): Promise<void> {
  const context = await atHome(given);
  const { plan, listener } = context;
  const needs = new Needs(context);
  await needs.beforeAll();
  const parent = parentOf(context);
  const id = setId(parent);
  const former = await readParent(context);
  let named = false;
  for (const [index, step] of plan.steps.entries()) {
    listener.onStep?.(step, index + 1, plan.steps.length);
    await needs.before(step);
    // the set is in one of the namespaces that come first
    if (step.id !== 'namespaces' && !named) {
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
    throw new Stopped('the API server refused the ConfigMap of the set', complaintsOf(answer));
  }
}
