import { expect, test } from 'vitest';
import { disruptionBudget } from '../../../../src/lint/kubernetes/object/disruption-budget/rule.ts';
import { check } from '../../check.ts';

const both = '{minAvailable: 1, maxUnavailable: 50%}';
const got = 'got minAvailable 1 and maxUnavailable "50%"';

const object = (apiVersion: string, kind: string, spec: string) =>
  `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: a, namespace: t}, spec: ${spec}}`;
const collector = (spec: string) =>
  object('opentelemetry.io/v1beta1', 'OpenTelemetryCollector', spec);

test.each([
  [collector(`{podDisruptionBudget: ${both}}`), 'spec.podDisruptionBudget.maxUnavailable'],
  [
    collector(`{mode: statefulset, podDisruptionBudget: ${both}}`),
    'spec.podDisruptionBudget.maxUnavailable',
  ],
  [
    collector(
      `{mode: statefulset, targetAllocator: {enabled: true, podDisruptionBudget: ${both}}}`,
    ),
    'spec.targetAllocator.podDisruptionBudget.maxUnavailable',
  ],
  [
    object('opentelemetry.io/v1alpha1', 'TargetAllocator', `{podDisruptionBudget: ${both}}`),
    'spec.podDisruptionBudget.maxUnavailable',
  ],
  [object('policy/v1', 'PodDisruptionBudget', both), 'spec.maxUnavailable'],
])('both bounds in %s are told', (yaml, path) => {
  expect(check(yaml, disruptionBudget)).toEqual([
    expect.stringContaining(
      `/t/a ${path}: a PodDisruptionBudget must have minAvailable or maxUnavailable, ${got}`,
    ),
  ]);
});

test.each([
  collector('{podDisruptionBudget: {minAvailable: 1}}'),
  collector('{podDisruptionBudget: {minAvailable: null, maxUnavailable: 0}}'),
  // no budget is made
  collector(`{mode: daemonset, podDisruptionBudget: ${both}}`),
  collector(`{mode: statefulset, targetAllocator: {podDisruptionBudget: ${both}}}`),
  object('example.com/v1', 'PodDisruptionBudget', both),
])('%s is let be', (yaml) => {
  expect(check(yaml, disruptionBudget)).toEqual([]);
});
