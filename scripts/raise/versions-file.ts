import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import type { versions } from '../../src/upstream/operator/versions.ts';

/** Which of the numbers. */
export type VersionName = keyof typeof versions;

/** The file with all numbers. */
export const versionsFile = 'src/upstream/operator/versions.ts';

/** A line with a number, by its name. */
function lineOf(name: string): RegExp {
  return new RegExp(`^(  ${name}: ')(\\d+\\.\\d+\\.\\d+)(',)$`, 'm');
}

/**
 * Text of the file with another number in one line.
 *
 * @throws if it has no such line
 */
export function withNumber(text: string, name: VersionName, release: string): string {
  if (!lineOf(name).test(text)) throw new Error(`${versionsFile} must have a line for ${name}`);
  return text.replace(lineOf(name), `$1${release}$3`);
}

/** A number as the last commit has it: who calls may have changed the file already, as Renovate does. */
export function committedNumber(name: VersionName): string {
  const text = execFileSync('git', ['show', `HEAD:${versionsFile}`], { encoding: 'utf8' });
  const [, , release] = lineOf(name).exec(text) ?? [];
  if (release === undefined) throw new Error(`${versionsFile} must have a line for ${name}`);
  return release;
}

/** Changes a number in the file. @returns what was changed, a line each */
export function raiseNumber(name: VersionName, release: string): string[] {
  writeFileSync(versionsFile, withNumber(readFileSync(versionsFile, 'utf8'), name, release));
  return [`${versionsFile}: ${name} is ${release}`];
}
