import type { Problem } from '../../values/problem.ts';
import { isVariable } from '../../values/settings.ts';
import { own, text, type UnknownRecord } from '../../values/unknown.ts';
import { told } from './type-check.ts';

const most = 0o777;

/** Permissions of a folder that is made, as octal digits in a text. */
export function permissionProblems(section: UnknownRecord, key: string): Problem[] {
  const written = text(own(section, key));
  if (written === undefined || isVariable(written)) return [];
  const permissions = /^\+?[0-7]+$/.test(written) ? Number.parseInt(written, 8) : most + 1;
  return permissions <= most
    ? []
    : told(key, `${key} must be octal digits from 0000 to 0777, got '${written}'`);
}
