import { expect, test } from 'vitest';
import { referenceGrant } from '../../../src/lint/edge/reference-grant/rule.ts';
import { lint } from '../../../src/lint/lint.ts';
import { modelOf } from '../../model/model-of.ts';
import { check } from '../check.ts';
import { all } from '../jaeger/jaeger-of.ts';

const service =
  '{apiVersion: v1, kind: Service, metadata: {name: otel, namespace: obs}, spec: {ports: [{port: 4318}]}}';
const route = (kind = 'HTTPRoute', spec = '', reference = 'namespace: obs') =>
  `{apiVersion: gateway.networking.k8s.io/v1, kind: ${kind}, metadata: {name: r, namespace: gw}, spec: {${spec}rules: [{backendRefs: [{name: otel, port: 4318, ${reference}}]}]}}`;
const grant = (from: string, to: string, namespace = 'obs') =>
  `{apiVersion: gateway.networking.k8s.io/v1beta1, kind: ReferenceGrant, metadata: {name: g, namespace: ${namespace}}, spec: {from: [{group: gateway.networking.k8s.io, ${from}}], to: [{group: "", ${to}}]}}`;
const from = 'kind: HTTPRoute, namespace: gw';
const told = (kind: string, got: string) =>
  `${kind}/gw/r spec.rules[0].backendRefs[0].namespace: ${kind} r must be allowed to lead to Service otel by a ReferenceGrant of namespace obs (from ${kind} of gw, to Service otel), ${got}`;

test.each([
  ['HTTPRoute', 'none here does', 'warning', [route()]],
  ['GRPCRoute', 'none here does', 'warning', [route('GRPCRoute')]],
  ['HTTPRoute', 'none here does', 'warning', [route(), grant(from, 'kind: Service', 'other')]],
  ['HTTPRoute', 'none here does', 'warning', [route(), grant(from, 'kind: Secret')]],
  // another one may be in the cluster
  ['HTTPRoute', 'none here does', 'warning', [route(), grant(from, 'kind: Service, name: jaeger')]],
  [
    'GRPCRoute',
    'g does not',
    'error',
    [route('GRPCRoute'), grant(from, 'kind: Service, name: otel')],
  ],
  [
    'HTTPRoute',
    'none here does',
    'warning',
    [route(), grant('kind: HTTPRoute, namespace: gateway', 'kind: Service, name: otel')],
  ],
])(
  'a %s that nobody allows to cross namespaces is told: %s, %s',
  (kind, got, severity, objects) => {
    const yaml = all(service, ...objects);
    expect(check(yaml, referenceGrant)).toEqual([told(kind, got)]);
    expect(lint(modelOf(yaml), [referenceGrant]).map((one) => one.severity)).toEqual([severity]);
  },
);

test.each([
  [service, route(), grant(from, 'kind: Service')],
  [service, route(), grant(from, 'kind: Service, name: otel')],
  // where it is, kubectl is told
  [service, route(), grant(from, 'kind: Service', '""')],
  [service, route('HTTPRoute', 'parentRefs: [{name: public}], '), grant(from, 'kind: Service')],
  // nobody here knows what is in the other namespace
  [route()],
  [service, route('HTTPRoute', '', 'namespace: gw')],
  [service, route('HTTPRoute', '', 'group: multicluster.x-k8s.io, kind: ServiceImport')],
  // a route of a mesh
  [service, route('HTTPRoute', 'parentRefs: [{kind: Service, group: "", name: otel}], ')],
  [service, route().replace('namespace: gw}', 'annotations: {}}')],
])('a route that is allowed, or may be, is let be: %#', (...objects) => {
  expect(check(all(...objects), referenceGrant)).toEqual([]);
});
