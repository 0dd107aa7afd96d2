// who has that many of a thing is not helped by one of them, and looking at all for each word takes quadratic time
const mostCandidates = 500;
// nobody misspells a word of that length; comparing it would take long
const longest = 100;

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
  if (word.length > longest) return undefined;
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
  const [start, end] = [sharedStart(a, b), sharedEnd(a, b)];
  // what both begin and end with costs nothing; in words such as aa and aaa the two may overlap
  const shared = Math.min(start + end, a.length, b.length);
  return innerDistance(
    a.slice(start, a.length - shared + start),
    b.slice(start, b.length - shared + start),
    limit,
  );
}

function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

function sharedEnd(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a.at(-1 - length) === b.at(-1 - length)) {
    length++;
  }
  return length;
}

// three rows of the table are enough, and making them for each pair of words would cost more than filling them
let before = new Uint8Array(longest * 2);
let previous = new Uint8Array(longest * 2);
let current = new Uint8Array(longest * 2);

function innerDistance(a: string, b: string, limit: number): number {
  if (a.length === 0 || b.length === 0) return Math.min(limit, a.length + b.length);
  for (let j = 0; j <= b.length; j++) current[j] = j;
  for (let i = 1; i <= a.length; i++) {
    [before, previous, current] = [previous, current, before];
    if (fillRow(a, b, i, limit) >= limit) return limit;
  }
  return Math.min(limit, current[b.length] ?? limit);
}

/** Fills the row of a letter of `a`, and tells the least that is in it. */
function fillRow(a: string, b: string, i: number, limit: number): number {
  // what is further from the diagonal than the limit cannot come back below it
  const first = Math.max(1, i - limit + 1);
  const last = Math.min(b.length, i + limit - 1);
  let least = first === 1 ? i : limit;
  current[first - 1] = least;
  for (let j = first; j <= last; j++) {
    const edits = editsAt(a, b, i, j);
    current[j] = edits;
    if (edits < least) least = edits;
  }
  if (last < b.length) current[last + 1] = limit;
  return least;
}

function editsAt(a: string, b: string, i: number, j: number): number {
  const letter = a.charCodeAt(i - 1);
  const same = letter === b.charCodeAt(j - 1);
  const edits = Math.min(
    (previous[j] ?? 0) + 1,
    (current[j - 1] ?? 0) + 1,
    (previous[j - 1] ?? 0) + (same ? 0 : 1),
  );
  const swapped =
    i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
  return swapped ? Math.min(edits, (before[j - 2] ?? 0) + 1) : edits;
}
