/**
 * How bad a problem is.
 *
 * - `error`: traces are lost, or something will not start
 * - `warning`: it works, but not as written or not for long
 * - `info`: worth knowing; a fact that would decide is not in the manifests
 */
export type Severity = (typeof severities)[number];

/** All severities, the worst first. */
export const severities = ['error', 'warning', 'info'] as const;

/** What is wrong with a value, for constructs to refuse it and for rules to tell of it. */
export interface Problem {
  /**
   * Where in the value that was looked at.
   *
   * @default - the value as a whole
   */
  readonly path?: readonly (string | number)[];
  /** In plain words, lower-case, without a full stop: the thing, what is wrong with it, the value got. */
  readonly message: string;
  /** What to write instead, in a few words; unset where that is not certain. */
  readonly fix?: string;
  /**
   * How bad it is.
   *
   * @default - as bad as whoever tells of it says; for rules, their severity
   */
  readonly severity?: Severity;
}

/** A problem with a value that stands at a path of something larger, as a problem with that. */
export function within(
  path: readonly (string | number)[],
  problem: Problem,
): Problem & Required<Pick<Problem, 'path'>> {
  return { ...problem, path: [...path, ...(problem.path ?? [])] };
}
