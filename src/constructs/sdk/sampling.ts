import { nameOf } from '../props/refuse.ts';
import { mapping, type Shape } from '../props/shape.ts';

/** A share of the traces that start in a program; `oneIn(16)` makes one. */
export interface Sampling {
  /** Fraction that is kept, 0.000001 to 1. */
  readonly ratio: number;
}

/** What kinds of values it has; what its ratio may be is checked where it is written. */
export const samplingShape: Shape<Sampling | undefined> = mapping;

const oneInAtMost = 1_000_000;

/**
 * Keeps one of `n` new traces.
 *
 * @param n - a whole number from 1 (all of them) to 1000000
 * @throws if `n` is anything else
 */
export function oneIn(n: number): Sampling {
  if (!Number.isInteger(n) || n < 1 || n > oneInAtMost) {
    throw new Error(
      `oneIn must be given a whole number from 1 to ${oneInAtMost}, got ${nameOf(n)}`,
    );
  }
  return { ratio: 1 / n };
}

/**
 * The ratio as every SDK reads it: a decimal fraction, never with an exponent, `0.0625`.
 *
 * @param what - the prop named in the text, such as `sampler`
 * @throws if the ratio is not a number from 0.000001 to 1; SDKs take a larger one for all
 */
export function ratioText(sampling: Sampling, what = 'sampling'): string {
  const { ratio } = sampling;
  if (!(typeof ratio === 'number' && ratio >= 1 / oneInAtMost && ratio <= 1)) {
    const hint = Number.isInteger(ratio) && ratio > 1 ? `; did you mean oneIn(${ratio})?` : '';
    throw new Error(
      `${what}.ratio must be a number from 0.000001 to 1, got ${nameOf(ratio)}${hint}`,
    );
  }
  return String(ratio);
}
