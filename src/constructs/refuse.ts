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

/**
 * Why `value` is no count of at least `minimum`; undefined when it is one or is not given.
 *
 * @param what - the prop named in the text, such as `retentionDays`
 */
export function wholeNumberProblem(
  what: string,
  value: number | undefined,
  minimum: number,
): string | undefined {
  if (value === undefined || (Number.isInteger(value) && value >= minimum)) return undefined;
  return `${what} must be a whole number of at least ${minimum}, got ${value}`;
}

/**
 * Why `value` is none of the values allowed; undefined when it is one, or is unset. Types say the same, but `cdk8s synth`
 * does not check types.
 *
 * @param what - the thing named in the text, such as `logLevel`
 */
export function oneOfProblem(
  what: string,
  value: string | undefined,
  allowed: readonly string[],
): string | undefined {
  if (value === undefined || allowed.includes(value)) return undefined;
  return `${what} must be one of ${allowed.join(', ')}, got '${value}'`;
}
