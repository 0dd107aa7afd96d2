import type { Rule } from '../../lint/rule.ts';
import { rules } from '../../lint/rules.ts';
import { jsonText } from '../json-text.ts';
import { print, printError } from '../output.ts';

/** A call of `tracing rules`. */
export interface RulesRun {
  /**
   * Word that is in the id or the reason.
   *
   * @default - all rules are listed
   */
  readonly word?: string;
  readonly format: 'text' | 'json';
}

const done = 0;
const none = 1;

/** Prints the rules, by id; the result is the exit code. */
export function runRules({ word = '', format }: RulesRun): number {
  const wanted = word.toLowerCase();
  const found = rules
    .filter(({ id, rationale }) => `${id} ${rationale}`.toLowerCase().includes(wanted))
    .toSorted((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)));
  print(format === 'json' ? jsonText(found.map(documented)) : text(found));
  if (found.length > 0) return done;
  printError(`tracing: no rule has '${word}' in its id or reason\n`);
  return none;
}

function documented({ id, severity, rationale, ignoreWhen, since, until, source }: Rule) {
  return { id, severity, rationale, ignoreWhen, since, until, source };
}

function text(found: readonly Rule[]): string {
  const width = Math.max(0, ...found.map(({ id }) => id.length));
  return found
    .map(
      ({ id, severity, rationale }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${rationale}\n`,
    )
    .join('');
}
