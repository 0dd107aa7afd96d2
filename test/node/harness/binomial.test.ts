import { expect, test } from 'vitest';
import { binomialBounds } from './binomial.ts';

// by exact fractions: sums of comb(n, k) p^k (1 - p)^(n - k) from either end
test.each([
  [480, 1 / 16, 1e-6, { least: 8, most: 58 }],
  [160, 1 / 16, 1e-6, { least: 0, most: 27 }],
  [10, 1 / 2, 0.01, { least: 1, most: 9 }],
])('of %i trials at %f, all but %f lie between the bounds', (trials, chance, risk, bounds) => {
  expect(binomialBounds(trials, chance, risk)).toEqual(bounds);
});
