import { expect, test } from 'vitest';
import { lint } from '../../../src/lint/lint.ts';
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
const tempo = 'otlp tempo.example.com:4317 otlp-grpc+tls -> external';

const nginx = (data: string) => `
apiVersion: v1
kind: ConfigMap
metadata: { name: ingress-nginx-controller, namespace: ingress-nginx }
data: { ${data} }
`;
const traefik = (...args: string[]) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: traefik, namespace: traefik }
spec:
  selector: { matchLabels: { app: traefik } }
  template:
    metadata: { labels: { app: traefik } }
    spec:
      containers:
        - name: traefik
          image: docker.io/traefik:v3.7.9
          args: ${JSON.stringify(args)}
`;

const edges = (yaml: string) => edgesOf(modelOf(collector, yaml)).filter((edge) => edge !== tempo);
const findings = (yaml: string) =>
  lint(modelOf(collector, yaml))
    .filter(({ object }) => object.kind !== 'OpenTelemetryCollector')
    .map((finding) => [finding.rule.id, placeOf(finding).split(' ')[1], finding.fix]);

test('Ingress NGINX is a sender over gRPC, at the usual port unless it is told another one', () => {
  const on = `enable-opentelemetry: "true", otlp-collector-host: ${service}`;
  const expected = [`nginx ${service} otlp-grpc -> tracing/otel-collector:4317 otlp-grpc`];
  expect(edges(nginx(on))).toEqual(expected);
  expect(edges(nginx(`${on}, otlp-collector-port: "4317"`))).toEqual(expected);
  expect(findings(nginx(on))).toEqual([]);
  expect(findings(nginx(`${on}, otlp-collector-port: "4318"`))).toEqual([
    ['edge/protocol', 'data.otlp-collector-port', '4317'],
  ]);
  expect(
    findings(nginx(`enable-opentelemetry: "true", otlp-collector-host: otel.tracing`)),
  ).toEqual([['edge/custom-resource-name', 'data.otlp-collector-host', 'otel-collector.tracing']]);
});

test('a host of Ingress NGINX with more than a name is told', () => {
  const url = `enable-opentelemetry: "true", otlp-collector-host: "http://${service}:4317"`;
  expect(findings(nginx(url))).toEqual([['edge/address', 'data.otlp-collector-host', service]]);
});

// its module takes a scheme off before it connects
test('a host of Ingress NGINX may have a scheme before it', () => {
  const url = (host: string) =>
    nginx(`enable-opentelemetry: "true", otlp-collector-host: "${host}"`);
  expect(findings(url(`http://${service}`))).toEqual([]);
  expect(edges(url(`http://${service}`))).toEqual([
    `nginx http://${service} otlp-grpc -> tracing/otel-collector:4317 otlp-grpc`,
  ]);
  expect(findings(url(`http://${service}/`))).toEqual([
    ['edge/address', 'data.otlp-collector-host', service],
  ]);
});

test('Ingress NGINX sends for an Ingress that asks for it, and otherwise not before it is switched on', () => {
  const host = nginx(`otlp-collector-host: ${service}`);
  const ingress = `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  namespace: shop
  annotations: { nginx.ingress.kubernetes.io/enable-opentelemetry: "true" }
spec: { defaultBackend: { service: { name: shop, port: { number: 80 } } } }
`;
  const enabled = (...yaml: string[]) => modelOf(...yaml).edges.map(({ sender }) => sender.enabled);
  expect(enabled(host)).toEqual([false]);
  expect(enabled(host, ingress)).toEqual([true]);
});

test('Traefik is a sender by its arguments, whatever their case', () => {
  const grpc = traefik(
    '--Tracing.OTLP.gRPC.endpoint=otel-collector.tracing:4317',
    '--tracing.otlp.grpc.insecure=true',
  );
  const http = traefik('--tracing.otlp.http.endpoint=http://otel-collector.tracing:4318/v1/traces');
  expect(edges(grpc)).toEqual([
    'traefik otel-collector.tracing:4317 otlp-grpc -> tracing/otel-collector:4317 otlp-grpc',
  ]);
  expect(edges(http)).toEqual([
    'traefik http://otel-collector.tracing:4318/v1/traces otlp-http -> tracing/otel-collector:4318 otlp-http',
  ]);
  expect(findings(grpc)).toEqual([]);
  expect(findings(http)).toEqual([]);
});

test('what is wrong with an edge of Traefik is told, with the flag in the fix', () => {
  expect(findings(traefik('--tracing.otlp.grpc.endpoint=otel-collector.tracing:4317'))).toEqual([
    ['edge/tls', 'spec.template.spec.containers[0].args[0]', undefined],
  ]);
  const wrong = '--tracing.otlp.http.endpoint=http://otel-collector.tracing:4317/v1/traces';
  expect(findings(traefik(wrong))).toEqual([
    ['edge/protocol', 'spec.template.spec.containers[0].args[0]', wrong.replace('4317', '4318')],
  ]);
});
