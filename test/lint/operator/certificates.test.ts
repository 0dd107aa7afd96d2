import { expect, test } from 'vitest';
import { caInjection } from '../../../src/lint/operator/ca-injection/rule.ts';
import { certManagerMissing } from '../../../src/lint/operator/cert-manager-missing/rule.ts';
import { certificateSource } from '../../../src/lint/operator/certificate-source/rule.ts';
import { webhookCertificate } from '../../../src/lint/operator/webhook-certificate/rule.ts';
import { webhookService } from '../../../src/lint/operator/webhook-service/rule.ts';
import { check } from '../check.ts';

const operator = (extra = '') => `
{apiVersion: apps/v1, kind: Deployment, metadata: {name: op, namespace: t}, spec: {template: {metadata: {labels: {app: op}}, spec: {
  containers: [{name: manager, image: 'quay.io/jaegertracing/jaeger-operator:1.65.0', volumeMounts: [{name: c, mountPath: /tmp/k8s-webhook-server/serving-certs}]}],
  volumes: [{name: other, emptyDir: {}}, {name: c, secret: {secretName: op-cert}}]}}}}
---
{apiVersion: v1, kind: Service, metadata: {name: hook, namespace: t}, spec: {selector: {app: op}, ports: [{port: 443, targetPort: 9443}]}}
${extra}`;
const certificate = (fields: string) => `---
{apiVersion: cert-manager.io/v1, kind: Certificate, metadata: {name: serving, namespace: t}, spec: {${fields}}}
`;
const webhook = (service: string, annotations = '') => `---
{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingWebhookConfiguration, metadata: {name: v, annotations: {${annotations}}},
 webhooks: [{name: a.kb.io, clientConfig: {service: {${service}}}}, {name: b.kb.io, clientConfig: {service: {${service}}}}]}
`;
const trusts = (from: string) => `cert-manager.io/inject-ca-from: ${from}`;
const mounted =
  "Deployment/t/op spec.template.spec.volumes[1].secret.secretName: Secret t/op-cert is mounted for the webhooks' certificate, but";

test('a certificate that nothing provides is told where it is mounted', () => {
  expect(check(operator(), certificateSource)).toEqual([
    `${mounted} no Certificate and no Secret of the manifests provides it`,
  ]);
});

test('a certificate that goes into another Secret is told with its name', () => {
  expect(check(operator(certificate('secretName: serving-tls')), certificateSource)).toEqual([
    `${mounted} Certificate serving writes serving-tls`,
  ]);
});

test('the only TLS Secret of the namespace is told as the one that may be meant', () => {
  const secret =
    '---\n{apiVersion: v1, kind: Secret, type: kubernetes.io/tls, metadata: {name: serving-tls, namespace: t}}';
  expect(check(operator(secret), certificateSource)).toEqual([
    `${mounted} the only TLS Secret there is serving-tls`,
  ]);
});

test.each([
  ['a Certificate', certificate('secretName: op-cert')],
  ['a Secret', '---\n{apiVersion: v1, kind: Secret, metadata: {name: op-cert, namespace: t}}'],
])('%s that provides it is fine', (_, source) => {
  expect(check(operator(source), certificateSource)).toEqual([]);
});

test('a Secret in another namespace does not provide it', () => {
  const elsewhere = '---\n{apiVersion: v1, kind: Secret, metadata: {name: op-cert, namespace: u}}';
  expect(check(operator(elsewhere), certificateSource)).toHaveLength(1);
});

test('a Certificate needs cert-manager, its Deployment or its definitions', () => {
  const wanted = certificate('secretName: jaeger-operator-service-cert');
  expect(check(wanted, certManagerMissing)).toEqual([
    'Certificate/t/serving apiVersion: Certificate t/serving needs cert-manager, which the manifests do not install; if the cluster has it, say so with the annotation cdk8s-tracing/requires: cert-manager',
  ]);
  const definition =
    '---\n{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: certificates.cert-manager.io}}';
  expect(check(wanted + definition, certManagerMissing)).toEqual([]);
});

test("cert-manager is not missed for what is none of the operators'", () => {
  expect(
    check(certificate('secretName: shop-tls, dnsNames: [shop.example.com]'), certManagerMissing),
  ).toEqual([]);
});

const requires = (annotation: string, namespace = 't') =>
  `---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: ${namespace}, annotations: {cdk8s-tracing/requires: '${annotation}'}}}\n`;

test('cert-manager that objects say the cluster must have is not missing', () => {
  const wanted = certificate('secretName: jaeger-operator-service-cert');
  expect(check(wanted + requires('jaeger-operator, cert-manager'), certManagerMissing)).toEqual([]);
  expect(check(wanted + requires('jaeger-operator'), certManagerMissing)).toHaveLength(1);
});

test('a Secret that objects of its namespace say the cluster must have is not missing', () => {
  expect(check(operator(requires('secret/op-cert')), certificateSource)).toEqual([]);
  expect(check(operator(requires('secret/op-cert', 'u')), certificateSource)).toHaveLength(1);
  expect(check(operator(requires('secret/other')), certificateSource)).toHaveLength(1);
});

test('the CA of a Certificate that stayed behind is told once for each object', () => {
  const left = webhook('name: hook, namespace: t', trusts('old-system/serving'));
  expect(check(operator(certificate('secretName: op-cert') + left), caInjection)).toEqual([
    'ValidatingWebhookConfiguration//v metadata.annotations["cert-manager.io/inject-ca-from"]: ValidatingWebhookConfiguration v takes its CA from Certificate old-system/serving, but the Certificate is t/serving',
  ]);
});

test("the operator's own webhook needs a CA from somewhere", () => {
  expect(check(operator(webhook('name: hook, namespace: t')), caInjection)).toEqual([
    'ValidatingWebhookConfiguration//v webhooks[0]: ValidatingWebhookConfiguration v has neither a caBundle nor the annotation cert-manager.io/inject-ca-from',
  ]);
});

test.each([
  ["somebody else's webhook", webhook('name: other, namespace: u')],
  [
    'a CA from a Secret',
    webhook('name: hook, namespace: t', 'cert-manager.io/inject-ca-from-secret: t/ca'),
  ],
  [
    'a Certificate that is not among the manifests',
    webhook('name: hook, namespace: u', trusts('u/serving')),
  ],
])('%s is let be', (_, manifest) => {
  expect(check(operator(manifest), caInjection)).toEqual([]);
});

test.each([
  ['another namespace', ['hook.old-system.svc', 'hook.old-system.svc.cluster.local']],
  ['another Service', ['webhook.t.svc']],
  ['a short name', ['hook']],
])('a certificate for %s is told', (_, names) => {
  const manifests = certificate(`secretName: op-cert, dnsNames: ${JSON.stringify(names)}`);
  const hook = webhook('name: hook, namespace: t', trusts('old-system/serving'));
  expect(check(manifests + hook, webhookCertificate)).toEqual([
    `Certificate/t/serving spec.dnsNames: Certificate t/serving must be for hook.t.svc, which the API server calls, got ${names.join(', ')}`,
  ]);
});

test.each(['hook.t.svc', '*.t.svc'])('a certificate for %s is fine', (name) => {
  const manifests = certificate(`secretName: op-cert, dnsNames: ['${name}']`);
  const hook = webhook('name: hook, namespace: t', trusts('t/serving'));
  expect(check(manifests + hook, webhookCertificate)).toEqual([]);
});

test('a webhook that calls the old namespace is told where its Service is', () => {
  expect(check(operator(webhook('name: hook, namespace: old-system')), webhookService)).toEqual([
    'ValidatingWebhookConfiguration//v webhooks[0].clientConfig.service.namespace: ValidatingWebhookConfiguration v calls Service old-system/hook, but that Service is in namespace t',
  ]);
});

test("a webhook that calls another name beside the operator's Service is told", () => {
  expect(check(operator(webhook('name: webhook, namespace: t')), webhookService)).toEqual([
    "ValidatingWebhookConfiguration//v webhooks[0].clientConfig.service.name: ValidatingWebhookConfiguration v calls Service t/webhook, which does not exist; the operator's Services there have other names",
  ]);
});

test('a conversion webhook is judged as the others are', () => {
  const crd = `---
{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: x.example.com}, spec: {conversion: {webhook: {clientConfig: {service: {name: hook, namespace: system}}}}}}`;
  expect(check(operator(crd), webhookService)).toEqual([
    'CustomResourceDefinition//x.example.com spec.conversion.webhook.clientConfig.service.namespace: CustomResourceDefinition x.example.com calls Service system/hook, but that Service is in namespace t',
  ]);
});

test('a webhook of something that is not among the manifests is let be', () => {
  expect(check(webhook('name: elsewhere, namespace: u'), webhookService)).toEqual([]);
});
