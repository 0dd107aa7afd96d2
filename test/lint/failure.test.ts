import { expect, test } from 'vitest';
import { readJudgeable } from '../../src/lint/failure.ts';
import { lint } from '../../src/lint/lint.ts';
import type { Rule } from '../../src/lint/rule.ts';
import { readManifests } from '../../src/model/kubernetes/objects.ts';
import { modelOf } from '../model/model-of.ts';

const failing = (check: Pick<Rule, 'visit'> | Pick<Rule, 'check'>): Rule =>
  ({
    id: 'object/failing',
    severity: 'error',
    rationale: 'none',
    ignoreWhen: 'never',
    source: 'this test',
    ...check,
  }) as Rule;

const jaeger = (name: string) =>
  `apiVersion: jaegertracing.io/v1\nkind: Jaeger\nmetadata: {name: ${name}}\n`;
const three = ['a', 'b', 'c'].map(jaeger).join('---\n');

test.each<[string, Rule]>([
  [
    'at the second of three objects',
    failing({
      visit: () => ({
        *object({ name, value }) {
          if (name === 'b') throw new TypeError('no such thing');
          yield { message: `fine ${value.kind}` };
        },
      }),
    }),
  ],
])('a rule that fails %s is told there, and judges the others', (_, rule) => {
  const found = lint(modelOf(three), [rule]).map(
    ({ object, severity, message }) => `${object.name} ${severity}: ${message}`,
  );
  expect(found).toEqual([
    'a error: fine Jaeger',
    'b warning: cannot be judged, which is a fault of the linter: no such thing',
    'c error: fine Jaeger',
  ]);
});

test.each<[string, Rule]>([
  [
    'prepares',
    failing({
      visit: ({ objects }) => {
        if (objects.all.length > 1) throw new Error('two');
        return {};
      },
    }),
  ],
  [
    'looks at the whole',
    failing({
      check: ({ objects }) => {
        if (objects.all.length > 1) throw new Error('two');
        return [];
      },
    }),
  ],
])('a rule that fails where it %s blames the last object that it takes', (_, rule) => {
  const [finding, ...others] = lint(modelOf(three), [rule]);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ object: { name: 'b' }, severity: 'warning' });
});

test('a document that no model can be made with is told at its place, and the others are read', () => {
  const broken = readManifests(three, 'a.yaml').map(({ value, origin }, index) =>
    index === 1 ? { origin, value: withoutSpec(value) } : { origin, value },
  );
  const { model, failed } = readJudgeable(broken);
  expect(model.objects.all.map(({ name }) => name)).toEqual(['a', 'c']);
  expect(failed).toEqual([
    {
      file: 'a.yaml',
      line: 5,
      column: 1,
      message: 'cannot be judged, which is a fault of the linter: no spec',
    },
  ]);
});

// nobody knows of a manifest that the model fails at, so this object fails by itself
function withoutSpec(value: unknown): unknown {
  return Object.defineProperty({ ...(value as object) }, 'spec', {
    enumerable: true,
    get: () => {
      throw new Error('no spec');
    },
  });
}
