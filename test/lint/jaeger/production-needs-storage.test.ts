import { expect, test } from 'vitest';
import { productionNeedsStorage } from '../../../src/lint/jaeger/production-needs-storage/rule.ts';
import { lint } from '../../../src/lint/lint.ts';
import { modelOf } from '../../model/model-of.ts';
import { check } from '../check.ts';

const jaeger = (spec: string) =>
  `{apiVersion: jaegertracing.io/v1, kind: Jaeger, metadata: {name: j, namespace: t}, spec: ${spec}}`;

test.each([
  [
    '{strategy: production, storage: {type: badger}}',
    'Jaeger/t/j spec.storage.type: strategy production',
  ],
  ['{strategy: streaming}', 'Jaeger/t/j spec.strategy: strategy streaming'],
  [
    '{strategy: prod}',
    "Jaeger/t/j spec.strategy: strategy must be allInOne, production or streaming, got 'prod'",
  ],
  [
    '{strategy: prod, storage: {type: elasticsearch}}',
    "Jaeger/t/j spec.strategy: strategy must be allInOne, production or streaming, got 'prod'",
  ],
  ['{storage: {type: opensearch}}', 'Jaeger/t/j spec.storage.type: storage type must be one of'],
])('%s is told', (spec, message) => {
  const found = check(jaeger(spec), productionNeedsStorage);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(message);
});

test.each(['{}', '{strategy: allInOne}', '{strategy: production, storage: {type: cassandra}}'])(
  '%s is let be',
  (spec) => {
    expect(check(jaeger(spec), productionNeedsStorage)).toEqual([]);
  },
);

test.each([
  ['Elasticsearch', 'elasticsearch'],
  ['opensearch', 'elasticsearch'],
  ['casandra', 'cassandra'],
  ['postgres', undefined],
])('storage type %s means %s', (type, fix) => {
  const model = modelOf(jaeger(`{storage: {type: ${type}}}`));
  expect(lint(model, [productionNeedsStorage]).map((finding) => finding.fix)).toEqual([fix]);
});
