import { expect, test } from 'vitest';
import { missingRole } from '../../../../src/lint/kubernetes/object/missing-role/rule.ts';
import { missingServiceAccount } from '../../../../src/lint/kubernetes/object/missing-service-account/rule.ts';
import { certificateIssuer } from '../../../../src/lint/operator/certificate-issuer/rule.ts';
import { strayNamespace } from '../../../../src/lint/operator/stray-namespace/rule.ts';
import { check } from '../../check.ts';

const object = (apiVersion: string, kind: string, namespace: string, rest = '') =>
  `---\n{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: x${namespace && `, namespace: ${namespace}`}}${rest}}\n`;

const account = (namespace: string) => object('v1', 'ServiceAccount', namespace);
const pod = object('v1', 'Pod', 't', ', spec: {serviceAccountName: x}');
const collector = object(
  'opentelemetry.io/v1beta1',
  'OpenTelemetryCollector',
  't',
  ', spec: {serviceAccount: x}',
);

test('pods of an account of another namespace are told', () => {
  expect(check(account('u') + pod, missingServiceAccount)).toEqual([
    'Pod/t/x spec.serviceAccountName: ServiceAccount x must be in namespace t, where the pods run, it is in u',
  ]);
  expect(check(account('u') + account('v') + collector, missingServiceAccount)).toEqual([
    'OpenTelemetryCollector/t/x spec.serviceAccount: ServiceAccount x must be in namespace t, where the pods run, it is in u and v',
  ]);
});

test.each([
  ['an account of the same namespace', account('u') + account('t') + pod],
  ['an account that leaves its namespace to kubectl', account('') + pod],
  ['an account that is not among the manifests', pod],
])('%s is fine', (_, manifests) => {
  expect(check(manifests, missingServiceAccount)).toEqual([]);
});

const rbac = 'rbac.authorization.k8s.io/v1';
const binding = (kind: string) =>
  object(rbac, 'RoleBinding', 't', `, roleRef: {kind: ${kind}, name: x}`);

test('a Role of another namespace is told, a ClusterRole has none', () => {
  expect(check(object(rbac, 'Role', 'u') + binding('Role'), missingRole)).toEqual([
    'RoleBinding/t/x roleRef.name: RoleBinding t/x needs Role x in its own namespace, it is in u',
  ]);
  expect(check(object(rbac, 'Role', 't') + binding('Role'), missingRole)).toEqual([]);
  expect(check(object(rbac, 'Role', 'u') + binding('ClusterRole'), missingRole)).toEqual([]);
});

const certManager = 'cert-manager.io/v1';
const certificate = (kind: string) =>
  object(certManager, 'Certificate', 't', `, spec: {issuerRef: {kind: ${kind}, name: x}}`);

test('an Issuer of another namespace is told, a ClusterIssuer has none', () => {
  const issuer = object(certManager, 'Issuer', 'u');
  expect(check(issuer + certificate('Issuer'), certificateIssuer)).toEqual([
    'Certificate/t/x spec.issuerRef.name: Certificate t/x needs Issuer x in its own namespace, it is in u',
  ]);
  expect(check(issuer + certificate('ClusterIssuer'), certificateIssuer)).toEqual([]);
  expect(check(certificate('Issuer'), certificateIssuer)).toEqual([]);
});

const operator =
  "---\n{apiVersion: apps/v1, kind: Deployment, metadata: {name: op, namespace: t}, spec: {template: {spec: {containers: [{name: c, image: 'opentelemetry-operator:0.158.0'}]}}}}\n";
const namespace = (labels: string) =>
  `---\n{apiVersion: v1, kind: Namespace, metadata: {name: opentelemetry-operator-system, labels: {${labels}}}}\n`;
const marked = namespace('app.kubernetes.io/name: opentelemetry-operator');

test('the empty Namespace of an operator that moved is told', () => {
  expect(check(marked + operator, strayNamespace)).toEqual([
    "Namespace//opentelemetry-operator-system metadata.name: Namespace opentelemetry-operator-system is the operator's default, but the operator is in t; nothing else is in it",
  ]);
});

test.each([
  [
    'one that is in use',
    marked + operator + object('v1', 'Secret', 'opentelemetry-operator-system'),
  ],
  ["somebody else's", namespace('') + operator],
  ['one without the operator', marked],
])('a Namespace, %s, is let be', (_, manifests) => {
  expect(check(manifests, strayNamespace)).toEqual([]);
});
