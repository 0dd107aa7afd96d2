import { expect, test } from 'vitest';
import { objectName } from '../../../src/model/kubernetes/objects.ts';
import { modelOf } from '../model-of.ts';

const needing = (annotation: string, name = 'a') =>
  `{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}, namespace: tracing, annotations: {cdk8s-tracing/requires: "${annotation}"}}}`;
const running = (image: string) =>
  `{kind: Deployment, metadata: {name: o, namespace: ops}, spec: {template: {spec: {containers: [{name: m, image: "${image}:1.0.0"}]}}}}`;

const requirementsOf = (...yaml: string[]) =>
  modelOf(...yaml).requirements.map(({ name, objects }) => [name, objects.map(objectName)]);

test('what objects need is told once for each thing, with the objects', () => {
  const all = 'cert-manager,namespace/monitoring ,, secret/tls, something-else';
  expect(requirementsOf(needing(all), needing('cert-manager', 'b'))).toEqual([
    ['cert-manager', ['ConfigMap/tracing/a', 'ConfigMap/tracing/b']],
    ['namespace/monitoring', ['ConfigMap/tracing/a']],
    ['secret/tracing/tls', ['ConfigMap/tracing/a']],
    ['something-else', ['ConfigMap/tracing/a']],
  ]);
});

test('objects without the annotation need nothing', () => {
  expect(requirementsOf('{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}')).toEqual([]);
  expect(requirementsOf(needing(''))).toEqual([]);
});

test.each([
  ['cert-manager', running('quay.io/jetstack/cert-manager-controller')],
  [
    'cert-manager',
    '{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: certificates.cert-manager.io}}',
  ],
  ['opentelemetry-operator', running('opentelemetry-operator')],
  ['jaeger-operator', running('quay.io/jaegertracing/jaeger-operator')],
  ['prometheus-operator', running('quay.io/prometheus-operator/prometheus-operator')],
  ['grafana-operator', running('ghcr.io/grafana/grafana-operator')],
  [
    'gateway-api',
    '{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: httproutes.gateway.networking.k8s.io}}',
  ],
  ['namespace/monitoring', '{apiVersion: v1, kind: Namespace, metadata: {name: monitoring}}'],
  ['secret/tls', '{apiVersion: v1, kind: Secret, metadata: {name: tls, namespace: tracing}}'],
  [
    'secret/tls',
    '{apiVersion: cert-manager.io/v1, kind: Certificate, metadata: {name: c, namespace: tracing}, spec: {secretName: tls}}',
  ],
])('what the manifests bring is not needed: %s', (requirement, brought) => {
  expect(requirementsOf(needing(requirement))).toHaveLength(1);
  expect(requirementsOf(needing(requirement), brought)).toEqual([]);
});

test.each([
  ['opentelemetry-operator', running('quay.io/jaegertracing/jaeger-operator')],
  ['jaeger-operator', running('opentelemetry-operator')],
  ['namespace/monitoring', '{apiVersion: v1, kind: Namespace, metadata: {name: other}}'],
  ['secret/tls', '{apiVersion: v1, kind: Secret, metadata: {name: tls, namespace: other}}'],
])('something else does not stand in for %s', (requirement, other) => {
  expect(requirementsOf(needing(requirement), other)).toHaveLength(1);
});

const jaeger = `
apiVersion: jaegertracing.io/v1
kind: Jaeger
metadata: {name: jaeger, namespace: tracing}
spec:
  strategy: streaming
  imagePullSecrets: [{name: registry}]
  volumes: [{name: ca, secret: {secretName: es-ca}}, {name: more, secret: {secretName: more, optional: true}}]
  ingress: {tls: [{secretName: ui-tls}]}
  collector: {kafkaSecretName: kafka}
  ingester: {kafkaSecretName: kafka}
  storage: {type: elasticsearch, secretName: es-login}`;

const collector = `
apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: {name: otel, namespace: tracing}
spec:
  env: [{name: A, valueFrom: {secretKeyRef: {name: vendor, key: key}}}]
  envFrom: [{secretRef: {name: all}}, {secretRef: {name: maybe, optional: true}}]
  volumes: [{name: v, projected: {sources: [{secret: {name: joined}}]}}]
  config: {receivers: {x: {secret: {name: none-of-kubernetes}}}}`;

test('Secrets that pods of the tracing do not start without are needed, unless the manifests make them', () => {
  const names = (...yaml: string[]) => requirementsOf(...yaml).map(([name]) => name);
  expect(names(jaeger)).toEqual(
    ['registry', 'es-ca', 'es-login', 'kafka'].map((name) => `secret/tracing/${name}`),
  );
  expect(names(collector)).toEqual(
    ['vendor', 'all', 'joined'].map((name) => `secret/tracing/${name}`),
  );
  const makers = [
    '{apiVersion: v1, kind: Secret, metadata: {name: vendor, namespace: tracing}}',
    '{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: e, namespace: tracing}, spec: {target: {name: all}}}',
    '{apiVersion: bitnami.com/v1alpha1, kind: SealedSecret, metadata: {name: joined, namespace: tracing}}',
  ];
  expect(names(collector, ...makers)).toEqual([]);
});
