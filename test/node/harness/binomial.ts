/** How seldom a check that counts what is left to chance may be wrong by itself. */
const RISK = 1e-6;

/**
 * Bounds between which the number of successes lies, each of which is passed with less than the given probability.
 *
 * @param trials how often it is tried
 * @param chance of success of each, over 0 and below 1
 * @param risk such as 1e-6
 */
export function binomialBounds(
  trials: number,
  chance: number,
  risk: number,
): { least: number; most: number } {
  const odds = chance / (1 - chance);
  let probability = (1 - chance) ** trials;
  let below = 0;
  let least = 0;
  for (let count = 0; count <= trials; count += 1) {
    if (below + probability < risk) least = count + 1;
    below += probability;
    if (1 - below < risk) return { least, most: count };
    probability *= (odds * (trials - count)) / (count + 1);
  }
  return { least, most: trials };
}

/** Throws unless as many are found of those tried as chance leads to. */
export function holdsChance(found: number, trials: number, chance: number): void {
  const { least, most } = binomialBounds(trials, chance, RISK);
  if (found < least || found > most) {
    throw new Error(`of ${trials}, ${least} to ${most} must be found, got ${found}`);
  }
}

/** Throws unless more are found of those tried than chance leads to. */
export function exceedsChance(found: number, trials: number, chance: number): void {
  const { most } = binomialBounds(trials, chance, RISK);
  if (found <= most) throw new Error(`more than ${most} must be found, got ${found}`);
}
