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
  ['', `${where}: there is no rule '' to ignore`],
  ['everything', `${where}: there is no rule 'everything' to ignore`],
  ['jaeger/no-such: we know', `${where}: there is no rule 'jaeger/no-such' to ignore`],
  [id, `${where}: an ignore of ${id} must give a reason, got none`],
  [`${id}:`, `${where}: an ignore of ${id} must give a reason, got none`],
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
