import { expect, test } from 'vitest';
import { objectName, pathText, readObjects } from '../../../src/model/kubernetes/objects.ts';
import { modelOf, placeOf } from '../model-of.ts';

test('Lists are expanded in place, and their items know where they stand', () => {
  const { objects } = modelOf(
    'kind: Namespace\nmetadata: {name: a}',
    'kind: List\nitems:\n- kind: Secret\n  metadata: {name: b, namespace: x}\n- kind: ServiceList\n  items:\n  - kind: Service\n    metadata: {name: c}',
    'kind: Namespace\nmetadata: {name: d}',
  );
  expect(objects.all.map(objectName)).toEqual([
    'Namespace//a',
    'Secret/x/b',
    'Service//c',
    'Namespace//d',
  ]);
  expect(objects.all.map(({ order }) => order)).toEqual([0, 1, 2, 3]);
  const [, secret, service] = objects.all;
  expect(secret && placeOf({ object: secret, path: ['metadata', 'name'] })).toBe(
    'Secret/x/b metadata.name 7:14',
  );
  expect(service && placeOf({ object: service, path: ['metadata'] })).toBe(
    'Service//c metadata 11:5',
  );
});

test('items of a list of one kind need not say it', () => {
  const { objects } = modelOf(
    'apiVersion: v1\nkind: ConfigMapList\nitems:\n- metadata: {name: a, namespace: x}\n- {kind: Secret, metadata: {name: b}}',
    'kind: List\nitems:\n- metadata: {name: c}',
  );
  expect(objects.all.map(objectName)).toEqual(['ConfigMap/x/a', 'Secret//b']);
  expect(objects.all.map(({ apiVersion }) => apiVersion)).toEqual(['v1', '']);
});

test('what is no object is left out, and odd metadata is empty', () => {
  const values = [
    null,
    7,
    'x',
    [],
    {},
    { kind: 5 },
    { kind: 'A', metadata: 'x' },
    { kind: 'List', items: 'x' },
  ];
  const { all } = readObjects(values.map((value) => ({ value })));
  expect(all.map(objectName)).toEqual(['A//', 'List//']);
});

test('objects are found by kind, group and name; one without a namespace anywhere', () => {
  const { objects } = modelOf(
    'apiVersion: v1\nkind: Service\nmetadata: {name: a, namespace: x}',
    'apiVersion: v1\nkind: Service\nmetadata: {name: b}',
    'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: c, namespace: x}',
  );
  expect(objects.ofKind('Service', '').map(({ name }) => name)).toEqual(['a', 'b']);
  expect(objects.ofKind('Service')).toHaveLength(3);
  expect(objects.find('Service', 'x', 'a')?.name).toBe('a');
  expect(objects.find('Service', 'y', 'a')).toBeUndefined();
  expect(objects.find('Service', 'y', 'b')?.name).toBe('b');
  expect([objects.hasNamespace('x'), objects.hasNamespace('y')]).toEqual([true, false]);
});

test('paths are written as people write them', () => {
  const path = ['spec', 'env', 0, 'a.b', 'index-prefix', '_example', 'otlp/jaeger', '1'];
  expect(pathText(path)).toBe('spec.env[0]["a.b"].index-prefix._example["otlp/jaeger"]["1"]');
});
