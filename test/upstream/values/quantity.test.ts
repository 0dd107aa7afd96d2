import { expect, test } from 'vitest';
import {
  memoryProblem,
  parseQuantity,
  quantityProblem,
} from '../../../src/upstream/values/quantity.ts';

test.each([
  ['512Mi', 536_870_912],
  ['1Gi', 1_073_741_824],
  ['500m', 0.5],
  ['1e3', 1000],
  ['1.5G', 1_500_000_000],
  ['2E', 2e18],
  [2, 2],
])('%s is %d', (quantity, value) => {
  expect(parseQuantity(quantity)).toBe(value);
});

test.each([
  ['512MiB', "limits.memory must be a quantity such as 512Mi or 1Gi, got '512MiB'"],
  ['512 Mi', "limits.memory must be a quantity such as 512Mi or 1Gi, got '512 Mi'"],
  ['', "limits.memory must be a quantity such as 512Mi or 1Gi, got ''"],
  [0, "limits.memory must be more than 0, got '0'"],
])('%j is refused', (quantity, problem) => {
  expect(quantityProblem('limits.memory', quantity)).toBe(problem);
});

test('a positive quantity has no problem', () => {
  expect(quantityProblem('limits.memory', '1Gi')).toBeUndefined();
});

test.each([
  ['1Mi', undefined],
  [1_048_576, undefined],
  ['512m', "memoryLimit must be at least 1Mi, got '512m'; did you mean '512Mi'?"],
  [512, "memoryLimit must be at least 1Mi, got '512'; did you mean '512Mi'?"],
  ['100Ki', "memoryLimit must be at least 1Mi, got '100Ki'"],
  ['lots', "memoryLimit must be a quantity such as 512Mi or 1Gi, got 'lots'"],
])('memory of %j is enough or is told to be too little', (quantity, problem) => {
  expect(memoryProblem('memoryLimit', quantity)).toBe(problem);
});
