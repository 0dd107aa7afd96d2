import fc from 'fast-check';
import { expect, test } from 'vitest';
import { oneIn, ratioText } from '../../../src/constructs/sdk/sampling.ts';

test.each([
  [1, '1'],
  [4, '0.25'],
  [16, '0.0625'],
  [1_000_000, '0.000001'],
])('one in %i is the fraction %s', (n, text) => {
  expect(ratioText(oneIn(n))).toBe(text);
});

test('every share is written as a plain decimal that reads back as itself', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (n) => {
      const text = ratioText(oneIn(n));
      expect(text).toMatch(/^(1|0\.\d+)$/);
      expect(Number(text)).toBe(1 / n);
    }),
  );
});

test.each([0, -1, 0.5, 1_000_001, Number.NaN])('one in %d is refused', (n) => {
  expect(() => oneIn(n)).toThrow(
    new Error(`oneIn must be given a whole number from 1 to 1000000, got ${n}`),
  );
});

test.each([
  [16, 'got 16; did you mean oneIn(16)?'],
  [0, 'got 0'],
  [1.5, 'got 1.5'],
  [1e-7, 'got 1e-7'],
  [Number.NaN, 'got NaN'],
])('the ratio %d is refused', (ratio, got) => {
  expect(() => ratioText({ ratio })).toThrow(
    new Error(`sampling.ratio must be a number from 0.000001 to 1, ${got}`),
  );
});
