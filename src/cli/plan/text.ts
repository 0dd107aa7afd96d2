import { shortened } from '../../lint/shortened.ts';
import { titleOf } from '../../model/kubernetes/reference.ts';
import type { DeletionStep } from '../../plan/deletion.ts';
import type { Plan } from '../../plan/plan.ts';
import type { PlannedObject, Step, Wait, WaitKind } from '../../plan/step.ts';
import { oneLine } from '../../upstream/values/shown.ts';

/** A condition as people say it of its object. */
export const waitTexts: Readonly<Record<WaitKind, string>> = {
  active: 'is active',
  established: 'is established',
  issued: 'is issued',
  trusted: 'has a CA in each webhook',
  answering: 'answers the API server',
  'rolled-out': 'has its pods, and they are ready',
  observed: 'has been reconciled by its operator',
  complete: 'is complete',
};

/** A plan for people. */
export function planText({ requirements, steps }: Plan): string {
  const needs = requirements.map(
    ({ name, neededBy }) => `  ${name}, for ${shortened(someOf(neededBy))}`,
  );
  const patched = steps
    .flatMap(({ objects }) => objects)
    .filter(({ shared }) => shared?.mayCreate === false)
    .map((object) => `  ${titleOf(object)}, which its owner creates, and which is only patched`);
  const before = [...needs, ...patched];
  return lines([
    ...(before.length === 0 ? [] : ['what the cluster must have first:', ...before, '']),
    ...steps.flatMap((step, index) => [`${index + 1}. ${step.title}: ${step.why}`, ...body(step)]),
  ]);
}

/** The way back for people. */
export function deletionText(steps: readonly DeletionStep[]): string {
  return lines(
    steps.flatMap(({ title, why, objects, made }, index) => [
      `${index + 1}. ${title}: ${why}`,
      ...objects.map((object) => `   - ${shortened(titleOf(object))}${kept(object)}`),
      ...made.map((object) => `   wait until ${shortened(titleOf(object))} is gone`),
    ]),
  );
}

/** How many objects are named of those that need the same. */
const named = 3;

function someOf(titles: readonly string[]): string {
  if (titles.length <= named + 1) return titles.join(', ');
  return `${titles.slice(0, named).join(', ')} and ${titles.length - named} more`;
}

function body({ objects, waits }: Step): string[] {
  return [
    ...objects.map((object) => `   + ${shortened(titleOf(object))}${ours(object)}`),
    ...byReason(waits).flatMap(([why, ofReason]) => [
      ...ofReason.map(
        ({ object, until }) => `   wait until ${shortened(titleOf(object))} ${waitTexts[until]}`,
      ),
      `        because ${shortened(why)}`,
    ]),
  ];
}

/** Waits in their order, those in a row for the same reason together. */
function byReason(waits: readonly Wait[]): [why: string, waits: Wait[]][] {
  const groups: [string, Wait[]][] = [];
  for (const wait of waits) {
    const last = groups.at(-1);
    if (last?.[0] === wait.why) last[1].push(wait);
    else groups.push([wait.why, [wait]]);
  }
  return groups;
}

function ours({ shared }: PlannedObject): string {
  if (!shared) return '';
  return shared.mayCreate ? ', only its arguments if it runs already' : ', only its tracing keys';
}

function kept({ shared, serves }: PlannedObject): string {
  if (shared) return ', only our part if it existed before';
  return serves === undefined ? '' : ', unless it existed before';
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${oneLine(line)}\n`).join('');
}
