import type { Arrow } from './label.ts';
import type { Change, GraphNode } from './nodes.ts';
import { worst } from './problems.ts';

/** Why something is not drawn as the others: what has become of it, in a picture of a difference, or else what is wrong with it. */
export type Mark = Change | 'error' | 'warning';

/** Colours of marks, in formats whose reader decides of light and dark: each is seen on both. */
export const markColours: Readonly<Record<Mark, string>> = {
  error: '#d1242f',
  warning: '#bf8700',
  added: '#1a7f37',
  removed: '#d1242f',
  changed: '#0969da',
};

/** How a node is marked; undefined where it is as it should be, and as it was. One that is missing says so by itself. */
export function nodeMark({ kind, change, problems }: GraphNode): Mark | undefined {
  return change ?? (kind === 'missing' ? undefined : worst(problems));
}

/** How an arrow is marked; undefined where it is as it should be, and as it was. */
export function arrowMark({ change, wrong }: Arrow): Mark | undefined {
  return change ?? wrong;
}
