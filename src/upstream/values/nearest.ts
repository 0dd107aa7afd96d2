// who has that many of a thing is not helped by one of them, and looking at all for each word takes quadratic time
const mostCandidates = 500;

/**
 * The candidate that differs from a word by the fewest edits, when that is few enough to be a slip of the pen. Of very many
 * candidates only the first are looked at.
 *
 * @param most - how many edits that are
 * @default most - one for every four letters of the word, at least one
 */
export function nearest(
  word: string,
  candidates: Iterable<string>,
  most: number = Math.max(1, Math.floor(word.length / 4)),
): string | undefined {
  // nobody misspells a word of that length; comparing it would take long
  if (word.length > 100) return undefined;
  let best: string | undefined;
  let least = most + 1;
  let seen = 0;
  for (const candidate of candidates) {
    if (candidate === word) continue;
    if (seen++ === mostCandidates) break;
    const edits = distance(word, candidate, least);
    if (edits < least) [best, least] = [candidate, edits];
  }
  return best;
}

/** Edits (insert, delete, replace, swap neighbours) that make one word of the other; `limit` stands for that and more. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let previous: number[] = [];
  let current = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    [before, previous, current] = [previous, current, [i]];
    let smallest = i;
    for (let j = 1; j <= b.length; j++) {
      // what is further from the diagonal than the limit cannot come back below it
      const edits =
        Math.abs(i - j) < limit ? editsAt(a, b, i, j, before, previous, current) : limit;
      current.push(edits);
      if (edits < smallest) smallest = edits;
    }
    if (smallest >= limit) return limit;
  }
  return current[b.length] ?? limit;
}

function editsAt(
  a: string,
  b: string,
  i: number,
  j: number,
  before: readonly number[],
  previous: readonly number[],
  current: readonly number[],
): number {
  const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
  const edits = Math.min(
    (previous[j] ?? 0) + 1,
    (current[j - 1] ?? 0) + 1,
    (previous[j - 1] ?? 0) + (same ? 0 : 1),
  );
  const swapped =
    i > 1 &&
    j > 1 &&
    a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
    a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
  return swapped ? Math.min(edits, (before[j - 2] ?? 0) + 1) : edits;
}
