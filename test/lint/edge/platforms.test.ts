import { expect, test } from 'vitest';
import { readGraph } from '../../../src/graph/graph.ts';
import { address } from '../../../src/lint/edge/address/rule.ts';
import { misspeltService } from '../../../src/lint/edge/misspelt-service/rule.ts';
import { port } from '../../../src/lint/edge/port/rule.ts';
import { protocol } from '../../../src/lint/edge/protocol/rule.ts';
import { tls } from '../../../src/lint/edge/tls/rule.ts';
import { tracesPath } from '../../../src/lint/edge/traces-path/rule.ts';
import { modelOf } from '../../model/model-of.ts';
import { check, fixes } from '../check.ts';
import { workloadExample } from './examples.ts';

const rules = [address, misspeltService, port, protocol, tls, tracesPath];

const jaeger = `apiVersion: v1
kind: Namespace
metadata: {name: tracing}
---
apiVersion: jaegertracing.io/v1
kind: Jaeger
metadata: {name: jaeger, namespace: tracing}
spec: {ingress: {enabled: false}}
---
`;
const host = 'jaeger-collector.tracing.svc.cluster.local';

const dapr = (tracing: string) => `apiVersion: dapr.io/v1alpha1
kind: Configuration
metadata: {name: dapr, namespace: shop}
spec: {tracing: {${tracing}}}
`;
const configMap = (name: string, data: string) => `apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}, namespace: shop}
data: {${data}}
`;
const envoy = (provider: string) => `apiVersion: gateway.envoyproxy.io/v1alpha1
kind: EnvoyProxy
metadata: {name: envoy, namespace: shop}
spec: {telemetry: {tracing: {provider: {${provider}}}}}
`;
const kong = (plugin: string, config: string) => `apiVersion: configuration.konghq.com/v1
kind: KongClusterPlugin
metadata: {name: traces}
plugin: ${plugin}
config: {${config}}
`;
const keycloak = (tracing: string) => `apiVersion: k8s.keycloak.org/v2alpha1
kind: Keycloak
metadata: {name: sso, namespace: shop}
spec: {tracing: {enabled: true, ${tracing}}}
`;

test.each([
  [
    dapr(`otel: {endpointAddress: "${host}:4317", protocol: http, isSecure: false}`),
    `Configuration/shop/dapr spec.tracing.otel.endpointAddress: Dapr speaks OTLP over HTTP, but port 4317 of Service jaeger-collector.tracing is for OTLP over gRPC`,
    `${host}:4318`,
  ],
  [
    dapr(`otel: {endpointAddress: "http://${host}:4317", protocol: grpc}`),
    `Configuration/shop/dapr spec.tracing.otel.endpointAddress: endpoint must be host:port without a scheme, got 'http://${host}:4317'`,
    `${host}:4317`,
  ],
  [
    dapr(`otel: {endpointAddress: "${host}:4317", protocol: grpc, isSecure: true}`),
    `Configuration/shop/dapr spec.tracing.otel.endpointAddress: Dapr must not use TLS, port 4317 of Service jaeger-collector.tracing accepts plaintext only; got '${host}:4317'`,
    undefined,
  ],
  [
    dapr(`zipkin: {endpointAddress: "http://${host}:9411"}`),
    `Configuration/shop/dapr spec.tracing.zipkin.endpointAddress: Dapr must post spans to /api/v2/spans, but with 'http://${host}:9411' it posts them to /`,
    `http://${host}:9411/api/v2/spans`,
  ],
  [
    configMap(
      'config-tracing',
      `backend: zipkin, zipkin-endpoint: "http://${host}:14268/api/v2/spans"`,
    ),
    'ConfigMap/shop/config-tracing data.zipkin-endpoint: Knative speaks Zipkin over HTTP, but port 14268 of Service jaeger-collector.tracing is for Jaeger thrift over HTTP',
    `http://${host}:9411/api/v2/spans`,
  ],
  [
    configMap(
      'config-observability',
      `tracing-protocol: grpc, tracing-endpoint: "http://${host}:4318"`,
    ),
    'ConfigMap/shop/config-observability data.tracing-endpoint: Knative speaks OTLP over gRPC, but port 4318 of Service jaeger-collector.tracing is for OTLP over HTTP',
    `http://${host}:4317`,
  ],
  [
    configMap('argocd-cmd-params-cm', `otlp.address: "${host}:4318"`),
    'ConfigMap/shop/argocd-cmd-params-cm data["otlp.address"]: Argo CD speaks OTLP over gRPC, but port 4318 of Service jaeger-collector.tracing is for OTLP over HTTP',
    `${host}:4317`,
  ],
  [
    configMap('argocd-cmd-params-cm', `otlp.address: "${host}:4317", otlp.insecure: "False"`),
    `ConfigMap/shop/argocd-cmd-params-cm data["otlp.address"]: Argo CD must not use TLS, port 4317 of Service jaeger-collector.tracing accepts plaintext only; got '${host}:4317'`,
    undefined,
  ],
  [
    envoy('backendRefs: [{name: jaeger-collector, namespace: tracing, port: 4318}]'),
    'EnvoyProxy/shop/envoy spec.telemetry.tracing.provider.backendRefs[0].port: Envoy Gateway speaks OTLP over gRPC, but port 4318 of Service jaeger-collector is for OTLP over HTTP',
    '4317',
  ],
  [
    envoy('backendRefs: [{name: jaeger-colector, namespace: tracing, port: 4317}]'),
    'EnvoyProxy/shop/envoy spec.telemetry.tracing.provider.backendRefs[0].name: Envoy Gateway must name a Service that exists, got jaeger-colector; did you mean jaeger-collector in namespace tracing?',
    'jaeger-collector',
  ],
  [
    kong('opentelemetry', `traces_endpoint: "http://${host}:4318"`),
    `KongClusterPlugin//traces config.traces_endpoint: Kong must post spans to /v1/traces, but with 'http://${host}:4318' it posts them to /`,
    `http://${host}:4318/v1/traces`,
  ],
  [
    keycloak(`endpoint: "http://${host}:4318"`),
    'Keycloak/shop/sso spec.tracing.endpoint: Keycloak speaks OTLP over gRPC, but port 4318 of Service jaeger-collector.tracing is for OTLP over HTTP',
    `http://${host}:4317`,
  ],
])('a platform that does not get through is told: %s', (yaml, finding, fix) => {
  expect(check(`${jaeger}${yaml}`, ...rules)).toEqual([finding]);
  expect(fixes(`${jaeger}${yaml}`, ...rules)).toEqual([fix]);
});

test.each([
  dapr(`otel: {endpointAddress: "${host}:4318", protocol: http, isSecure: false}`),
  // a Dapr that has no default for it may do without TLS
  dapr(`otel: {endpointAddress: "${host}:4317", protocol: grpc}`),
  dapr(`samplingRate: "0", otel: {endpointAddress: "${host}:4318", protocol: grpc}`),
  dapr(`samplingRate: 0, otel: {endpointAddress: "${host}:4318", protocol: grpc}`),
  dapr(`otel: {endpointAddress: "${host}:4318"}`),
  dapr(`zipkin: {endpointAddress: "http://zipkin.example.com:9411/api/v2/spans"}`),
  configMap('config-tracing', `backend: none, zipkin-endpoint: "http://${host}:4317"`),
  configMap(
    'config-tracing',
    `backend: zipkin, sample-rate: "0", zipkin-endpoint: "http://${host}:4317"`,
  ),
  // that of Tekton
  configMap('config-tracing', `enabled: "true", endpoint: "http://${host}:4318/v1/traces"`),
  configMap(
    'config-observability',
    `tracing-protocol: grpc, tracing-sampling-rate: "0.0", tracing-endpoint: "http://${host}:4318"`,
  ),
  configMap('config-observability', `tracing-protocol: none, tracing-endpoint: "${host}:1"`),
  configMap(
    'config-observability',
    `tracing-protocol: http/protobuf, tracing-endpoint: "http://${host}:4318"`,
  ),
  configMap('config-observability', `tracing-protocol: grpc, tracing-endpoint: "${host}:4317"`),
  configMap('argocd-cmd-params-cm', `otlp.address: "${host}:4317"`),
  configMap('others', `otlp.address: "${host}:4318"`),
  envoy('backendRefs: [{name: jaeger-collector, namespace: tracing, port: 4317}]'),
  envoy(
    'backendRefs: [{group: gateway.envoyproxy.io, kind: Backend, name: jaeger-colector, namespace: tracing}]',
  ),
  envoy(`host: ${host}`),
  envoy(`type: Zipkin, host: ${host}, port: 9411`),
  kong('zipkin', `http_endpoint: "http://${host}:9411/api/v2/spans"`),
  kong('opentelemetry', 'traces_endpoint: "http://jaeger-collector:1"'),
  kong('rate-limiting', `traces_endpoint: "http://${host}:1"`),
  keycloak(`endpoint: "http://${host}:4318", protocol: http/protobuf`),
  keycloak(`endpoint: "http://${host}:4318"`).replace('true', 'false'),
])('a platform that gets through, or asks for nothing, is let be: %s', (yaml) => {
  expect(check(`${jaeger}${yaml}`, ...rules)).toEqual([]);
});

test('a platform is drawn by its name', () => {
  const yaml = dapr(`otel: {endpointAddress: "${host}:4317", protocol: grpc, isSecure: false}`);
  const { nodes } = readGraph(modelOf(`${jaeger}${yaml}`), []);
  expect(nodes.find(({ kind }) => kind === 'sender')).toMatchObject({ what: 'Dapr', name: 'dapr' });
});

test.each([
  [
    { MANAGEMENT_OTLP_TRACING_ENDPOINT: `http://${host}:4318` },
    `container checkout must post spans to /v1/traces, but with 'http://${host}:4318' it posts them to /`,
  ],
  [
    {
      MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT: `http://${host}:4318`,
      MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_TRANSPORT: 'grpc',
    },
    'container checkout speaks OTLP over gRPC, but port 4318 of Service jaeger-collector.tracing is for OTLP over HTTP',
  ],
  [
    { MANAGEMENT_ZIPKIN_TRACING_ENDPOINT: `http://${host}:9411` },
    `container checkout must post spans to /api/v2/spans, but with 'http://${host}:9411' it posts them to /`,
  ],
  [
    { MANAGEMENT_TRACING_EXPORT_ZIPKIN_ENDPOINT: `http://${host}:9411` },
    `container checkout must post spans to /api/v2/spans, but with 'http://${host}:9411' it posts them to /`,
  ],
  [
    {
      QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT: `http://${host}:4317`,
      QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    },
    'container checkout speaks OTLP over HTTP, but port 4317 of Service jaeger-collector.tracing is for OTLP over gRPC',
  ],
  [
    { KC_TRACING_ENDPOINT: `http://${host}:4318`, KC_TRACING_PROTOCOL: 'grpc' },
    'container checkout speaks OTLP over gRPC, but port 4318 of Service jaeger-collector.tracing is for OTLP over HTTP',
  ],
  [
    { GF_TRACING_OPENTELEMETRY_OTLP_ADDRESS: `${host}:4318` },
    'container checkout speaks OTLP over gRPC, but port 4318 of Service jaeger-collector.tracing is for OTLP over HTTP',
  ],
])('a framework that has variables of its own is told of by them: %j', (env, message) => {
  expect(check(jaeger + workloadExample(env), ...rules)).toEqual([
    `Deployment/shop/checkout spec.template.spec.containers[0].env[0].value: ${message}`,
  ]);
});

test.each<Record<string, string>>([
  // what it speaks may stand in a file of the program
  { MANAGEMENT_OTLP_TRACING_ENDPOINT: `http://${host}:4317` },
  {
    MANAGEMENT_OTLP_TRACING_ENDPOINT: `http://${host}:4317`,
    MANAGEMENT_OTLP_TRACING_TRANSPORT: 'grpc',
  },
  { MANAGEMENT_OTLP_TRACING_ENDPOINT: `http://${host}:4318/v1/traces` },
  { QUARKUS_OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `http://${host}:4318` },
  { GF_TRACING_OPENTELEMETRY_OTLP_ADDRESS: `${host}:4317` },
  { KC_TRACING_ENDPOINT: `http://${host}:4317` },
])('a framework that gets through, or may, is let be: %j', (env) => {
  expect(check(jaeger + workloadExample(env), ...rules)).toEqual([]);
});

const env = (port: number) =>
  `env: [{name: OTEL_EXPORTER_OTLP_PROTOCOL, value: grpc}, {name: OTEL_EXPORTER_OTLP_ENDPOINT, value: "http://${host}:${port}"}]`;
const resource = (apiVersion: string, kind: string, spec: string) =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: one, namespace: shop}\nspec: {${spec}}\n`;
const connect = (told: string, port: number) =>
  resource(
    'kafka.strimzi.io/v1beta2',
    'KafkaConnect',
    `${told}, template: {connectContainer: {${env(port)}}}`,
  );

test.each([
  ['connect', (port: number) => connect('tracing: {type: opentelemetry}', port)],
  [
    'driver',
    (port: number) =>
      resource('sparkoperator.k8s.io/v1beta2', 'SparkApplication', `driver: {${env(port)}}`),
  ],
  [
    'main',
    (port: number) =>
      resource(
        'argoproj.io/v1alpha1',
        'CronWorkflow',
        `workflowSpec: {templates: [{name: dag}, {name: work, container: {image: "a:1", ${env(port)}}}]}`,
      ),
  ],
  [
    'build',
    (port: number) => resource('tekton.dev/v1', 'Task', `steps: [{name: build, ${env(port)}}]`),
  ],
])('the environment of container %s of a custom resource is read', (name, yaml) => {
  expect(check(jaeger + yaml(4317), ...rules)).toEqual([]);
  expect(check(jaeger + yaml(4318), ...rules)).toEqual([
    expect.stringMatching(`container ${name} speaks OTLP over gRPC, but port 4318`),
  ]);
});

test('a Kafka Connect without tracing sends nothing', () => {
  expect(check(jaeger + connect('replicas: 1', 4318), ...rules)).toEqual([]);
});
