import { pathText } from '../model/kubernetes/objects.ts';
import { titleOf } from '../model/kubernetes/reference.ts';
import type { PlannedObject } from '../plan/step.ts';
import { oneLine } from '../upstream/values/shown.ts';
import { at, isRecord, list, text, type UnknownRecord } from '../upstream/values/unknown.ts';
import { differences } from '../verify/kubernetes/as-written.ts';
import { shown } from '../verify/kubernetes/names.ts';
import { type ApplyContext, identityOf, placed, Stopped } from './context.ts';
import { atHome } from './home.ts';
import {
  applyArguments,
  complaintsOf,
  inputOf,
  type KubectlAnswer,
  patchArguments,
} from './kubectl.ts';
import { parentOf, readParent, setId } from './members.ts';
import { type Live, readLive, refusal, type Writing, wholeCalls, writingOf } from './step.ts';

/** A step as it would be written now. */
interface Rehearsed {
  /** What can be tried. */
  readonly tried: readonly (Live & { readonly writing: Writing })[];
  /** What cannot, because something that comes before it is not there yet. */
  readonly early: readonly PlannedObject[];
}

/**
 * Has the API server act as if each step were applied, webhooks and all, and changes nothing.
 *
 * @throws Stopped when it refuses something
 */
export async function rehearse(context: ApplyContext): Promise<void> {
  const force = context.force ? ['--force-conflicts'] : [];
  for await (const { tried, early } of rehearsed(context)) {
    for (const { manager, place, objects } of wholeCalls(
      writingsOf(tried),
      context.verify.namespace,
    )) {
      const args = applyArguments([...place, '--dry-run=server', ...force], manager);
      await accepted(context.kubectl(args, inputOf(objects)));
    }
    for (const { object, writing } of tried) {
      if (writing.way === 'patch') {
        const args = patchArguments(writing.type, writing.patch, ['--dry-run=server']);
        await accepted(context.kubectl(args, inputOf([identityOf(placed(context, object))])));
      }
      context.listener.onNote?.(`the API server accepts ${titleOf(object)}`);
    }
    for (const object of early) {
      const title = titleOf(object);
      context.listener.onNote?.(
        `${title} cannot be checked before its namespace and its kind exist`,
      );
    }
  }
}

/** What applying would change, as kubectl shows it. */
export async function* differencesOf(context: ApplyContext): AsyncGenerator<string> {
  for await (const { tried, early } of rehearsed(context)) {
    yield* wholeDifferences(context, writingsOf(tried));
    for (const { object, before, writing } of tried) {
      if (writing.way !== 'patch') continue;
      const title = titleOf(object);
      for (const line of patchLines(writing.patch, before)) {
        yield `${oneLine(`~ ${title}: ${line}`)}\n`;
      }
    }
    for (const object of early) yield `${oneLine(`+ ${titleOf(object)}`)}\n`;
  }
}

async function* wholeDifferences(
  { kubectl, verify, force }: ApplyContext,
  writings: readonly Writing[],
): AsyncGenerator<string> {
  const more = force ? ['--force-conflicts'] : [];
  for (const { manager, place, objects } of wholeCalls(writings, verify.namespace)) {
    const args = ['diff', '--server-side', `--field-manager=${manager}`, ...more, ...place];
    const answer = await kubectl([...args, '-f', '-'], inputOf(objects));
    // 1 says that there are differences, which are shown then
    const differs = answer.code === 1 && answer.stdout !== '';
    if (answer.code !== 0 && !differs) throw refusal(answer);
    if (answer.stdout !== '') yield answer.stdout;
  }
}

async function* rehearsed(given: ApplyContext): AsyncGenerator<Rehearsed> {
  const context = await atHome(given);
  await readParent(context);
  const id = setId(parentOf(context));
  const missing = new Set<string>();
  for (const [index, step] of context.plan.steps.entries()) {
    context.listener.onStep?.(step, index + 1, context.plan.steps.length);
    const live = await readLive(context, step.objects);
    const early = live.filter(({ object }) => needsOf(object).some((need) => missing.has(need)));
    for (const { object, before } of live) if (!before) missing.add(bringsOf(object));
    const ready = live.filter((one) => !early.includes(one));
    const tried = await Promise.all(
      ready.map(async (one) => ({ ...one, writing: await writingOf(context, one, id) })),
    );
    yield { tried, early: early.map(({ object }) => object) };
  }
}

function needsOf({ apiVersion, kind, namespace }: PlannedObject): string[] {
  return [`namespace ${namespace}`, `kind ${apiVersion.split('/')[0]}/${kind}`];
}

/** What others cannot be tried without. */
function bringsOf({ kind, name, manifest }: PlannedObject): string {
  if (kind === 'Namespace') return `namespace ${name}`;
  const group = text(at(manifest, 'spec', 'group'));
  return `kind ${group}/${text(at(manifest, 'spec', 'names', 'kind'))}`;
}

function writingsOf(tried: Rehearsed['tried']): Writing[] {
  return tried.map(({ writing }) => writing);
}

function patchLines(patch: UnknownRecord, live: unknown): string[] {
  const containers = ['spec', 'template', 'spec', 'containers'];
  const wanted = list(at(patch, ...containers));
  if (wanted.length === 0) return linesOf(differences(patch, live));
  return wanted.flatMap((container) => {
    const name = at(container, 'name');
    const found = list(at(live, ...containers)).find((one) => isRecord(one) && one.name === name);
    return linesOf(differences(container, found)).map((line) => `container ${name}: ${line}`);
  });
}

function linesOf(found: ReturnType<typeof differences>): string[] {
  return found.map(
    ({ path, written, live }) =>
      `${pathText(path)} is ${shown(live)}, and becomes ${shown(written)}`,
  );
}

async function accepted(answering: Promise<KubectlAnswer>): Promise<void> {
  const answer = await answering;
  if (answer.code !== 0) {
    throw new Stopped('the API server would refuse it', complaintsOf(answer), refusal(answer).fix);
  }
}
