import { nearest } from '../upstream/values/nearest.ts';
import { listed } from '../upstream/values/shown.ts';
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
  throw new Error(`no rule ${id}; ${hint(id)}`);
}

function hint(id: string): string {
  const near = nearRules(id);
  if (near.length === 0) return 'tracing rules lists them';
  // nobody reads more than a few in one line
  return near.length > mostNear
    ? `tracing rules ${partOf(id)} lists ${near.length} like it`
    : `did you mean ${listed(near, ' or ')}?`;
}

/** What of an id is looked for in others. */
function partOf(id: string): string {
  const [area = '', name = ''] = id.split('/');
  return name || area;
}

const mostNear = 5;

// a shorter word is in ids that have nothing to do with it
const shortestPart = 3;

/** Ids of rules that were probably meant by one that there is not, or that has a part of it only. */
function nearRules(id: string): string[] {
  const ids = rules.map((candidate) => candidate.id);
  const named = ids.find((candidate) => candidate.endsWith(`/${id}`)) ?? nearest(id, ids);
  if (named !== undefined) return [named];
  const [area = '', name = ''] = id.split('/');
  const names = ids.filter((candidate) => candidate.startsWith(`${area}/`));
  const near = nearest(
    name,
    names.map((candidate) => candidate.slice(area.length + 1)),
    Math.ceil(name.length / 2),
  );
  if (name !== '' && near !== undefined) return [`${area}/${near}`];
  const part = partOf(id);
  return part.length < shortestPart ? [] : ids.filter((candidate) => candidate.includes(part));
}
