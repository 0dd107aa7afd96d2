import type { Change, Listener, Stopped } from '../../apply/context.ts';
import { titleOf } from '../../model/kubernetes/reference.ts';
import type { Wait } from '../../plan/step.ts';
import { oneLine } from '../../upstream/values/shown.ts';
import type { Outcome } from '../../verify/check.ts';
import { type Colours, plain } from '../colours.ts';
import { waitTexts } from '../plan/text.ts';

/** Tells what happens, as it happens, a line each. */
export interface Report extends Listener {
  /** All is done. */
  readonly end: () => void;
  /** Something went wrong. */
  readonly stop: (error: Stopped) => void;
}

/** Seconds between two lines about the same wait. */
const every = 5;
const changes: readonly Change[] = ['created', 'changed', 'unchanged', 'deleted', 'kept'];

/**
 * A report on what applying or deleting does.
 *
 * @param colours - for a terminal
 * @default colours - none
 */
export function reportOn(print: (text: string) => void, colours: Colours = plain): Report {
  const begin = Date.now();
  const counts = new Map<Change, number>();
  const told = new Map<Wait, { seconds: number; evidence: Set<string> }>();
  let going = 0;
  const line = (text: string, paint: (text: string) => string = String) =>
    print(`${paint(oneLine(text))}\n`);
  return {
    onStep: ({ title }, number, count) => {
      going = 0;
      line(`${number}/${count} ${title}`, colours.bold);
    },
    onChange: (object, change, note) => {
      counts.set(change, (counts.get(change) ?? 0) + 1);
      if (change === 'unchanged') return;
      line(`  ${change} ${titleOf(object)}${note === undefined ? '' : ` (${note})`}`);
    },
    onLook: (wait, outcome, seconds) => {
      const title = `${titleOf(wait.object)} ${waitTexts[wait.until]}`;
      const known = told.get(wait) ?? { seconds: 0, evidence: new Set<string>() };
      told.set(wait, known);
      if (outcome.status !== 'failed') {
        const time = colours.dim(`${seconds.toFixed(0)} s`);
        print(`  ${colours.green('✓')} ${oneLine(title)} ${time}\n`);
      } else if (seconds - known.seconds >= every) {
        known.seconds = seconds;
        line(`  … ${seconds.toFixed(0)} s until ${title}: ${outcome.message}`);
        for (const text of newEvidence(outcome, known.evidence)) line(`      | ${text}`);
      }
    },
    onGoing: (titles, seconds) => {
      if (seconds - going < every) return;
      going = seconds;
      line(`  … ${seconds.toFixed(0)} s until gone: ${titles.join(', ')}`);
    },
    onNote: (note) => line(`  ${note}`),
    end: () => {
      const parts = changes.flatMap((change) => {
        const count = counts.get(change);
        return count === undefined ? [] : [`${count} ${change}`];
      });
      const seconds = ((Date.now() - begin) / 1000).toFixed(0);
      line(`${parts.join(', ') || 'nothing to do'}, in ${seconds} s`, colours.green);
    },
    stop: ({ message, evidence, fix }) => {
      line(`✗ ${message}`, colours.red);
      for (const text of evidence) line(`      | ${text}`);
      if (fix !== undefined) line(`  do: ${fix}`);
      line('stopped; run the same command again to continue');
    },
  };
}

function newEvidence({ evidence = [] }: Outcome, known: Set<string>): string[] {
  const fresh = evidence.filter((text) => !known.has(text));
  for (const text of fresh) known.add(text);
  return fresh;
}
