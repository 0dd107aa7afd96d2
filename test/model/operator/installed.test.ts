import { expect, test } from 'vitest';
import { modelOf } from '../model-of.ts';

const operator = (image: string, env = '') =>
  `{kind: Deployment, metadata: {name: o, namespace: ops}, spec: {template: {spec: {containers: [{name: m, image: "${image}", args: ["--x=1"]${env}}]}}}}`;

test.each([
  [
    'ghcr.io/open-telemetry/opentelemetry-operator/opentelemetry-operator:0.158.0',
    'opentelemetry',
    '0.158.0',
  ],
  ['quay.io/jaegertracing/jaeger-operator:1.65.0', 'jaeger', '1.65.0'],
  [
    'ghcr.io/tektoncd/operator/operator-303303c315a48490ba6517859ef65b70:v0.78.1',
    'tekton',
    '0.78.1',
  ],
  ['ghcr.io/grafana/grafana-operator:v5.16.0', 'grafana', '5.16.0'],
  ['quay.io/jetstack/cert-manager-controller:v1.14.5', 'cert-manager', '1.14.5'],
])('%s is the operator of %s', (image, kind, version) => {
  const { operators } = modelOf(operator(image));
  expect(operators).toMatchObject([
    { kind, version, namespace: 'ops', flags: [{ name: 'x', value: '1' }] },
  ]);
});

test.each([
  [', env: [{name: WATCH_NAMESPACE, value: "a, b"}]', ['a', 'b']],
  [
    ', env: [{name: WATCH_NAMESPACE, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}}]',
    ['ops'],
  ],
  [
    ', env: [{name: WATCH_NAMESPACE, valueFrom: {fieldRef: {fieldPath: "metadata.annotations[x]"}}}]',
    undefined,
  ],
  [', env: [{name: WATCH_NAMESPACE, value: ""}]', undefined],
  ['', undefined],
])('env %s watches %j', (env, namespaces) => {
  const [read] = modelOf(operator('x/jaeger-operator:1.65.0', env)).operators;
  expect(read?.watchNamespaces).toEqual(namespaces);
});

test('releases of operators are those of their images', () => {
  expect(modelOf(operator('x/jaeger-operator:latest')).versions).toEqual({});
  expect(modelOf(operator('x/jaeger-operator:1.51.0')).versions).toEqual({
    jaegerOperator: '1.51.0',
  });
});

test('webhooks of configurations and of CRDs are read', () => {
  const { webhooks } = modelOf(
    `kind: MutatingWebhookConfiguration
metadata: {name: m}
webhooks:
- {name: a, failurePolicy: Ignore, clientConfig: {caBundle: QQ==, service: {name: s, namespace: ns}}}
- {name: b, clientConfig: {url: "https://x"}}`,
    `kind: CustomResourceDefinition
metadata: {name: c}
spec: {conversion: {strategy: Webhook, webhook: {clientConfig: {service: {name: s, namespace: system}}}}}`,
  );
  expect(
    webhooks.map(({ name, path, service, caBundle, failurePolicy }) => [
      name,
      path,
      service,
      caBundle,
      failurePolicy,
    ]),
  ).toEqual([
    ['a', ['webhooks', 0], { name: 's', namespace: 'ns' }, true, 'Ignore'],
    ['b', ['webhooks', 1], undefined, false, 'Fail'],
    ['', ['spec', 'conversion', 'webhook'], { name: 's', namespace: 'system' }, false, 'Fail'],
  ]);
});

test('certificates are those of cert-manager', () => {
  const certificate = (group: string) =>
    `{apiVersion: ${group}/v1, kind: Certificate, metadata: {name: c}, spec: {secretName: s, dnsNames: [a, 5], issuerRef: {name: i}}}`;
  const { certificates } = modelOf(
    certificate('cert-manager.io'),
    certificate('networking.internal.knative.dev'),
  );
  expect(certificates).toMatchObject([
    { secretName: 's', dnsNames: ['a'], issuer: { kind: 'Issuer', name: 'i' } },
  ]);
});
