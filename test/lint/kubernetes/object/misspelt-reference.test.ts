import { expect, test } from 'vitest';
import { misspeltReference } from '../../../../src/lint/kubernetes/object/misspelt-reference/rule.ts';
import { check } from '../../check.ts';

const rbac = 'rbac.authorization.k8s.io/v1';
const object = (apiVersion: string, kind: string, name: string, rest = '') =>
  `---\n{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: ${name}, namespace: t}${rest}}\n`;
const cluster = (kind: string, name: string, rest = '') =>
  `---\n{apiVersion: ${rbac}, kind: ${kind}, metadata: {name: ${name}}${rest}}\n`;
const account = (name: string) => object('v1', 'ServiceAccount', name);
const pod = (name: string) => object('v1', 'Pod', 'p', `, spec: {serviceAccountName: ${name}}`);
const subject = (name: string, namespace = 't') =>
  `, subjects: [{kind: User, name: ${name}}, {kind: ServiceAccount, name: ${name}, namespace: ${namespace}}]`;
const role = (kind: string, name: string) => `, roleRef: {kind: ${kind}, name: ${name}}`;

test.each([
  [
    'the account of pods',
    account('thanos-query') + pod('thanos-qery'),
    'Pod/t/p spec.serviceAccountName: there is no ServiceAccount thanos-qery in namespace t; did you mean thanos-query?',
  ],
  [
    'the account of a Jaeger',
    account('jaeger') +
      object('jaegertracing.io/v1', 'Jaeger', 'j', ', spec: {serviceAccount: jeager}'),
    'Jaeger/t/j spec.serviceAccount: there is no ServiceAccount jeager in namespace t; did you mean jaeger?',
  ],
  [
    'the account of a binding',
    account('operator') + cluster('ClusterRoleBinding', 'b', subject('operators')),
    'ClusterRoleBinding//b subjects[1].name: there is no ServiceAccount operators in namespace t; did you mean operator?',
  ],
  [
    'a Role',
    object(rbac, 'Role', 'leader-election') +
      object(rbac, 'RoleBinding', 'b', role('Role', 'leader-elections')),
    'RoleBinding/t/b roleRef.name: there is no Role leader-elections in namespace t; did you mean leader-election?',
  ],
  [
    'a ClusterRole',
    cluster('ClusterRole', 'manager') +
      cluster('ClusterRoleBinding', 'b', role('ClusterRole', 'manger')),
    'ClusterRoleBinding//b roleRef.name: there is no ClusterRole manger; did you mean manager?',
  ],
  [
    'an Issuer',
    object('cert-manager.io/v1', 'Issuer', 'selfsigned') +
      object('cert-manager.io/v1', 'Certificate', 'c', ', spec: {issuerRef: {name: selfsinged}}'),
    'Certificate/t/c spec.issuerRef.name: there is no Issuer selfsinged in namespace t; did you mean selfsigned?',
  ],
])('%s with a slip in its name is told', (_, manifests, finding) => {
  expect(check(manifests, misspeltReference)).toEqual([finding]);
});

test.each([
  [
    'an account that is there, beside one of nearly the name',
    account('query') + account('qery') + pod('qery'),
  ],
  ['an account of a row', account('worker-1') + pod('worker-2')],
  ['an account of quite another name', account('query') + pod('store')],
  [
    'an account without a like in its namespace',
    account('query') + cluster('ClusterRoleBinding', 'b', subject('qery', 'u')),
  ],
  [
    'an account that leaves its namespace to kubectl',
    account('qery').replace(', namespace: t', '') + account('query') + pod('qery'),
  ],
  [
    "a ClusterRole of the cluster's own",
    cluster('ClusterRole', 'viewer') +
      cluster('ClusterRoleBinding', 'b', role('ClusterRole', 'view')),
  ],
])('%s is fine', (_, manifests) => {
  expect(check(manifests, misspeltReference)).toEqual([]);
});
