import { expect, test } from 'vitest';
import { autoscale } from '../../../src/lint/jaeger/autoscale/rule.ts';
import { check } from '../check.ts';
import { onElasticsearch } from './jaeger-of.ts';

const jaeger = (spec: string) => onElasticsearch('{server-urls: "http://e"}', '', spec);

test.each([
  [
    '{replicas: 2, maxReplicas: 5}',
    'maxReplicas: collector has fixed replicas, so maxReplicas has no effect',
  ],
  [
    '{replicas: 2, autoscale: true}',
    'autoscale: collector has fixed replicas, so autoscale has no effect',
  ],
  [
    '{autoscale: false, minReplicas: 2, maxReplicas: 5}',
    'minReplicas: collector has autoscale false, so minReplicas and maxReplicas have no effect',
  ],
  [
    '{minReplicas: 5, maxReplicas: 2}',
    'minReplicas: minReplicas of collector must be at most maxReplicas, got 5 and 2',
  ],
  [
    '{maxReplicas: 5}',
    'maxReplicas: the autoscaler of collector needs requests of cpu and memory, but its resources have none',
  ],
])('collector %s is told', (collector, message) => {
  expect(check(jaeger(`collector: ${collector}`), autoscale)).toEqual([
    `Jaeger/t/j spec.collector.${message}`,
  ]);
});

test.each([
  'collector: {replicas: 2}',
  'collector: {replicas: 2, autoscale: false}',
  'collector: {maxReplicas: 5, resources: {requests: {cpu: 100m}}}',
  'collector: {maxReplicas: 5, resources: {limits: {memory: 1Gi}}}',
  'collector: {maxReplicas: 5}, resources: {requests: {memory: 1Gi}}',
  'collector: {}',
])('%s is let be', (spec) => {
  expect(check(jaeger(spec), autoscale)).toEqual([]);
});
