import { type ObjectReference, titleOf } from '../model/kubernetes/reference.ts';
import { at, list } from '../upstream/values/unknown.ts';
import { type ApplyContext, identityOf, pause, placed, Stopped } from './context.ts';
import { byPlace, complaintsOf, inputOf } from './kubectl.ts';

/**
 * Deletes objects, and waits until they are gone, and what operators have made of them.
 *
 * @param made - what has to go by itself
 * @throws Stopped when one is not gone in time
 */
export async function removeObjects(
  context: ApplyContext,
  objects: readonly ObjectReference[],
  made: readonly ObjectReference[] = [],
): Promise<void> {
  if (objects.length === 0) return;
  const identities = objects.map(identityOf);
  for (const { place, objects: part } of byPlace(identities, context.verify.namespace)) {
    const answer = await context.kubectl(
      ['delete', ...place, '--ignore-not-found', '--wait=false', '-f', '-'],
      inputOf(part),
    );
    if (answer.code !== 0) {
      throw new Stopped('the API server refused to delete', complaintsOf(answer));
    }
  }
  await waitUntilGone(context, [...objects, ...made]);
  for (const object of objects) context.listener.onChange?.(object, 'deleted');
}

async function waitUntilGone(
  context: ApplyContext,
  objects: readonly ObjectReference[],
): Promise<void> {
  const { patience, verify, listener } = context;
  const begin = Date.now();
  for (;;) {
    const found = await Promise.all(
      objects.map(async (object) => ({
        object,
        live: await verify.cluster.read(placed(context, object)),
      })),
    );
    const left = found.filter(({ live }) => live !== undefined);
    const [first] = left;
    if (!first) return;
    const seconds = (Date.now() - begin) / 1000;
    const finalizers = list(at(first.live, 'metadata', 'finalizers'));
    const why = finalizers.length === 0 ? '' : `, held by finalizers ${finalizers.join(', ')}`;
    const titles = left.map(({ object }) => titleOf(object));
    if (seconds >= patience.timeout) {
      throw new Stopped(
        `${titles[0]} is still there after ${Math.round(seconds)} s${why}`,
        titles.slice(1).map((title) => `${title} is still there`),
        finalizers.length === 0 ? undefined : 'the operator that removes these finalizers must run',
      );
    }
    listener.onGoing?.(titles, seconds);
    await pause(patience.interval);
  }
}
