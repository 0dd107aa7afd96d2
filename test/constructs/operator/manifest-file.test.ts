import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chart, Testing } from 'cdk8s';
import { afterAll, expect, test } from 'vitest';
import {
  JaegerOperator,
  type JaegerOperatorProps,
} from '../../../src/constructs/jaeger/v1/operator.ts';
import { OperatorCrds } from '../../../src/constructs/operator/crds.ts';
import {
  OtelOperator,
  type OtelOperatorProps,
} from '../../../src/constructs/otel-operator/operator.ts';

const folder = mkdtempSync(join(tmpdir(), 'operator-manifest-'));
afterAll(() => rmSync(folder, { recursive: true }));
const manifest = join(folder, 'operator.yaml');

const otel = `
apiVersion: v1
kind: Namespace
metadata: { name: otel-system }
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: opentelemetrycollectors.opentelemetry.io
  annotations: { cert-manager.io/inject-ca-from: otel-system/serving }
spec:
  group: opentelemetry.io
  conversion:
    strategy: Webhook
    webhook:
      clientConfig: { service: { name: hooks, namespace: otel-system, path: /convert } }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: manager }
subjects: [{ kind: ServiceAccount, name: otel, namespace: otel-system }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: otel-manager, namespace: otel-system }
spec:
  template:
    spec:
      serviceAccountName: otel
      containers:
        - image: ghcr.io/open-telemetry/opentelemetry-operator/opentelemetry-operator:0.90.0
        - image: gcr.io/kubebuilder/kube-rbac-proxy:v0.14.1
      volumes: [{ name: cert, secret: { secretName: serving-tls, defaultMode: 0644 } }]
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: { name: hooks }
webhooks:
  - clientConfig: { service: { name: hooks, namespace: otel-system, path: /mutate } }
`;

const jaeger = otel
  .replaceAll('opentelemetrycollectors.opentelemetry.io', 'jaegers.jaegertracing.io')
  .replaceAll('group: opentelemetry.io', 'group: jaegertracing.io');

function synth(text: string, props: Partial<OtelOperatorProps> = {}) {
  writeFileSync(manifest, text);
  const chart = Testing.chart();
  const operator = new OtelOperator(chart, 'Operator', {
    namespace: 'tracing',
    manifest,
    ...props,
  });
  const objects = Testing.synth(chart);
  return {
    operator,
    of: (kind: string) => objects.find((object) => object.kind === kind),
    objects,
  };
}

function synthJaeger(text: string, props: Partial<JaegerOperatorProps> = {}) {
  writeFileSync(manifest, text);
  const chart = Testing.chart();
  new JaegerOperator(chart, 'Operator', { namespace: 'tracing', manifest, ...props });
  return Testing.synth(chart);
}

const images = (objects: readonly { kind: string }[]) =>
  JSON.stringify(objects.find(({ kind }) => kind === 'Deployment')).match(/(?<="image":")[^"]*/g);

test('the objects of the manifest are moved to the namespace, without its Namespace', () => {
  const { objects, of } = synth(otel);
  expect(objects.map(({ kind }) => kind)).toEqual([
    'ClusterRoleBinding',
    'Deployment',
    'MutatingWebhookConfiguration',
    'CustomResourceDefinition',
  ]);
  expect(JSON.stringify(objects)).not.toContain('otel-system');
  const crd = of('CustomResourceDefinition');
  expect(crd.metadata.annotations).toEqual({ 'cert-manager.io/inject-ca-from': 'tracing/serving' });
  expect(crd.spec.conversion.webhook.clientConfig.service.namespace).toBe('tracing');
  expect(of('ClusterRoleBinding').subjects[0].namespace).toBe('tracing');
  expect(of('Deployment').metadata.namespace).toBe('tracing');
  const [webhook] = of('MutatingWebhookConfiguration').webhooks;
  expect(webhook.clientConfig.service.namespace).toBe('tracing');
});

test('labels and annotations reach each object', () => {
  const metadata = { labels: { team: 'a' }, annotations: { 'example.com/owner': 'team-a' } };
  const { objects } = synth(otel, metadata);
  expect(objects).toHaveLength(4);
  for (const object of objects) expect(object.metadata).toMatchObject(metadata);
});

test('its Certificates say that the cluster must have cert-manager', () => {
  const certificate = `apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: serving, namespace: otel-system }
spec: { secretName: serving-tls }
`;
  const { objects } = synth(`${otel}---\n${certificate}`);
  const requirements = objects.map(({ kind, metadata }) => [
    kind,
    metadata.annotations?.['cdk8s-tracing/requires'],
  ]);
  expect(requirements.filter(([, requirement]) => requirement !== undefined)).toEqual([
    ['Certificate', 'cert-manager'],
  ]);
});

test('numbers are read as kubectl reads them', () => {
  expect(synth(otel).of('Deployment').spec.template.spec.volumes[0].secret.defaultMode).toBe(0o644);
});

test('the names are those of the manifest', () => {
  const { operator } = synth(otel);
  expect(operator.namespace).toBe('tracing');
  expect(operator.deploymentName).toBe('otel-manager');
  expect(operator.serviceAccountName).toBe('otel');
  expect(operator.webhookService).toBe('hooks');
});

test('its CRDs can be put elsewhere', () => {
  writeFileSync(manifest, otel);
  const app = Testing.app();
  const [crds, operators] = [new Chart(app, 'crds'), new Chart(app, 'operators')];
  const props = { namespace: 'tracing', manifest, crds: false };
  const operator = new OtelOperator(operators, 'Operator', props);
  new OperatorCrds(crds, 'Crds', { operator });
  const kinds = (chart: Chart) => Testing.synth(chart).map(({ kind }) => kind);
  expect(kinds(crds)).toEqual(['CustomResourceDefinition']);
  expect(kinds(operators)).not.toContain('CustomResourceDefinition');
});

test('the objects of a List are taken for themselves', () => {
  const items = otel
    .split('---\n')
    .map((document) => `  - ${document.trim().replaceAll('\n', '\n    ')}`);
  const list = `apiVersion: v1\nkind: List\nitems:\n${items.join('\n')}\n`;
  expect(synth(list).objects).toEqual(synth(otel).objects);
});

test('the deleted image of kube-rbac-proxy is replaced at the tag that the manifest names', () => {
  expect(images(synth(otel).objects)).toEqual([
    'ghcr.io/open-telemetry/opentelemetry-operator/opentelemetry-operator:0.90.0',
    'quay.io/brancz/kube-rbac-proxy:v0.14.1',
  ]);
  expect(images(synthJaeger(jaeger))).toContain('quay.io/brancz/kube-rbac-proxy:v0.14.1');
});

test('images can be replaced', () => {
  expect(images(synth(otel, { image: 'registry.example/otel-operator:0.91.0' }).objects)).toEqual([
    'registry.example/otel-operator:0.91.0',
    'quay.io/brancz/kube-rbac-proxy:v0.14.1',
  ]);
  const proxyImage = 'registry.example/kube-rbac-proxy:v0.19.1';
  expect(images(synthJaeger(jaeger, { proxyImage }))).toContain(proxyImage);
});

test.each<[keyof OtelOperatorProps, Partial<OtelOperatorProps>]>([
  ['certificate', { certificate: { secretName: 'tls', caBundle: '' } }],
  ['imagePullSecrets', { imagePullSecrets: ['registry'] }],
  ['replicas', { replicas: 2 }],
  ['resources', { resources: {} }],
  ['nodeSelector', { nodeSelector: {} }],
  ['tolerations', { tolerations: [] }],
  ['priorityClassName', { priorityClassName: 'high' }],
  ['collectorImage', { collectorImage: 'otel/opentelemetry-collector:0.88.0' }],
  ['logLevel', { logLevel: 'debug' }],
  ['enableGoInstrumentation', { enableGoInstrumentation: false }],
  ['featureGates', { featureGates: [] }],
])('%s cannot be set beside a manifest', (setting, props) => {
  expect(() => synth(otel, props)).toThrow(
    new Error(
      `test/Operator: ${setting} must not be set together with manifest, whose own is used`,
    ),
  );
});

test('watch cannot be set beside a manifest', () => {
  expect(() => synthJaeger(jaeger, { watch: 'namespace' })).toThrow(
    new Error('test/Operator: watch must not be set together with manifest, whose own is used'),
  );
});

test('a setting that is undefined is not set', () => {
  expect(synth(otel, { replicas: undefined }).objects).toEqual(synth(otel).objects);
});

test('a missing file is refused, and so is a folder', () => {
  const missing = join(folder, 'missing.yaml');
  expect(() => synth('', { manifest: missing })).toThrow(
    new Error(`test/Operator: manifest must be a file, got '${missing}', which does not exist`),
  );
  expect(() => synth('', { manifest: folder })).toThrow(
    new Error(`test/Operator: manifest must be a file, got '${folder}', which is a directory`),
  );
});

const otelManifest = `manifest ${manifest} must be a release manifest of the OpenTelemetry operator`;
const withCrds = `${otelManifest}, with CRDs of opentelemetry.io, got`;

test.each([
  ['no objects', '', `${withCrds} no CRDs`],
  ['another operator', jaeger, `${withCrds} CRDs of jaegertracing.io`],
  [
    'something else than objects',
    'receivers: {}',
    `manifest ${manifest}:1: document must be a Kubernetes object, got one without apiVersion`,
  ],
  [
    'no Deployment',
    otel.replace('kind: Deployment', 'kind: DaemonSet'),
    `${otelManifest}, got one without a Deployment`,
  ],
  [
    'no ServiceAccount',
    otel.replace('serviceAccountName: otel', ''),
    `${otelManifest}, got one without a ServiceAccount of its Deployment`,
  ],
  [
    'no webhook',
    otel.replace('kind: MutatingWebhookConfiguration', 'kind: ValidatingWebhookConfiguration'),
    `${otelManifest}, got one without a mutating webhook`,
  ],
  [
    'several namespaces',
    otel.replace('name: otel-manager, namespace: otel-system', 'name: otel-manager, namespace: a') +
      '---\n{ apiVersion: v1, kind: Secret, metadata: { name: b, namespace: b } }\n',
    `manifest ${manifest} must have one namespace of its own: the manifest has several namespaces, a, b; name the one to move out of`,
  ],
  [
    'its namespace in a place that cannot be changed for sure',
    `${otel}---\n{ apiVersion: v1, kind: ConfigMap, metadata: { name: notes, namespace: otel-system }, data: { text: see otel-system } }\n`,
    `manifest ${manifest} must name its namespace only where that can be changed for sure, got ConfigMap notes data.text; change these by hand`,
  ],
])('a manifest with %s is refused', (_, text, message) => {
  expect(() => synth(text)).toThrow(new Error(`test/Operator: ${message}`));
});

test('broken YAML is refused with its position', () => {
  expect(() => synth('kind: [Deployment')).toThrow(/^.*operator\.yaml:\d+:\d+: \S/);
});

test('an image to replace must be in the manifest', () => {
  const image = 'registry.example/operator:1.0.0';
  expect(() => synthJaeger(jaeger, { image })).toThrow(
    new Error(
      `test/Operator: image must replace quay.io/jaegertracing/jaeger-operator, got ${manifest} without it`,
    ),
  );
  const elsewhere = jaeger.replace('gcr.io/kubebuilder', 'registry.k8s.io/kubebuilder');
  expect(() => synthJaeger(elsewhere, { proxyImage: image })).toThrow(
    new Error(
      `test/Operator: proxyImage must replace gcr.io/kubebuilder/kube-rbac-proxy, got ${manifest} without it`,
    ),
  );
});
