import { expect, test } from 'vitest';
import { provider } from '../../../src/lint/istio/provider/rule.ts';
import { lint } from '../../../src/lint/lint.ts';
import { check } from '../../lint/check.ts';
import { edgesOf, modelOf, placeOf } from '../model-of.ts';

const collector = `
apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: { name: otel, namespace: tracing }
spec:
  image: docker.io/otel/opentelemetry-collector-contrib:0.158.0
  config:
    receivers: { otlp: { protocols: { grpc: {}, http: {} } } }
    processors: { memory_limiter: { check_interval: 1s, limit_percentage: 80 } }
    exporters: { otlp: { endpoint: 'tempo.example.com:4317' } }
    service: { pipelines: { traces: { receivers: [otlp], processors: [memory_limiter], exporters: [otlp] } } }
`;
const service = 'otel-collector.tracing.svc.cluster.local';

/** Each of the places where a mesh is configured, with one provider. */
const meshes: Readonly<Record<string, (opentelemetry: string) => string>> = {
  ConfigMap: (opentelemetry) => `
apiVersion: v1
kind: ConfigMap
metadata: { name: istio, namespace: istio-system }
data:
  mesh: |-
    extensionProviders:
      - name: otel
        opentelemetry: ${opentelemetry}
`,
  IstioOperator: (opentelemetry) => `
apiVersion: install.istio.io/v1alpha1
kind: IstioOperator
metadata: { name: mesh, namespace: istio-system }
spec: { meshConfig: { extensionProviders: [{ name: otel, opentelemetry: ${opentelemetry} }] } }
`,
  Istio: (opentelemetry) => `
apiVersion: sailoperator.io/v1
kind: Istio
metadata: { name: default, namespace: istio-system }
spec: { values: { meshConfig: { extensionProviders: [{ name: otel, opentelemetry: ${opentelemetry} }] } } }
`,
  HelmRelease: (opentelemetry) => `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: istiod, namespace: istio-system }
spec: { values: { meshConfig: { extensionProviders: [{ name: otel, opentelemetry: ${opentelemetry} }] } } }
`,
};
const cases = Object.entries(meshes);

const telemetry = (provider: string) => `
apiVersion: telemetry.istio.io/v1
kind: Telemetry
metadata: { name: tracing, namespace: istio-system }
spec: { tracing: [{ providers: [{ name: ${provider} }], randomSamplingPercentage: 10 }] }
`;

const findings = (...yaml: string[]) =>
  lint(modelOf(collector, ...yaml))
    .filter(({ object }) => object.kind !== 'OpenTelemetryCollector')
    .map((finding) => [finding.rule.id, placeOf(finding).split(' ')[1], finding.fix]);

test.each(cases)('a provider in %s is a sender, over gRPC and over HTTP', (_, mesh) => {
  const grpc = mesh(`{ service: ${service}, port: 4317 }`);
  const http = mesh(`{ service: ${service}, port: 4318, http: { path: /v1/traces } }`);
  const tempo = 'otlp tempo.example.com:4317 otlp-grpc+tls -> external';
  expect(edgesOf(modelOf(collector, grpc, telemetry('otel')))).toEqual([
    tempo,
    `otel ${service} otlp-grpc -> tracing/otel-collector:4317 otlp-grpc`,
  ]);
  expect(edgesOf(modelOf(collector, http, telemetry('otel')))).toEqual([
    tempo,
    `otel ${service} otlp-http -> tracing/otel-collector:4318 otlp-http`,
  ]);
  expect(findings(grpc, telemetry('otel'))).toEqual([]);
  expect(findings(http, telemetry('otel'))).toEqual([]);
});

test.each(cases)('what is wrong with an edge from %s is told as of others', (_, mesh) => {
  const [port, host] = findings(mesh(`{ service: ${service}, port: 4318 }`), telemetry('otel'));
  expect(port).toEqual(['edge/protocol', expect.stringMatching(/opentelemetry\.port$/), '4317']);
  expect(host).toBeUndefined();
  expect(findings(mesh(`{ service: otel.tracing.svc.cluster.local, port: 4317 }`))).toEqual([
    ['edge/custom-resource-name', expect.stringMatching(/opentelemetry\.service$/), service],
  ]);
  expect(findings(mesh(`{ service: otel-collector.tracing.svc, port: 4317 }`))).toEqual([
    ['edge/address', expect.stringMatching(/opentelemetry\.service$/), service],
  ]);
});

test('a namespace before the host stays where it is', () => {
  const mesh = meshes.ConfigMap?.(
    `{ service: tracing/otel.tracing.svc.cluster.local, port: 4317 }`,
  );
  expect(findings(mesh ?? '').map(([, , fix]) => fix)).toEqual([`tracing/${service}`]);
});

test('a provider that no Telemetry names is not in use', () => {
  const mesh = meshes.ConfigMap?.(`{ service: ${service}, port: 9999 }`) ?? '';
  expect(modelOf(mesh, telemetry('zipkin')).edges.map(({ sender }) => sender.enabled)).toEqual([
    false,
  ]);
  expect(modelOf(mesh).edges.map(({ sender }) => sender.enabled)).toEqual([true]);
});

test('a mesh whose providers are not told may have any', () => {
  const mesh = `
apiVersion: install.istio.io/v1alpha1
kind: IstioOperator
metadata: { name: mesh, namespace: istio-system }
spec: { profile: demo }
`;
  expect(findings(mesh, telemetry('otel-tracing'))).toEqual([]);
});

test.each([
  ['otel', []],
  ['prometheus', []],
  [
    'otel-tracing',
    ["providers must be among the extensionProviders of the mesh (otel, logs), got 'otel-tracing'"],
  ],
  ['logs', ['provider logs must be one for traces such as opentelemetry, got envoyOtelAls']],
])('a provider by default is judged as one that a Telemetry names: %s', (name, messages) => {
  const mesh = `
apiVersion: install.istio.io/v1alpha1
kind: IstioOperator
metadata: { name: mesh, namespace: istio-system }
spec:
  meshConfig:
    defaultProviders: { accessLogging: [logs], tracing: [${name}] }
    extensionProviders:
      - { name: otel, opentelemetry: { service: otlp.example.com, port: 4317 } }
      - { name: logs, envoyOtelAls: { service: otlp.example.com, port: 4317 } }
`;
  expect(check(mesh, provider)).toEqual(
    messages.map(
      (message) =>
        `IstioOperator/istio-system/mesh spec.meshConfig.defaultProviders.tracing[0]: ${message}`,
    ),
  );
});
