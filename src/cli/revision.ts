import { existsSync } from 'node:fs';

/** A place in the history of a git repository, as git writes it: `HEAD~1:dist`. */
export interface Revision {
  readonly revision: string;
  /** From the top of the repository, or from here when it begins with `./`. */
  readonly path: string;
}

/** Takes an argument for a place in the history; undefined for one that is a file or a folder, or that has no colon. */
export function parseRevision(given: string): Revision | undefined {
  const colon = given.indexOf(':');
  // a revision that begins with a hyphen would be an option to git
  if (colon <= 0 || given.startsWith('-') || existsSync(given)) return undefined;
  return { revision: given.slice(0, colon), path: given.slice(colon + 1) };
}
