import fc from 'fast-check';

// where nothing is said, each run draws the same, so that a change is to blame for what fails
const usual = 20231122;

/** What everything that tests draw begins with: `SEED`, a whole number or the hash of a commit. */
export const seed = seedOf(process.env.SEED);

/** How often a property is tried: `ROUNDS` times as often as usual. */
export function rounds(count: number): number {
  return count * Number(process.env.ROUNDS ?? 1);
}

// a failure names the seed, with which it can be tried again
fc.configureGlobal({ seed });

function seedOf(text: string | undefined): number {
  if (text === undefined) return usual;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.parseInt(text.slice(0, 7), 16);
  if (Number.isNaN(number)) throw new Error(`SEED must be a number or a hash, got '${text}'`);
  return number;
}
