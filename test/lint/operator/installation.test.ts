import { expect, test } from 'vitest';
import { missingPermission } from '../../../src/lint/operator/missing-permission/rule.ts';
import { webhookBackend } from '../../../src/lint/operator/webhook-backend/rule.ts';
import { check } from '../check.ts';

const operator = (version = '1.65.0', ports = '[{containerPort: 9443, name: hook}]') =>
  `---\n{apiVersion: apps/v1, kind: Deployment, metadata: {name: op, namespace: t}, spec: {template: {metadata: {labels: {app: op}}, spec: {serviceAccountName: sa, containers: [{name: c, image: 'quay.io/jaegertracing/jaeger-operator:${version}', ports: ${ports}}]}}}}\n`;

const role = (rules: string) =>
  `---\n{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: r}, ${rules}}\n`;
const binding = (name = 'r') =>
  `---\n{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: b-${name}}, roleRef: {kind: ClusterRole, name: ${name}}, subjects: [{kind: ServiceAccount, name: sa, namespace: t}]}\n`;
const jaegers = "{apiGroups: [jaegertracing.io], resources: ['*'], verbs: ['*']}";
const list = (resource: string) =>
  `{apiGroups: [networking.k8s.io], resources: [${resource}], verbs: [list]}`;

test('what the operator may not list is told at the role', () => {
  const manifests = operator() + role(`rules: [${jaegers}, ${list('ingresses')}]`) + binding();
  expect(check(manifests, missingPermission)).toEqual([
    'ClusterRole//r rules: ClusterRole r must let op 1.65.0 list ingressclasses of networking.k8s.io, but no role of its ServiceAccount does',
  ]);
});

test.each([
  [
    'all that is needed',
    operator() + role(`rules: [${jaegers}, ${list('ingressclasses')}]`) + binding(),
  ],
  ['a release that lists no classes', operator('1.54.0') + role(`rules: [${jaegers}]`) + binding()],
  [
    'a role that is not among the manifests',
    operator() + role(`rules: [${jaegers}]`) + binding() + binding('other'),
  ],
  ['an aggregated role', operator() + role('aggregationRule: {}') + binding()],
  ['no binding among the manifests', operator() + role(`rules: [${jaegers}]`)],
])('%s is fine', (_, manifests) => {
  expect(check(manifests, missingPermission)).toEqual([]);
});

const service = (selector: string, targetPort = '9443') =>
  `---\n{apiVersion: v1, kind: Service, metadata: {name: hook, namespace: t}, spec: {${selector} ports: [{port: 443, targetPort: ${targetPort}}]}}\n`;
const webhook =
  '---\n{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingWebhookConfiguration, metadata: {name: v}, webhooks: [{name: a.kb.io, clientConfig: {service: {name: hook, namespace: t}}}]}\n';

test('a Service of webhooks that selects no operator is told', () => {
  expect(check(operator() + service('selector: {app: other},') + webhook, webhookBackend)).toEqual([
    'Service/t/hook spec.selector: Service t/hook is called for webhooks, but selects no operator; there is op',
  ]);
});

test('a Service of webhooks that sends to a port where nobody listens is told', () => {
  expect(
    check(operator() + service('selector: {app: op},', '8443') + webhook, webhookBackend),
  ).toEqual([
    'Service/t/hook spec.ports[0].targetPort: Service t/hook is called for webhooks, but sends to port 8443, where op does not listen, only on 9443',
  ]);
});

test('a Service that has not the port at which webhooks call is told', () => {
  const behind = operator() + service('selector: {app: op},');
  expect(check(behind.replace('port: 443', 'port: 8443') + webhook, webhookBackend)).toEqual([
    'Service/t/hook spec.ports[0].port: Service t/hook is called for webhooks at port 443, but has 8443 only',
  ]);
  const other = webhook.replace('namespace: t}', 'namespace: t, port: 8443}');
  expect(check(behind.replace('port: 443', 'port: 8443') + other, webhookBackend)).toEqual([]);
  expect(check(behind + other, webhookBackend)).toHaveLength(1);
});

test.each([
  ['the right one', operator() + service('selector: {app: op},') + webhook],
  ['a port by name', operator() + service('selector: {app: op},', 'hook') + webhook],
  [
    'a container that lists no ports',
    operator('1.65.0', '[]') + service('selector: {app: op},') + webhook,
  ],
  ['a Service without a selector', operator() + service('') + webhook],
  ['a Service without an operator beside it', service('selector: {app: other},') + webhook],
  ['a Service that no webhook calls', operator() + service('selector: {app: other},')],
])('%s is fine for webhooks', (_, manifests) => {
  expect(check(manifests, webhookBackend)).toEqual([]);
});
