import { nearest } from '../upstream/values/nearest.ts';
import type { Rule } from './rule.ts';
import { rules } from './rules.ts';

/**
 * The rule of an id.
 *
 * @throws if there is none, with the id that was probably meant
 */
export function findRule(id: string): Rule {
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule) return rule;
  const ids = rules.map((candidate) => candidate.id);
  const near = ids.find((candidate) => candidate.endsWith(`/${id}`)) ?? nearest(id, ids);
  throw new Error(`no rule ${id}${near === undefined ? '' : `; did you mean ${near}?`}`);
}
