import { expect, test } from 'vitest';
import { podSecurity } from '../../../../src/lint/kubernetes/object/pod-security/rule.ts';
import { check } from '../../check.ts';

const namespace = (level: string, name = 'tracing') => `
apiVersion: v1
kind: Namespace
metadata: { name: ${name}, labels: { pod-security.kubernetes.io/enforce: ${level} } }
---`;

const container = `{ allowPrivilegeEscalation: false, capabilities: { drop: [ALL] }, runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }`;

const jaeger = (spec = '') => `
apiVersion: jaegertracing.io/v1
kind: Jaeger
metadata: { name: jaeger, namespace: tracing }
spec:
  strategy: production
  storage: { type: elasticsearch, options: { es: { server-urls: 'http://es:9200' } } }
  ${spec}`;

const found = (...texts: string[]) =>
  check(texts.join('\n'), podSecurity).map((text) => text.split(':')[0]);

test('says once where each security context of a Jaeger is missing', () => {
  expect(found(namespace('restricted'), jaeger())).toEqual([
    'Jaeger/tracing/jaeger spec.agent.sidecarSecurityContext',
    'Jaeger/tracing/jaeger spec.containerSecurityContext',
    'Jaeger/tracing/jaeger spec.storage.esIndexCleaner.containerSecurityContext',
  ]);
});

// jaeger-operator v1.65.0 pkg/cronjob/es_index_cleaner.go takes the context of its own part alone
test('the cleaner does not take what is said of the whole Jaeger', () => {
  const spec = `containerSecurityContext: ${container}
  query: { tracingEnabled: false }`;
  expect(found(namespace('restricted'), jaeger(spec))).toEqual([
    'Jaeger/tracing/jaeger spec.storage.esIndexCleaner.containerSecurityContext',
  ]);
});

test('a role goes before the whole Jaeger', () => {
  const spec = `containerSecurityContext: ${container}
  query: { tracingEnabled: false, containerSecurityContext: { privileged: true } }`;
  expect(found(namespace('baseline'), jaeger(spec))).toEqual([
    'Jaeger/tracing/jaeger spec.query.containerSecurityContext',
  ]);
});

test('an agent on each node needs ports of the node', () => {
  const spec = 'agent: { strategy: DaemonSet }';
  expect(new Set(found(namespace('baseline'), jaeger(spec)))).toEqual(
    new Set(
      [0, 1, 2, 3, 4].map((port) => `Jaeger/tracing/jaeger spec.agent.ports[${port}].hostPort`),
    ),
  );
});

test.each([namespace('privileged'), namespace('restricted', 'shop'), ''])(
  'says nothing where nothing is enforced: %j',
  (text) => {
    expect(found(text, jaeger())).toEqual([]);
  },
);

const deployment = (annotations: string, securityContext = container) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: shop, namespace: tracing }
spec:
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop }, annotations: { ${annotations} } }
    spec: { containers: [{ name: shop, image: 'shop:1', securityContext: ${securityContext} }] }
---`;

const instrumentation = (spec = '{}') => `
apiVersion: opentelemetry.io/v1alpha1
kind: Instrumentation
metadata: { name: all, namespace: tracing }
spec: ${spec}
---`;

const operator = (release: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: operator, namespace: operators }
spec:
  selector: { matchLabels: { app: operator } }
  template:
    metadata: { labels: { app: operator } }
    spec: { containers: [{ name: manager, image: 'opentelemetry-operator:${release}' }] }
---`;

const inject = (language: string) => `instrumentation.opentelemetry.io/inject-${language}: 'true'`;
const asked = (language: string) =>
  `Deployment/tracing/shop spec.template.metadata.annotations["instrumentation.opentelemetry.io/inject-${language}"]`;

test('the agent of Go is privileged', () => {
  const go = deployment(inject('go'));
  expect(found(namespace('baseline'), instrumentation(), go)).toEqual([asked('go')]);
  expect(found(namespace('baseline'), instrumentation())).toEqual([]);
});

// opentelemetry-operator v0.146.0 to v0.148.0 lost the context (#4848), v0.150.0 takes it from the Instrumentation (#4894)
test.each([
  ['0.145.0', '{}', []],
  ['0.148.0', '{}', [asked('java')]],
  ['0.148.0', `{ initContainerSecurityContext: ${container} }`, [asked('java')]],
  ['0.149.0', '{}', []],
  ['0.158.0', '{}', []],
  ['0.158.0', '{ initContainerSecurityContext: { runAsUser: 0 } }', [asked('java')]],
])('init containers of operator %s with Instrumentation %s', (release, spec, expected) => {
  expect(
    found(
      namespace('restricted'),
      operator(release),
      instrumentation(spec),
      deployment(inject('java')),
    ),
  ).toEqual(expected);
});

test('a sidecar brings its own security context', () => {
  const sidecar = (context: string) => `
apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: { name: sidecar, namespace: tracing }
spec: { mode: sidecar, securityContext: ${context}, config: {} }
---`;
  const shop = deployment("sidecar.opentelemetry.io/inject: 'true'");
  expect(found(namespace('restricted'), sidecar(container), shop)).toEqual([]);
  expect(found(namespace('restricted'), sidecar('{}'), shop)).toEqual([
    'OpenTelemetryCollector/tracing/sidecar spec.securityContext',
  ]);
});

test('the message names the namespace, its level, and all that is missing', () => {
  const shop = deployment('', '{ runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }');
  expect(check(`${namespace('restricted')}${shop}`, podSecurity)).toEqual([
    'Deployment/tracing/shop spec.template.spec.containers[0].securityContext: namespace tracing enforces restricted: container shop must set allowPrivilegeEscalation to false, got nothing; container shop must drop ALL capabilities, got nothing',
  ]);
});

test('a Namespace may name the release whose standards it means', () => {
  const users = deployment('').replace(
    'spec: { containers',
    'spec: { hostUsers: false, containers',
  );
  const asRoot = users.replace('runAsNonRoot: true', 'runAsUser: 0');
  const pinned = (version: string) =>
    namespace(`restricted, pod-security.kubernetes.io/enforce-version: ${version}`);
  expect(found(pinned('latest'), asRoot)).toEqual([]);
  expect(found(pinned('v1.35'), asRoot)).toEqual([]);
  expect(check(`${pinned('v1.34')}${asRoot}`, podSecurity)).toEqual([
    'Deployment/tracing/shop spec.template.spec.containers[0].securityContext: namespace tracing enforces restricted of v1.34: container shop must set runAsNonRoot to true, got nothing; container shop must not run as user 0, got 0',
  ]);
});

test('labels that the API server refuses are told at the Namespace', () => {
  expect(check(namespace('strict'), podSecurity)).toEqual([
    'Namespace//tracing metadata.labels["pod-security.kubernetes.io/enforce"]: label pod-security.kubernetes.io/enforce must be one of privileged, baseline, restricted, got \'strict\'',
  ]);
});
