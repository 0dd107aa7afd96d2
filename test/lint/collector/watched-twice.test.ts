import { expect, test } from 'vitest';
import { watchedTwice } from '../../../src/lint/collector/watched-twice/rule.ts';
import { check } from '../check.ts';
import { config, workload } from './at.ts';
import { collectorExample } from './example.ts';

const watching = (receiver: string, spec = 'mode: daemonset') =>
  collectorExample({
    spec,
    receivers: receiver,
    service: `pipelines: {metrics: {receivers: [${receiver.split(':')[0]}], exporters: [debug]}}`,
  });

test.each([
  ['k8s_cluster: {}', 'mode: daemonset', 'one pod on each node'],
  ['k8s_events: {namespaces: [shop]}', 'replicas: 2', '2 replicas'],
  ['k8sobjects: {objects: [{name: events}]}', 'autoscaler: {maxReplicas: 4}', 'up to 4 replicas'],
])(
  'each pod of several that watch the cluster sends the same: %s with %s',
  (receiver, spec, pods) => {
    const [id] = receiver.split(':');
    expect(check(watching(receiver, spec), watchedTwice)).toEqual([
      `${config}receivers.${id}: ${id} watches the whole cluster, and otel runs ${pods}, each of which sends everything: run one pod, or elect a leader with k8s_leader_elector`,
    ]);
  },
);

test('a workload has its pods as well', () => {
  const configuration = `receivers: {k8s_cluster: {}}
exporters: {debug: {}}
service: {pipelines: {metrics: {receivers: [k8s_cluster], exporters: [debug]}}}`;
  expect(check(workload(configuration, '', 'DaemonSet'), watchedTwice)).toHaveLength(1);
  expect(check(workload(configuration), watchedTwice)).toEqual([]);
});

test.each([
  ['k8s_cluster: {}', 'replicas: 1'],
  ['k8s_cluster: {k8s_leader_elector: k8s_leader_elector}', 'mode: daemonset'],
  // each pod has the objects of its node
  [
    `k8sobjects: {objects: [{name: pods, field_selector: "spec.nodeName=\${env:NODE}"}]}`,
    'mode: daemonset',
  ],
  ['kubeletstats: {}', 'mode: daemonset'],
])('%s with %s is fine', (receiver, spec) => {
  expect(check(watching(receiver, spec), watchedTwice)).toEqual([]);
});

test('a receiver that no pipeline has watches nothing', () => {
  const yaml = watching('k8s_cluster: {}').replace('receivers: [k8s_cluster]', 'receivers: [otlp]');
  expect(check(yaml, watchedTwice)).toEqual([]);
});
