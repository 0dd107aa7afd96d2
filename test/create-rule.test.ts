import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { createRule } from '../scripts/new-rule.ts';

const folder = mkdtempSync(join(tmpdir(), 'create-rule-'));
const list = join(folder, 'kubernetes/order/rules.ts');

beforeEach(() => {
  rmSync(folder, { recursive: true });
  for (const area of ['kubernetes/order', 'collector']) {
    cpSync(join('src/lint', area), join(folder, area), { recursive: true });
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

const facts = { severity: 'error', rationale: "it's refused", source: 'kubernetes' } as const;

test('a new rule has a folder, and stands in the list of its area by name', () => {
  const made = createRule(folder, { id: 'order/finalizer-first', ...facts });
  expect(made).toEqual({ folder: join(folder, 'kubernetes/order/finalizer-first'), list });
  expect(readdirSync(made.folder).sort()).toEqual(['right.yaml', 'rule.ts', 'wrong.yaml']);
  const rule = readFileSync(join(made.folder, 'rule.ts'), 'utf8');
  expect(rule).toContain("import type { Rule } from '../../../rule.ts';");
  expect(rule).toContain('export const finalizerFirst: Rule = {');
  expect(rule).toContain("rationale: 'it\\'s refused',");
  const text = readFileSync(list, 'utf8');
  expect(text).toContain("import { finalizerFirst } from './finalizer-first/rule.ts';");
  expect(text).toContain('[definitionLast, finalizerFirst, injectedLast, namespaceLast]');
});

test.each([
  ['order', "id must be area/name such as collector/unused-component, got 'order'"],
  ['order/Late', "id must be area/name such as collector/unused-component, got 'order/Late'"],
  ['ordre/late', "area must be one of collector, order, got 'ordre', did you mean order?"],
  ['order/namespace-last', 'rule order/namespace-last must be new, got one in '],
])('nothing is made for %s', (id, message) => {
  const before = readdirSync(folder, { recursive: true }).length;
  expect(() => createRule(folder, { id, ...facts })).toThrow(message);
  expect(readdirSync(folder, { recursive: true })).toHaveLength(before);
});
