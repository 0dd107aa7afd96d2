import { expect, test } from 'vitest';
import { blockedDrain } from '../../../../src/lint/kubernetes/object/blocked-drain/rule.ts';
import { check } from '../../check.ts';

const object = (apiVersion: string, kind: string, spec: string) =>
  `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: a, namespace: t}, spec: ${spec}}`;
const collector = (spec: string) =>
  object('opentelemetry.io/v1beta1', 'OpenTelemetryCollector', spec);
const budget = (bound: string) =>
  object('policy/v1', 'PodDisruptionBudget', `{${bound}, selector: {matchLabels: {app: a}}}`);
const pods = (kind: string, spec = '') =>
  object('apps/v1', kind, `{${spec} template: {metadata: {labels: {app: a, b: c}}}}`);
const scaler = (kind: string) => `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: a, namespace: t}
spec: {maxReplicas: 5, scaleTargetRef: {kind: ${kind}, name: a}}`;
const all = (...objects: readonly string[]) => objects.join('\n---\n');

const told = 'a PodDisruptionBudget must let a pod go, or no node is drained, got ';

test.each([
  [collector('{podDisruptionBudget: {minAvailable: 1}}'), 'minAvailable 1 for one pod'],
  [
    collector('{mode: statefulset, replicas: 3, podDisruptionBudget: {minAvailable: 4}}'),
    'minAvailable 4 for 3 pods',
  ],
  [collector('{podDisruptionBudget: {minAvailable: 1%}}'), 'minAvailable "1%" for one pod'],
  // 2.7 of 3 are 3
  [
    collector('{replicas: 3, podDisruptionBudget: {minAvailable: 90%}}'),
    'minAvailable "90%" for 3 pods',
  ],
  [
    collector('{autoscaler: {maxReplicas: 3}, podDisruptionBudget: {maxUnavailable: 0}}'),
    'maxUnavailable 0',
  ],
  [
    collector('{autoscaler: {maxReplicas: 3}, podDisruptionBudget: {minAvailable: 100%}}'),
    'minAvailable "100%"',
  ],
  [
    collector(
      '{mode: statefulset, replicas: 3, targetAllocator: {enabled: true, podDisruptionBudget: {minAvailable: 1}}}',
    ),
    'minAvailable 1 for one pod',
  ],
  [budget('maxUnavailable: 0%'), 'maxUnavailable "0%"'],
  [all(budget('minAvailable: 1'), pods('Deployment')), 'minAvailable 1 for one pod'],
  [
    all(budget('minAvailable: 3'), pods('Deployment'), pods('StatefulSet', 'replicas: 2,')),
    'minAvailable 3 for 3 pods',
  ],
])('%s lets no pod go', (yaml, got) => {
  expect(check(yaml, blockedDrain)).toEqual([expect.stringContaining(`${told}${got}`)]);
});

test.each([
  collector('{podDisruptionBudget: {maxUnavailable: 1}}'),
  collector('{podDisruptionBudget: {minAvailable: 0}}'),
  collector('{podDisruptionBudget: {maxUnavailable: 1%}}'),
  collector('{replicas: 2, podDisruptionBudget: {minAvailable: 50%}}'),
  // nothing runs
  collector('{replicas: 0, podDisruptionBudget: {minAvailable: 1}}'),
  // no budget is made
  collector('{mode: daemonset, podDisruptionBudget: {maxUnavailable: 0}}'),
  // how many there are is not known
  collector(
    '{autoscaler: {minReplicas: 2, maxReplicas: 3}, podDisruptionBudget: {minAvailable: 1}}',
  ),
  all(collector('{podDisruptionBudget: {minAvailable: 1}}'), scaler('OpenTelemetryCollector')),
  budget('minAvailable: 1'),
  all(budget('minAvailable: 1'), pods('Deployment'), scaler('Deployment')),
  all(budget('minAvailable: 1'), pods('DaemonSet')),
  all(budget('minAvailable: 1'), pods('Deployment', 'replicas: 2,')),
  all(budget('minAvailable: 1').replace('app: a', 'app: b'), pods('Deployment')),
  all(budget('minAvailable: 1').replace('namespace: t', 'namespace: u'), pods('Deployment')),
])('nothing is said of %s', (yaml) => {
  expect(check(yaml, blockedDrain)).toEqual([]);
});
