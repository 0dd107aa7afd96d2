import { InvalidArgumentError } from 'commander';
import type { Assumed } from '../../model/releases.ts';
import { programOfRelease, programs } from '../../upstream/programs.ts';
import { nearest } from '../../upstream/values/nearest.ts';
import { parseVersion } from '../../upstream/values/version.ts';

/**
 * Adds an assumption that the command line names, `collector=0.148.0`, to those before it.
 *
 * @throws for a program that is not known, or what is no release
 */
export function collectAssumed(value: string, before: Assumed = {}): Assumed {
  const equals = value.indexOf('=');
  const [name, release] = [value.slice(0, equals), value.slice(equals + 1).replace(/^v/, '')];
  if (equals < 0 || parseVersion(release) === undefined) {
    throw new InvalidArgumentError(`It must be PROGRAM=RELEASE, such as collector=0.148.0.`);
  }
  const program = programs.find((known) => known === name);
  if (!program) {
    const near = nearest(name, programs);
    const hint = near === undefined ? '' : ` Did you mean ${near}?`;
    throw new InvalidArgumentError(`The program must be one of ${programs.join(', ')}.${hint}`);
  }
  return { ...before, [programOfRelease(program, release)]: release };
}
