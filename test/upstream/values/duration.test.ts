import { expect, test } from 'vitest';
import { durationProblem, parseGoDuration } from '../../../src/upstream/values/duration.ts';

test.each([
  ['1h30m', 5_400_000],
  ['72h', 259_200_000],
  ['200ms', 200],
  ['1.5s', 1500],
  ['-5s', -5000],
  ['0', 0],
])('%s is %d ms', (duration, value) => {
  expect(parseGoDuration(duration)).toBe(value);
});

test.each([
  ['7d', "readTTL must be a Go duration such as 30s, 5m or 72h, got '7d', did you mean 168h?"],
  ['5', "readTTL must be a Go duration such as 30s, 5m or 72h, got '5'"],
  ['5 s', "readTTL must be a Go duration such as 30s, 5m or 72h, got '5 s'"],
  ['', "readTTL must be a Go duration such as 30s, 5m or 72h, got ''"],
])('%j is refused', (duration, problem) => {
  expect(durationProblem('readTTL', duration)).toBe(problem);
});

test('a Go duration has no problem', () => {
  expect(durationProblem('readTTL', '72h')).toBeUndefined();
});
