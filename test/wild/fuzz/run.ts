import { type Field, fieldsIn, ownFolders } from './fields.ts';
import { changes } from './hostile.ts';
import { mutant } from './mutant.ts';
import { complaints } from './outputs.ts';

/** CPU time in ms above which a try is told as slow; the manifests are of a few hundred lines. */
const slow = 1000;

/** Tries after which it is told how far it is, so that a run that is cut short has said something. */
const reported = 5000;

/**
 * Puts each hostile value into each field of all manifests of the project's own, and looks at what all commands make of it.
 *
 * @param share how much of it is tried, up to 1 for all
 * @returns whether nothing was found
 */
export function tryFields(share: number): boolean {
  const fields = fieldsIn(...ownFolders);
  const found = new Map<string, string>();
  let tries = 0;
  for (const { field, name, change } of drawn(fields, share)) {
    tries++;
    if (tries % reported === 0) console.error(`fuzz: ${tries} tries so far, at ${field.shape}`);
    for (const complaint of complaintsOf(mutant(field, change))) {
      const key = complaint.slice(0, 300);
      if (found.has(key)) continue;
      found.set(key, `${field.shape} = ${name}`);
      console.log(`BAD  ${field.shape} = ${name}\n     ${key}`);
    }
  }
  console.log(
    `fuzz: ${fields.length} fields, ${changes.size} values, ${tries} tries, ${found.size} kinds of complaints`,
  );
  return tries > 0 && found.size === 0;
}

function* drawn(fields: readonly Field[], share: number) {
  for (const field of fields) {
    for (const [name, change] of changes) {
      if (Math.random() < share) yield { field, name, change };
    }
  }
}

function complaintsOf(text: string): string[] {
  const start = process.cpuUsage();
  try {
    const found = complaints(text);
    const took = process.cpuUsage(start).user / 1000;
    return took > slow ? [...found, `takes more than ${slow} ms`] : found;
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
}
