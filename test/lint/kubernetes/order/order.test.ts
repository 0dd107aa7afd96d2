import { expect, test } from 'vitest';
import { duplicateObject } from '../../../../src/lint/kubernetes/object/duplicate/rule.ts';
import { definitionLast } from '../../../../src/lint/kubernetes/order/definition-last/rule.ts';
import { namespaceLast } from '../../../../src/lint/kubernetes/order/namespace-last/rule.ts';
import { check } from '../../check.ts';

const namespace = '---\n{apiVersion: v1, kind: Namespace, metadata: {name: t}}\n';
const secret = (name: string) =>
  `---\n{apiVersion: v1, kind: Secret, metadata: {name: ${name}, namespace: t}}\n`;
const definition =
  '---\n{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: jaegers.jaegertracing.io}, spec: {group: jaegertracing.io, names: {kind: Jaeger}}}\n';
const jaeger = (group = 'jaegertracing.io') =>
  `---\n{apiVersion: ${group}/v1, kind: Jaeger, metadata: {name: j, namespace: t}}\n`;

test('each object before its Namespace is told', () => {
  expect(check(secret('a') + secret('b') + namespace, namespaceLast)).toEqual([
    'Secret/t/a metadata.namespace: Secret t/a must be applied after Namespace t, which comes later; put the Namespace before it, in a file whose name sorts first',
    'Secret/t/b metadata.namespace: Secret t/b must be applied after Namespace t, which comes later; put the Namespace before it, in a file whose name sorts first',
  ]);
  expect(check(namespace + secret('a'), namespaceLast)).toEqual([]);
  expect(check(secret('a'), namespaceLast)).toEqual([]);
});

test('a resource before its definition is told, one of another group is not', () => {
  expect(check(jaeger() + definition, definitionLast)).toEqual([
    'Jaeger/t/j kind: Jaeger t/j must be applied after CustomResourceDefinition jaegers.jaegertracing.io, which comes later',
  ]);
  expect(check(definition + jaeger(), definitionLast)).toEqual([]);
  expect(check(jaeger('example.com') + definition, definitionLast)).toEqual([]);
});

test('the second of two objects of one identity is told', () => {
  const other = secret('a').replace('}}', ', labels: {other: "yes"}}}');
  expect(check(secret('a') + namespace + other, duplicateObject)).toEqual([
    'Secret/t/a metadata.name: Secret t/a is among the manifests twice, and this one replaces the other',
  ]);
  expect(check(secret('a') + namespace + secret('a') + namespace, duplicateObject)).toEqual([]);
  expect(check(secret('a') + secret('b') + namespace, duplicateObject)).toEqual([]);
});
