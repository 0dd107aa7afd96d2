import { expect, test } from 'vitest';
import { workloadKinds } from '../../../src/model/kubernetes/workload-kinds.ts';
import { readFlags } from '../../../src/model/kubernetes/workloads.ts';
import { modelOf } from '../model-of.ts';

const pod = '{metadata: {labels: {app: a}}, spec: {containers: [{name: c, image: "x/y:v1.2.3"}]}}';

test.each(workloadKinds)('the pods of a $kind are read', ({ kind, group, podPath }) => {
  const body = podPath
    .reduceRight<string>((inside, key) => `{${key}: ${inside}}`, pod)
    .slice(1, -1);
  const text = `{kind: ${kind}, ${group ? `apiVersion: ${group}/v1, ` : ''}${body}}`;
  const [workload] = modelOf(text).workloads;
  expect(workload?.podLabels).toEqual({ app: 'a' });
  expect(workload?.containers).toMatchObject([
    { name: 'c', imageReference: { version: '1.2.3' }, init: false },
  ]);
});

test.each(['Rollout', 'Service', 'ScaledJob'])('a %s of somebody else makes no pods', (kind) => {
  const text = `{kind: ${kind}, apiVersion: example.com/v1, spec: {template: ${pod}}}`;
  expect(modelOf(text).workloads).toEqual([]);
});

test('wrong types make empty workloads', () => {
  for (const spec of [
    '7',
    '[]',
    '{template: x}',
    '{template: {spec: {containers: [1, {env: [x, {name: 5}]}]}}}',
  ]) {
    const [workload] = modelOf(`{kind: Deployment, spec: ${spec}}`).workloads;
    expect(workload?.containers.flatMap(({ env }) => env)).toEqual([]);
  }
});

test('flags are read in both forms, from command and args', () => {
  const [workload] = modelOf(
    `{kind: Pod, spec: {containers: [{command: [thanos, query], args: ["--a=1", "--b", two, "--c", "--d=x=y", "-e", "--f"]}]}}`,
  ).workloads;
  const [container] = workload?.containers ?? [];
  const flags = workload && container ? readFlags(workload.object, container) : [];
  expect(flags.map(({ name, value, path }) => [name, value, path.slice(-2)])).toEqual([
    ['a', '1', ['args', 0]],
    ['b', 'two', ['args', 2]],
    ['c', undefined, ['args', 3]],
    ['d', 'x=y', ['args', 4]],
    ['e', undefined, ['args', 5]],
    ['f', undefined, ['args', 6]],
  ]);
});

test('environment from Secrets and ConfigMaps keeps its reference', () => {
  const [workload] = modelOf(
    `{kind: Pod, spec: {containers: [{env: [
      {name: A, value: "1"},
      {name: B, valueFrom: {secretKeyRef: {name: s, key: k}}},
      {name: C, valueFrom: {configMapKeyRef: {name: m, key: k, optional: true}}},
      {name: D, valueFrom: {fieldRef: {fieldPath: x}}}]}]}}`,
  ).workloads;
  expect(workload?.containers[0]?.env.map(({ name, value, from }) => [name, value, from])).toEqual([
    ['A', '1', undefined],
    ['B', undefined, { kind: 'Secret', name: 's', key: 'k', optional: false }],
    ['C', undefined, { kind: 'ConfigMap', name: 'm', key: 'k', optional: true }],
    ['D', undefined, undefined],
  ]);
});
