import { expect, test } from 'vitest';
import { bindingSubject } from '../../../src/lint/operator/binding-subject/rule.ts';
import { deletedImage } from '../../../src/lint/operator/deleted-image/rule.ts';
import { foreignOwner } from '../../../src/lint/operator/foreign-owner/rule.ts';
import { unwatchedNamespace } from '../../../src/lint/operator/unwatched-namespace/rule.ts';
import { check } from '../check.ts';

const account = (namespace: string) =>
  `---\n{apiVersion: v1, kind: ServiceAccount, metadata: {name: op, namespace: ${namespace}}}\n`;
const binding = (kind: string, subject: string) =>
  `---\n{apiVersion: rbac.authorization.k8s.io/v1, kind: ${kind}, metadata: {name: b}, subjects: [{kind: User, name: x}, {kind: ServiceAccount, ${subject}}]}\n`;

test.each(['RoleBinding', 'ClusterRoleBinding'])(
  'a subject of a %s that stayed behind is told',
  (kind) => {
    expect(check(account('t') + binding(kind, 'name: op, namespace: old'), bindingSubject)).toEqual(
      [
        `${kind}//b subjects[1].namespace: ${kind} b gives its rights to ServiceAccount old/op, but that account is in namespace t`,
      ],
    );
  },
);

test.each([
  ['the account itself', account('t'), 'name: op, namespace: t'],
  [
    'an account of elsewhere',
    account('t'),
    'name: prometheus-k8s, namespace: openshift-monitoring',
  ],
  ['one of two accounts', account('t') + account('u'), 'name: op, namespace: v'],
])('%s is fine', (_, accounts, subject) => {
  expect(check(accounts + binding('ClusterRoleBinding', subject), bindingSubject)).toEqual([]);
});

const workload = (image: string, env: string) =>
  `---\n{apiVersion: apps/v1, kind: Deployment, metadata: {name: op, namespace: t}, spec: {template: {spec: {containers: [{name: c, image: '${image}', env: [${env}]}]}}}}\n`;
const jaegerOperator = (env: string) =>
  workload('quay.io/jaegertracing/jaeger-operator:1.65.0', env);
const watch = (value: string) => `{name: WATCH_NAMESPACE, value: "${value}"}`;
const jaeger = (metadata: string) =>
  `---\n{apiVersion: jaegertracing.io/v1, kind: Jaeger, metadata: {name: x, ${metadata}}}\n`;
const collector =
  '---\n{apiVersion: opentelemetry.io/v1beta1, kind: OpenTelemetryCollector, metadata: {name: x, namespace: u}}\n';

test.each([
  ['a list', watch('t, v'), 't or v'],
  [
    "the operator's own namespace",
    '{name: WATCH_NAMESPACE, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}}',
    't',
  ],
])('a Jaeger outside of %s is told', (_, env, watched) => {
  expect(check(jaegerOperator(env) + jaeger('namespace: u'), unwatchedNamespace)).toEqual([
    `Jaeger/u/x metadata.namespace: Jaeger u/x must be in a namespace that its operator watches (${watched})`,
  ]);
});

test.each([
  ['an operator of all namespaces', jaegerOperator(watch('')) + jaeger('namespace: u')],
  ['the namespace that is watched', jaegerOperator(watch('u')) + jaeger('namespace: u')],
  [
    'a second operator of all namespaces',
    jaegerOperator(watch('t')) + jaegerOperator('') + jaeger('namespace: u'),
  ],
  [
    'OpenTelemetry 0.88, which ignores a single namespace,',
    workload('opentelemetry-operator:0.88.0', watch('t')) + collector,
  ],
])('%s is fine', (_, manifests) => {
  expect(check(manifests, unwatchedNamespace)).toEqual([]);
});

test('a collector outside of the watched namespace is told from 0.94 on', () => {
  const operator = workload('opentelemetry-operator:0.94.0', watch('t'));
  expect(check(operator + collector, unwatchedNamespace)).toEqual([
    'OpenTelemetryCollector/u/x metadata.namespace: OpenTelemetryCollector u/x must be in a namespace that its operator watches (t)',
  ]);
});

test('the deleted proxy image is told, under any tag', () => {
  expect(check(workload('gcr.io/kubebuilder/kube-rbac-proxy:v0.8.0', ''), deletedImage)).toEqual([
    'Deployment/t/op spec.template.spec.containers[0].image: image of container c was deleted from its registry, got gcr.io/kubebuilder/kube-rbac-proxy:v0.8.0',
  ]);
  const kept = workload('registry.k8s.io/kubebuilder/kube-rbac-proxy:v0.13.1', '');
  expect(check(kept, deletedImage)).toEqual([]);
});

const marked = (owner: string) =>
  jaeger(`namespace: t, labels: {jaegertracing.io/operated-by: ${owner}}`);

test('a Jaeger that another operator has marked is told', () => {
  const manifests = jaegerOperator('') + marked('observability.jaeger-operator');
  expect(check(manifests, foreignOwner)).toEqual([
    'Jaeger/t/x metadata.labels["jaegertracing.io/operated-by"]: Jaeger t/x is labelled as managed by observability.jaeger-operator, but the operator is t.jaeger-operator; leave the label to the operator',
  ]);
});

test.each([
  [
    'the operator by another name',
    jaegerOperator('{name: OPERATOR_NAME, value: jo}') + marked('t.jo'),
  ],
  ['no mark', jaegerOperator('') + jaeger('namespace: t')],
  ['no operator', marked('a.b')],
])('%s is fine for a Jaeger', (_, manifests) => {
  expect(check(manifests, foreignOwner)).toEqual([]);
});
