import { expect, test } from 'vitest';
import { stronglyConnected } from '../../../src/lint/edge/strongly-connected.ts';

const nodes = ['a', 'b', 'c', 'd'];
const pairs = nodes.flatMap((from) => nodes.flatMap((to) => (from === to ? [] : [from + to])));

/** Pairs of nodes of which the second can be reached from the first, found by joining arrows. */
function reachable(arrows: readonly string[]): Set<string> {
  const reached = new Set(arrows);
  for (const middle of nodes) {
    for (const pair of pairs) {
      const [from, to] = pair;
      if (reached.has(`${from}${middle}`) && reached.has(`${middle}${to}`)) reached.add(pair);
    }
  }
  return reached;
}

test('in every graph of four nodes, those have one number that reach each other', () => {
  for (let graph = 0; graph < 2 ** pairs.length; graph++) {
    const arrows = pairs.filter((_, index) => graph & (1 << index));
    const next = new Map(
      nodes.map((node) => [
        node,
        new Set(arrows.flatMap(([from, to = '']) => (from === node ? [to] : []))),
      ]),
    );
    const numbers = stronglyConnected(next);
    const reached = reachable(arrows);
    expect(pairs.filter(([a = '', b = '']) => numbers.get(a) === numbers.get(b))).toEqual(
      pairs.filter(([a, b]) => reached.has(`${a}${b}`) && reached.has(`${b}${a}`)),
    );
  }
});

test('a ring longer than the stack is deep is followed to its end', () => {
  const length = 100_000;
  const next = new Map(
    Array.from({ length }, (_, index) => [`${index}`, new Set([`${(index + 1) % length}`])]),
  );
  expect(new Set(stronglyConnected(next).values()).size).toBe(1);
});
