import { expect, test } from 'vitest';
import { ineffectiveIgnore } from '../../../src/lint/ignore/ineffective/rule.ts';
import { productionNeedsStorage } from '../../../src/lint/jaeger/production-needs-storage/rule.ts';
import { check } from '../check.ts';

const rule = ineffectiveIgnore(() => [productionNeedsStorage]);

function jaeger(annotation: string): string {
  return `apiVersion: jaegertracing.io/v1
kind: Jaeger
metadata:
  name: demo
  annotations:
    cdk8s-tracing/ignore: ${JSON.stringify(annotation)}
spec:
  strategy: production
  storage: { type: memory }
`;
}

const where = 'Jaeger//demo metadata.annotations["cdk8s-tracing/ignore"]';
const id = 'jaeger/production-needs-storage';

test.each([
  ['', `${where}: '' is to be ignored, which is no rule`],
  ['everything', `${where}: 'everything' is to be ignored, which is no rule`],
  ['jaeger/no-such: we know', `${where}: 'jaeger/no-such' is to be ignored, which is no rule`],
  [id, `${where}: ${id} is to be ignored without a reason`],
  [`${id}:`, `${where}: ${id} is to be ignored without a reason`],
])('annotation %j is found fault with', (annotation, expected) => {
  expect(check(jaeger(annotation), rule)).toEqual([expected]);
});

test('an annotation with a rule and a reason ignores it, alone or among others', () => {
  for (const annotation of [`${id}: a demo`, `${id}: a demo: nobody minds; ${id}: again`]) {
    expect(check(jaeger(annotation), rule, productionNeedsStorage)).toEqual([]);
  }
});

test('without a reason the finding stays', () => {
  expect(check(jaeger(id), productionNeedsStorage)).toHaveLength(1);
});

test('it ignores findings about its own object only', () => {
  const other = jaeger(`${id}: a demo`).replace('name: demo', 'name: other');
  const found = check(`${other}---\n${jaeger('')}`, productionNeedsStorage);
  expect(found).toEqual([expect.stringMatching('^Jaeger//demo')]);
});
