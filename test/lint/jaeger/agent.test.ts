import { expect, test } from 'vitest';
import { agentSidecar } from '../../../src/lint/jaeger/agent-sidecar/rule.ts';
import { agentStrategy } from '../../../src/lint/jaeger/agent-strategy/rule.ts';
import { check } from '../check.ts';
import { all, jaegerOf } from './jaeger-of.ts';

const annotation = 'sidecar.jaegertracing.io/inject';
const place = `metadata.annotations["${annotation}"]`;

const workload = (kind: string, own: string, pod: string, namespace = 'shop') =>
  `{apiVersion: apps/v1, kind: ${kind}, metadata: {name: w, namespace: ${namespace}, annotations: {${own}}}, spec: {template: {metadata: {annotations: {${pod}}}}}}`;

const inject = (value: string) => `${annotation}: "${value}"`;

const other = '{apiVersion: jaegertracing.io/v1, kind: Jaeger, metadata: {name: k, namespace: u}}';

test.each([
  [
    workload('Deployment', '', inject('true')),
    `Deployment/shop/w spec.template.${place}: the Jaeger operator reads the annotation of the Deployment, not of its pods`,
  ],
  [
    workload('StatefulSet', inject('j'), ''),
    `StatefulSet/shop/w ${place}: the Jaeger operator injects agents into Deployments only, not into a StatefulSet`,
  ],
  [
    workload('DaemonSet', '', inject('j')),
    `DaemonSet/shop/w spec.template.${place}: the Jaeger operator injects agents into Deployments only, not into a DaemonSet`,
  ],
  [
    workload('Deployment', inject('jager'), ''),
    `Deployment/shop/w ${place}: there is no Jaeger named 'jager', only j`,
  ],
  [
    `{apiVersion: v1, kind: Namespace, metadata: {name: shop, annotations: {${inject('x')}}}}`,
    `Namespace//shop ${place}: there is no Jaeger named 'x', only j`,
  ],
])('%s is told', (yaml, message) => {
  expect(check(all(jaegerOf('{}'), yaml), agentSidecar)).toEqual([message]);
});

test("'true' must leave one Jaeger to choose", () => {
  const here = workload('Deployment', inject('true'), '', 't');
  const elsewhere = workload('Deployment', inject('true'), '');
  expect(check(all(jaegerOf('{}'), elsewhere), agentSidecar)).toEqual([]);
  expect(check(all(jaegerOf('{}'), other, here), agentSidecar)).toEqual([]);
  expect(check(all(jaegerOf('{}'), other, elsewhere), agentSidecar)).toEqual([
    `Deployment/shop/w ${place}: 'true' needs exactly one Jaeger in the cluster or in the namespace, but there are t/j, u/k`,
  ]);
});

test.each([
  all(jaegerOf('{}'), workload('Deployment', inject('j'), '')),
  all(jaegerOf('{}'), workload('Deployment', inject('j'), inject('j'))),
  all(jaegerOf('{}'), workload('StatefulSet', inject('false'), '')),
  // without a Jaeger among the manifests nobody can tell
  workload('Deployment', inject('x'), ''),
])('%s is let be', (yaml) => {
  expect(check(yaml, agentSidecar)).toEqual([]);
});

test('a strategy of the agent that the operator does not know is told', () => {
  expect(check(jaegerOf('{agent: {strategy: daemon-set}}'), agentStrategy)).toEqual([
    "Jaeger/t/j spec.agent.strategy: strategy of the agent must be Sidecar or DaemonSet, got 'daemon-set'",
  ]);
  for (const strategy of ['DaemonSet', 'daemonset', 'Sidecar', '""']) {
    expect(check(jaegerOf(`{agent: {strategy: ${strategy}}}`), agentStrategy)).toEqual([]);
  }
});
