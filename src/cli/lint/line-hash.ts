const block = 100;
const base = 37n;
/** What stands for the end of a file. */
const end = '\uffff';

/**
 * What GitHub knows a finding again by when lines above it have moved, `primaryLocationLineHash`: a number that the hundred characters from the
 * beginning of a line make, without white space and with each line break as one, and how often they have come in the file so far.
 *
 * Source: github/codeql-action src/fingerprints.ts, which computes it for reports without one when they are uploaded, and warns of another.
 *
 * @param text the whole file
 * @returns the hash of a line, which is counted from 1; undefined behind the last one
 */
export function lineHashes(text: string): (line: number) => string | undefined {
  const plain = `${text.replace(/\r\n?/g, '\n').replace(/[ \t]+/g, '')}${end}`;
  const starts = [0, ...Array.from(plain.matchAll(/\n/g), ({ index }) => index + 1)];
  const times = new Map<string, number>();
  const blocks = starts.map((start) => {
    const characters = plain.slice(start, start + block);
    const time = (times.get(characters) ?? 0) + 1;
    times.set(characters, time);
    return { characters, time };
  });
  const hashes = new Map<string, string>();
  return (line) => {
    const found = blocks[line - 1];
    if (!found) return undefined;
    const known = hashes.get(found.characters) ?? hash(found.characters);
    hashes.set(found.characters, known);
    return `${known}:${found.time}`;
  };
}

function hash(characters: string): string {
  let sum = 0n;
  for (let at = 0; at < block; at++) {
    // behind the end of the file are zeros
    const code = at < characters.length ? characters.charCodeAt(at) : 0;
    sum = BigInt.asUintN(64, sum * base + BigInt(code));
  }
  return sum.toString(16);
}
