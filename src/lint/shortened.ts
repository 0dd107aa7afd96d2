const usual = 300;
const longestWord = 120;
const longestText = 2000;
const kept = 60;
const longestMatched = 100_000;
const longestFix = 1000;

/**
 * A text about manifests, with what is longer than anybody reads cut: words, such as an address or an image that somebody has filled up,
 * and the text as a whole. A value may be as long as a file, and be told of by every finding about it.
 */
export function shortened(text: string): string {
  if (text.length <= usual) return text;
  // an expression needs room for each character of a word, and of megabytes there is none
  if (text.length > longestMatched) return cut(text);
  const short = text.replace(longWord, (word) => cut(word));
  return short.length <= longestText ? short : cut(short, longestText - kept);
}

/** What to write instead, unless nobody can read it: half of it must not be written. */
export function readableFix(fix: string | undefined): string | undefined {
  return fix !== undefined && fix.length <= longestFix ? fix : undefined;
}

const longWord = new RegExp(`[^\\s']{${longestWord + 1},}`, 'g');

function cut(text: string, length = kept): string {
  return `${whole(text.slice(0, length))}…${whole(text.slice(-kept / 2))} (${text.length} characters)`;
}

/** A part of a text without halves of characters that JavaScript stores as two. */
function whole(part: string): string {
  return part.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
}
