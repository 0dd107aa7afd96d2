import { expect, test } from 'vitest';
import { readLoad } from '../../../src/annotations/load.ts';
import { lintManifests } from '../../../src/lint/manifests.ts';
import { printYaml } from '../../../src/yaml.ts';
import { collector } from '../../browser/pictures.ts';

function found(load: string, spec: object): string[] {
  const base = collector('otel', 'tracing') as { metadata: object; spec: object };
  const object = {
    ...base,
    metadata: { ...base.metadata, annotations: { 'cdk8s-tracing/load': load } },
    spec: { ...base.spec, ...spec },
  };
  const { findings } = lintManifests([{ file: 'all.yaml', text: printYaml([object]) }]);
  return findings.filter(({ rule }) => rule.id === 'collector/size').map(({ message }) => message);
}

const load = '100000 spans/s of 378 bytes';

test('pods must have cores for a burst', () => {
  expect(found(load, { replicas: 4 })).toEqual([
    `4 pods of one core each cannot carry 5 times ${load}, which takes 4.6 cores`,
  ]);
  expect(found(load, { replicas: 5 })).toEqual([]);
  expect(found(load, { replicas: 2, resources: { limits: { cpu: '2500m' } } })).toEqual([]);
  expect(found(load, { replicas: 9, resources: { limits: { cpu: '500m' } } })).toEqual([
    `9 pods of 0.5 cores each cannot carry 5 times ${load}, which takes 4.6 cores`,
  ]);
  expect(found(load, { autoscaler: { minReplicas: 1, maxReplicas: 5 } })).toEqual([]);
});

test('memory must hold a queue', () => {
  const resources = { limits: { memory: '1Gi' } };
  expect(found(load, { replicas: 10, resources })).toEqual([]);
  expect(found(load, { replicas: 5, resources })).toEqual([
    `1024 MiB do not hold a queue of a minute of ${load} in 5 pods, which takes 1784 MiB each`,
  ]);
});

test('pods of nodes and of others are not counted', () => {
  expect(found(load, { mode: 'daemonset' })).toEqual([]);
  expect(found(load, { mode: 'sidecar' })).toEqual([]);
});

test('a load that nobody can read is told', () => {
  expect(found('much', {})).toEqual([
    "load must read like '5000 spans/s of 500 bytes', got 'much'",
  ]);
});

test.each([
  ['5000 spans/s of 500 bytes', { spansPerSecond: 5000, spanBytes: 500 }],
  [' 0.5 spans/s of 1 bytes ', { spansPerSecond: 0.5, spanBytes: 1 }],
  ['0 spans/s of 500 bytes', undefined],
  ['5000', undefined],
])("'%s'", (annotation, expected) => {
  expect(readLoad(annotation)).toEqual(expected);
});
