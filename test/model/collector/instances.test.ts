import { expect, test } from 'vitest';
import { modelOf, placeOf } from '../model-of.ts';

const collector = (
  spec: string,
  apiVersion = 'v1beta1',
) => `apiVersion: opentelemetry.io/${apiVersion}
kind: OpenTelemetryCollector
metadata: {name: otel, namespace: tracing}
spec: ${spec}`;

const operator = (container: string) =>
  `{kind: Deployment, metadata: {name: o, namespace: ops}, spec: {template: {spec: {containers: [${container}]}}}}`;

const operator158 =
  '{image: "ghcr.io/open-telemetry/opentelemetry-operator/opentelemetry-operator:0.158.0"}';

test('a configuration is the same as text and as mapping', () => {
  const config =
    '{receivers: {otlp: null}, service: {pipelines: {traces/a: {receivers: [otlp], exporters: [debug]}}}}';
  for (const [spec, apiVersion] of [
    [`{config: ${config}}`, 'v1beta1'],
    [`{config: "${config}"}`, 'v1alpha1'],
  ] as const) {
    const [read] = modelOf(collector(spec, apiVersion)).collectors;
    expect(read?.config?.components).toMatchObject([
      { kind: 'receivers', id: 'otlp', type: 'otlp', settings: {} },
    ]);
    expect(read?.config?.pipelines).toMatchObject([
      { id: 'traces/a', signal: 'traces', processors: [] },
    ]);
    expect(read?.mode).toBe('deployment');
  }
});

test('YAML that cannot be read is kept as a problem with its place', () => {
  const [read] = modelOf(
    collector('\n  config: |\n    receivers:\n      otlp: {}\n      otlp: {}', 'v1alpha1'),
  ).collectors;
  expect(read?.config).toBeUndefined();
  expect(read?.configProblem).toMatchObject({ line: 3, column: 3 });
  expect(read?.configText?.text).toContain('otlp');
});

test('components know who names them', () => {
  const [read] = modelOf(
    collector(`{config: {
      receivers: {otlp: {}, idle: {}}, exporters: {debug: {}}, connectors: {forward: {}}, extensions: {zpages: {}, idle: {}},
      service: {extensions: [zpages], pipelines: {
        traces/in: {receivers: [otlp], exporters: [forward]}, traces/out: {receivers: [forward], exporters: [debug]}}}}}`),
  ).collectors;
  const config = read?.config;
  const enabled = config?.components.filter((component) => config.isEnabled(component));
  expect(enabled?.map(({ kind, id }) => `${kind}/${id}`)).toEqual([
    'receivers/otlp',
    'exporters/debug',
    'connectors/forward',
    'extensions/zpages',
  ]);
  const forward = config?.component('connectors', 'forward');
  expect(forward && config?.pipelinesOf(forward).map(({ id }) => id)).toEqual([
    'traces/in',
    'traces/out',
  ]);
  expect(forward && placeOf(forward)).toBe(
    'OpenTelemetryCollector/tracing/otel spec.config.connectors.forward 5:77',
  );
});

test('the image tells distribution and release', () => {
  const [read] = modelOf(
    collector('{image: "otel/opentelemetry-collector-k8s:0.120.0", config: {}}'),
  ).collectors;
  expect(read).toMatchObject({ distribution: 'k8s', version: '0.120.0', operated: true });
});

test('without an image the operator decides, when it is there', () => {
  expect(modelOf(collector('{}')).collectors[0]?.distribution).toBeUndefined();
  const core = modelOf(collector('{}'), operator(operator158)).collectors[0];
  expect(core).toMatchObject({
    distribution: 'core',
    version: '0.158.0',
    operatorVersion: '0.158.0',
  });
  const flagged = operator158.replace(
    '}',
    ', args: ["--collector-image=otel/opentelemetry-collector-contrib:0.150.0"]}',
  );
  expect(modelOf(collector('{}'), operator(flagged)).collectors[0]).toMatchObject({
    distribution: 'contrib',
    version: '0.150.0',
  });
  const related = operator158.replace(
    '}',
    ', env: [{name: RELATED_IMAGE_COLLECTOR, value: "our/collector:1.0.0"}]}',
  );
  const [own] = modelOf(collector('{}'), operator(related)).collectors;
  expect([own?.image, own?.distribution]).toEqual(['our/collector:1.0.0', undefined]);
});

test('modes are those of the operator', () => {
  expect(modelOf(collector('{mode: sidecar}')).collectors[0]?.mode).toBe('sidecar');
  expect(modelOf(collector('{mode: Deployment}')).collectors[0]?.mode).toBeUndefined();
});

test('a workload that runs a collector is one, its configuration found where it is mounted', () => {
  const [read] = modelOf(
    `kind: DaemonSet
metadata: {name: agent, namespace: ns}
spec:
  template:
    spec:
      containers:
      - image: otel/opentelemetry-collector-contrib:0.110.0
        args: ["--config=/conf/relay.yaml"]
        volumeMounts: [{name: c, mountPath: /conf}]
      volumes: [{name: c, configMap: {name: agent}}]`,
    `apiVersion: v1
kind: ConfigMap
metadata: {name: agent, namespace: ns}
data:
  relay.yaml: |
    receivers:
      zipkin: {}`,
  ).collectors;
  expect(read).toMatchObject({
    operated: false,
    mode: 'daemonset',
    distribution: 'contrib',
    services: [],
  });
  const zipkin = read?.config?.component('receivers', 'zipkin');
  expect(zipkin && placeOf(zipkin)).toBe(
    'ConfigMap/ns/agent data["relay.yaml"].receivers.zipkin 18:7',
  );
});

test('a configuration in the environment is found', () => {
  const [read] = modelOf(
    `{kind: Deployment, metadata: {name: d}, spec: {template: {spec: {containers: [{
      image: "jaegertracing/jaeger:2.20.0", args: ["--config", "env:C"], env: [{name: C, value: "receivers: {otlp: {}}"}]}]}}}}`,
  ).collectors;
  expect(read?.distribution).toBe('jaeger');
  expect(read?.config?.components.map(({ id }) => id)).toEqual(['otlp']);
});
