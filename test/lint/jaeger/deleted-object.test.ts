import { expect, test } from 'vitest';
import { deletedObject } from '../../../src/lint/jaeger/deleted-object/rule.ts';
import { check } from '../check.ts';
import { all, jaegerOf } from './jaeger-of.ts';

const object = (kind: string, name: string, instance: string, namespace = 't') =>
  `{kind: ${kind}, metadata: {name: ${name}, namespace: ${namespace}, labels: {app.kubernetes.io/instance: ${instance}, app.kubernetes.io/managed-by: jaeger-operator}}}`;

test.each(['Service', 'ConfigMap', 'CronJob', 'Secret'])(
  'a %s with the labels of the operator is told',
  (kind) => {
    expect(check(all(jaegerOf('{}'), object(kind, 'mine', 'j')), deletedObject)).toEqual([
      `${kind}/t/mine metadata.labels["app.kubernetes.io/managed-by"]: the operator of Jaeger t/j deletes this ${kind}, whose labels mark it as the operator's own`,
    ]);
  },
);

test.each([
  object('Service', 'j-collector', 'j'),
  object('Service', 'mine', 'other'),
  object('Service', 'mine', 'j', 'elsewhere'),
  '{kind: Service, metadata: {name: mine, namespace: t, labels: {app.kubernetes.io/instance: j}}}',
])('%s is let be', (yaml) => {
  expect(check(all(jaegerOf('{}'), yaml), deletedObject)).toEqual([]);
});
