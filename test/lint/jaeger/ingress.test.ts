import { expect, test } from 'vitest';
import { jaegerIngress } from '../../../src/lint/jaeger/ingress/rule.ts';
import { check } from '../check.ts';
import { all, jaegerOf } from './jaeger-of.ts';

const workload = '{apiVersion: apps/v1, kind: Deployment, metadata: {name: w, namespace: t}}';
const route = '{apiVersion: route.openshift.io/v1, kind: Route, metadata: {name: r, namespace: t}}';
const written =
  '{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: ui, namespace: t}, spec: {rules: [{http: {paths: [{backend: {service: {name: j-query}}}]}}]}}';

const exposed =
  'Jaeger/t/j spec.ingress: the operator creates an Ingress to the UI for every host: set ingress.enabled to false, or ingress.hosts';

test('an Ingress that nobody has asked for is told, in a cluster', () => {
  expect(check(all(jaegerOf('{}'), workload), jaegerIngress)).toEqual([exposed]);
  expect(check(all(jaegerOf('{ingress: {annotations: {a: b}}}'), workload), jaegerIngress)).toEqual(
    [exposed],
  );
  expect(check(jaegerOf('{}'), jaegerIngress)).toEqual([]);
});

test('an Ingress beside a written one is told', () => {
  for (const spec of ['{}', '{ingress: {enabled: true}}']) {
    expect(check(all(jaegerOf(spec), written), jaegerIngress)).toEqual([
      'Jaeger/t/j spec.ingress: besides Ingress ui the operator creates its own one, for every host: set ingress.enabled to false',
    ]);
  }
  expect(check(all(jaegerOf('{ingress: {enabled: false}}'), written), jaegerIngress)).toEqual([]);
});

test('a login that only OpenShift has is told', () => {
  const jaeger = jaegerOf('{ingress: {hosts: [a.example.com], security: oauth-proxy}}');
  expect(check(jaeger, jaegerIngress)).toEqual([
    'Jaeger/t/j spec.ingress.security: security oauth-proxy works only on OpenShift, elsewhere the UI has no login',
  ]);
  expect(check(all(jaeger, route), jaegerIngress)).toEqual([]);
});

test.each([
  '{ingress: {enabled: false}}',
  '{ingress: {hosts: [a.example.com]}}',
  '{ingress: {enabled: true}}',
  '{allInOne: {options: {query: {base-path: /jaeger}}}}',
  '{ingress: {openshift: {sar: "{}"}}}',
])('%s is let be', (spec) => {
  expect(check(all(jaegerOf(spec), workload), jaegerIngress)).toEqual([]);
});
