import { titleOf } from '../model/kubernetes/reference.ts';
import { laterNamespaces } from '../plan/later-namespaces.ts';
import type { Plan } from '../plan/plan.ts';
import { at, isRecord, list } from '../upstream/values/unknown.ts';
import { nameOf, namespaceOf } from '../verify/kubernetes/names.ts';
import { type ApplyContext, answered, Stopped } from './context.ts';
import { complaintsOf } from './kubectl.ts';
import { type AtHome, isOwnParent, parentOf, parentsSelector, setId, setOf } from './members.ts';
import { readLive } from './step.ts';

/**
 * A context whose set is where it was made first. A new set is in the namespace that has most objects of the plan; later, others may have more, and the
 * set stays where it is: it is known by what bears its label.
 *
 * @throws Stopped when the objects of the plan are of two sets of that name
 */
export async function atHome(context: ApplyContext): Promise<AtHome> {
  const usual = { ...context, home: homeOf(context.plan) || context.verify.namespace };
  if (await context.verify.cluster.read(parentOf(usual))) return usual;
  const others = await otherHomes(usual);
  if (others.length === 0) return usual;
  const objects = context.plan.steps.flatMap((step) => step.objects);
  const sets = new Set((await readLive(context, objects)).map(({ before }) => setOf(before)));
  const former = others.filter((home) => sets.has(setId(parentOf({ ...context, home }))));
  const [home, ...more] = former;
  if (home === undefined) return usual;
  if (more.length === 0) return { ...context, home };
  throw new Stopped(
    `these objects belong to several sets called ${context.set}: ${former.map((one) => titleOf(parentOf({ ...context, home: one }))).join(', ')}`,
    [],
    'apply the manifests of each set separately, with --set for all but one',
  );
}

/** Namespaces of other sets of the same name. */
async function otherHomes(context: AtHome): Promise<string[]> {
  const { kubectl, listener, set } = context;
  const answer = await kubectl(['get', 'ConfigMap', '-A', '-l', parentsSelector, '-o', 'json']);
  if (answer.code !== 0) {
    const [reason = ''] = complaintsOf(answer);
    listener.onNote?.(`cannot tell whether the set ${set} is in another namespace: ${reason}`);
    return [];
  }
  return list(at(answered(answer, `where the set ${set} is`), 'items'))
    .filter(isRecord)
    .filter((parent) => nameOf(parent) === set && isOwnParent(parent))
    .map(namespaceOf)
    .filter((namespace) => namespace !== context.home);
}

/** The namespace with most objects of a plan that are not shared, and that is there when they are applied; the first of those. */
function homeOf({ steps }: Plan): string {
  const counts = new Map<string, number>();
  const objects = steps.flatMap((step) => step.objects);
  const later = laterNamespaces(objects);
  for (const { namespace, shared, serves } of objects) {
    if (namespace && !later.has(namespace) && !shared && serves === undefined) {
      counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
    }
  }
  const most = Math.max(...counts.values());
  return [...counts].find(([, count]) => count === most)?.[0] ?? '';
}
