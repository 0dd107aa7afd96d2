/**
 * Throws the first of the given problems, for the checks at the head of a constructor.
 *
 * @param problems - texts of what is wrong, undefined where nothing is
 * @throws Error with the first text
 */
export function refuse(...problems: readonly (string | undefined)[]): void {
  const first = problems.find((problem) => problem !== undefined);
  if (first !== undefined) throw new Error(first);
}
