import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rules } from '../../src/lint/rules.ts';
import { check, places } from './check.ts';

test('ids are unique and sorted', () => {
  const ids = rules.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort());
});

test.each(rules)('$id finds fault with its wrong example, at a place in it', (rule) => {
  const found = places(rule.wrong, rule);
  expect(found).not.toEqual([]);
  for (const place of found) expect(place).toMatch(/^\d+:\d+$/);
});

test.each(rules)('no rule finds fault with the right example of $id', ({ right }) => {
  expect(check(right)).toEqual([]);
});

test.each(rules)('$id stands in the file of its name and says why', ({ id, rationale, source }) => {
  expect(existsSync(new URL(`../../src/lint/${id}.ts`, import.meta.url))).toBe(true);
  expect(rationale).toMatch(/^[a-z].*[^.]$/);
  expect(source).not.toBe('');
});
