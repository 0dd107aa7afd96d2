import { expect, test } from 'vitest';
import { duplicateKey } from '../../../../src/lint/kubernetes/object/duplicate-key/rule.ts';
import { lintManifests } from '../../../../src/lint/manifests.ts';
import { check, places } from '../../check.ts';

const twice = `apiVersion: v1
kind: ConfigMap
metadata: {name: c, namespace: a, labels: {app: x, app: y}}
data:
  a: one
  b: two
  a: three
  a: four
`;

test('each field is named once, where its last key stands', () => {
  expect(check(twice, duplicateKey)).toEqual([
    'ConfigMap/a/c data.a: data.a is written more than once, and only the last one counts',
    'ConfigMap/a/c metadata.labels.app: metadata.labels.app is written more than once, and only the last one counts',
  ]);
  expect(places(twice, duplicateKey)).toEqual(['8:3', '3:52']);
});

test('a field of an object in a List is told of that object alone', () => {
  const list = `kind: List
items:
  - {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
  - {apiVersion: v1, kind: ConfigMap, metadata: {name: b, name: c}}
items:
  - {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
  - {apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {d: x, d: z}}
`;
  expect(check(list, duplicateKey)).toEqual([
    'ConfigMap//c data.d: data.d is written more than once, and only the last one counts',
  ]);
});

test('a comment at the last key ignores it', () => {
  const text = twice
    .replace(', app: y', '')
    .replace('  a: four', '  a: four # tracing-lint-ignore object/duplicate-key: on purpose');
  const { findings } = lintManifests([{ file: 'a.yaml', text }]);
  expect(findings).toEqual([]);
});

test.each(['a: {b: &b {c: 1}, d: {<<: *b, c: 2}}', 'a: {b: 1, B: 2}', 'a: [{b: 1}, {b: 1}]'])(
  'nothing is said of %j',
  (fields) => {
    expect(check(`kind: A\nmetadata: {name: a}\n${fields}\n`, duplicateKey)).toEqual([]);
  },
);
