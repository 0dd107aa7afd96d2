import { expect, test } from 'vitest';
import { processorOrder } from '../../../src/lint/collector/processor-order/rule.ts';
import { check } from '../check.ts';
import { config } from './at.ts';
import { collectorExample } from './example.ts';

const ordered = (order: string, attributes = '{}') =>
  collectorExample({
    processors: `batch/2: {}
tail_sampling: {}
groupbytrace: {}
filter/x: {}
probabilistic_sampler: {}
resource: {}
k8sattributes: ${attributes}
k8s_attributes: ${attributes}`,
    service: `pipelines:\n  traces:\n    receivers: [otlp]\n    processors: [${order}]\n    exporters: [debug]`,
  });

const undone = 'it splits full batches again, or leaves them half empty';
const unknown = 'the client connection that identifies the sending pod is lost there';

test.each([
  [
    'batch/2, tail_sampling',
    1,
    `tail_sampling must come before batch/2 in pipeline traces: ${undone}`,
  ],
  [
    'batch/2, resource, filter/x',
    2,
    `filter/x must come before batch/2 in pipeline traces: ${undone}`,
  ],
  [
    'batch/2, probabilistic_sampler',
    1,
    `probabilistic_sampler must come before batch/2 in pipeline traces: ${undone}`,
  ],
  [
    'batch/2, groupbytrace',
    1,
    `groupbytrace must come before batch/2 in pipeline traces: ${undone}`,
  ],
  [
    'batch/2, k8s_attributes',
    1,
    `k8s_attributes must come before batch/2 in pipeline traces: ${unknown}`,
  ],
  [
    'tail_sampling, k8sattributes',
    1,
    `k8sattributes must come before tail_sampling in pipeline traces: ${unknown}`,
  ],
  [
    'groupbytrace, k8sattributes',
    1,
    `k8sattributes must come before groupbytrace in pipeline traces: ${unknown}`,
  ],
])('%s is in the wrong order', (order, index, message) => {
  expect(check(ordered(order), processorOrder)).toEqual([
    `${config}service.pipelines.traces.processors[${index}]: ${message}`,
  ]);
});

test.each([
  'k8sattributes, tail_sampling, batch/2',
  'filter/x, probabilistic_sampler, batch/2, resource',
  'batch/2, resource',
  'groupbytrace, tail_sampling, batch/2',
])('%s is in a right order', (order) => {
  expect(check(ordered(order), processorOrder)).toEqual([]);
});

test('pods that are known by an attribute may be looked up after batches are made', () => {
  const byAttribute =
    '{pod_association: [{sources: [{from: resource_attribute, name: k8s.pod.ip}]}]}';
  const byBoth =
    '{pod_association: [{sources: [{from: resource_attribute, name: k8s.pod.ip}]}, {sources: [{from: connection}]}]}';
  expect(check(ordered('batch/2, k8sattributes', byAttribute), processorOrder)).toEqual([]);
  expect(check(ordered('batch/2, k8sattributes', byBoth), processorOrder)).toHaveLength(1);
});
