import { expect, test } from 'vitest';
import { selectsLabels } from '../../../src/upstream/kubernetes/label-selector.ts';

const labels = { app: 'grafana', tier: 'front' };
const expression = (operator: string, key: string, ...values: readonly string[]) => ({
  matchExpressions: [{ key, operator, values }],
});

test.each([
  {},
  { matchLabels: { app: 'grafana' } },
  { matchLabels: { app: 'grafana' }, ...expression('Exists', 'tier') },
  expression('In', 'tier', 'back', 'front'),
  expression('NotIn', 'tier', 'back'),
  expression('NotIn', 'other', 'back'),
  expression('DoesNotExist', 'other'),
  expression('Near', 'tier'),
])('%j selects the labels', (selector) => {
  expect(selectsLabels(selector, labels)).toBe(true);
});

test.each([
  { matchLabels: { app: 'jaeger' } },
  { matchLabels: { app: 'grafana', tier: 'back' } },
  { matchLabels: { app: 'grafana' }, ...expression('Exists', 'other') },
  expression('In', 'tier', 'back'),
  expression('In', 'other', 'back'),
  expression('NotIn', 'tier', 'front'),
  expression('DoesNotExist', 'tier'),
  // what every object of JavaScript has is no label
  expression('Exists', 'constructor'),
])('%j does not select the labels', (selector) => {
  expect(selectsLabels(selector, labels)).toBe(false);
});
