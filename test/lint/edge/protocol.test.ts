import { expect, test } from 'vitest';
import { exampleOf } from '../../../scripts/rule-examples.ts';
import { address } from '../../../src/lint/edge/address/rule.ts';
import { protocol } from '../../../src/lint/edge/protocol/rule.ts';
import { usualPort } from '../../../src/lint/edge/usual-port/rule.ts';
import { check, fixes, places } from '../check.ts';
import { exporterExample, jaegerExample, workloadExample } from './examples.ts';

const otel = 'OpenTelemetryCollector/tracing/otel spec.config.exporters';

test.each([
  [
    'otlphttp:\n  endpoint: http://jaeger-collector:4317',
    `${otel}.otlphttp.endpoint: otlphttp speaks OTLP over HTTP, but port 4317 of Service jaeger-collector is for OTLP over gRPC`,
  ],
  [
    'otlp:\n  endpoint: jaeger-collector:4318',
    `${otel}.otlp.endpoint: otlp speaks OTLP over gRPC, but port 4318 of Service jaeger-collector is for OTLP over HTTP`,
  ],
  [
    'otlp/jaeger:\n  endpoint: jaeger-collector:14250',
    `${otel}["otlp/jaeger"].endpoint: otlp/jaeger speaks OTLP over gRPC, but port 14250 of Service jaeger-collector is for Jaeger's own gRPC`,
  ],
  [
    'otlphttp:\n  endpoint: http://jaeger-collector:14268/api/traces',
    `${otel}.otlphttp.endpoint: otlphttp speaks OTLP over HTTP, but port 14268 of Service jaeger-collector is for Jaeger thrift over HTTP`,
  ],
  [
    'otlp:\n  endpoint: jaeger-collector:14267',
    `${otel}.otlp.endpoint: otlp speaks OTLP over gRPC, but port 14267 of Service jaeger-collector has no listener`,
  ],
  [
    'otlp:\n  endpoint: jaeger-collector:14269',
    `${otel}.otlp.endpoint: otlp speaks OTLP over gRPC, but port 14269 of Service jaeger-collector is for health and metrics of Jaeger`,
  ],
  [
    'otlp:\n  endpoint: jaeger-query:16685',
    `${otel}.otlp.endpoint: otlp speaks OTLP over gRPC, but port 16685 of Service jaeger-query is for Jaeger query over gRPC`,
  ],
  [
    'otlp:\n  endpoint: jaeger-agent:6831',
    `${otel}.otlp.endpoint: otlp speaks OTLP over gRPC, but port 6831 of Service jaeger-agent is for Jaeger thrift compact over UDP`,
  ],
  [
    'zipkin:\n  endpoint: http://jaeger-collector:4318/api/v2/spans',
    `${otel}.zipkin.endpoint: zipkin speaks Zipkin over HTTP, but port 4318 of Service jaeger-collector is for OTLP over HTTP`,
  ],
])('an exporter is told of a port of another protocol: %s', (exporter, finding) => {
  expect(check(exporterExample(exporter), protocol)).toEqual([finding]);
});

test.each([
  'otlp:\n  endpoint: jaeger-collector:4317',
  'otlp_grpc:\n  endpoint: dns:///jaeger-collector-headless:4317',
  'otlphttp:\n  endpoint: http://jaeger-collector.tracing.svc.cluster.local:4318',
  'otlphttp:\n  endpoint: http://tempo.elsewhere.svc:4317',
  'otlphttp:\n  endpoint: https://otlp.example.com:4317',
  'otlphttp:\n  endpoint: http://otlp:14268',
  `otlphttp:\n  endpoint: \${env:ENDPOINT}`,
  'zipkin:\n  endpoint: http://jaeger-collector:9411/api/v2/spans',
  'debug: {}\notlphttp:\n  endpoint: http://jaeger-collector:4317',
])('nothing is said of %s', (exporter) => {
  expect(check(exporterExample(exporter), protocol)).toEqual([]);
});

test('an SDK is judged by the protocol that it is told', () => {
  const app = (env: Record<string, string>) =>
    check([jaegerExample, workloadExample(env)].join('---\n'), protocol);
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://jaeger-collector.tracing:4317' };
  expect(app(endpoint)).toEqual([]);
  expect(app({ ...endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' })).toEqual([]);
  expect(app({ ...endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' })).toEqual([
    'Deployment/shop/checkout spec.template.spec.containers[0].env[0].value: container checkout speaks OTLP over HTTP, but port 4317 of Service jaeger-collector.tracing is for OTLP over gRPC',
  ]);
  expect(app({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://jaeger-query.tracing:16686' })).toEqual([
    'Deployment/shop/checkout spec.template.spec.containers[0].env[0].value: container checkout speaks OTLP over gRPC or OTLP over HTTP, but port 16686 of Service jaeger-query.tracing is for Jaeger query over HTTP',
  ]);
});

test('the finding stands at the address', () => {
  expect(places(exampleOf(protocol).wrong, protocol)).toEqual(['28:9']);
});

test.each([
  ['otlphttp:\n  endpoint: http://jaeger-collector:4317', 'http://jaeger-collector:4318'],
  ['otlp:\n  endpoint: jaeger-collector.tracing.svc:14250', 'jaeger-collector.tracing.svc:4317'],
  [
    'otlphttp:\n  endpoint: http://jaeger-collector:14268/api/traces',
    'http://jaeger-collector:4318',
  ],
  ['otlp:\n  endpoint: jaeger-query.tracing:16685', 'jaeger-collector.tracing:4317'],
  ['otlp:\n  endpoint: jaeger-agent:6831', 'jaeger-collector:4317'],
])('the fix is a port of the same Jaeger that fits: %s', (exporter, fix) => {
  expect(fixes(exporterExample(exporter), protocol)).toEqual([fix]);
});

test('agents of several languages that share an endpoint are one finding', () => {
  const yaml = `${jaegerExample}---
apiVersion: opentelemetry.io/v1alpha1
kind: Instrumentation
metadata: {name: auto, namespace: tracing}
spec:
  exporter: {endpoint: "http://jaeger-collector:4317"}
  python: {}
  dotnet: {}
  go: {}
  nginx: {}
`;
  expect(check(yaml, protocol)).toEqual([
    'Instrumentation/tracing/auto spec.exporter.endpoint: agents of python, dotnet, go speak OTLP over HTTP, but port 4317 of Service jaeger-collector is for OTLP over gRPC',
  ]);
});

test('a Jaeger agent speaks to the port of its own', () => {
  const agent = (port: number) => `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent, namespace: tracing}
spec: {template: {spec: {containers: [{name: agent, image: "jaegertracing/jaeger-agent:1.51.0", args: ["--reporter.grpc.host-port=jaeger-collector:${port}"]}]}}}
`;
  const judge = (port: number) => check([jaegerExample, agent(port)].join('---\n'), protocol);
  expect(judge(14250)).toEqual([]);
  expect(judge(14268)).toEqual([
    "DaemonSet/tracing/agent spec.template.spec.containers[0].args[0]: container agent speaks Jaeger's own gRPC, but port 14268 of Service jaeger-collector is for Jaeger thrift over HTTP",
  ]);
});

const clickHouse = `apiVersion: v1
kind: Service
metadata: {name: clickhouse, namespace: tracing}
spec: {selector: {app: clickhouse}, ports: [{port: 8123}, {port: 9000}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: clickhouse, namespace: tracing}
spec: {template: {metadata: {labels: {app: clickhouse}}, spec: {containers: [{name: c, image: "clickhouse/clickhouse-server:24.8"}]}}}`;

const overHttp =
  "clickhouse speaks ClickHouse over HTTP, but port 9000 of Service clickhouse is for ClickHouse's native protocol";
const natively =
  "clickhouse speaks ClickHouse's native protocol, but port 8123 of Service clickhouse is for ClickHouse over HTTP";

test.each([
  ['http://clickhouse:9000', overHttp, 'http://clickhouse:8123'],
  ['tcp://clickhouse:8123?dial_timeout=10s', natively, 'tcp://clickhouse:9000?dial_timeout=10s'],
  [
    'clickhouse://user:a@clickhouse:8123/otel',
    natively,
    // a password is shown to nobody
    'clickhouse://…@clickhouse:9000/otel',
  ],
])(
  'an exporter to ClickHouse at %s is told of the port of its protocol',
  (endpoint, message, fix) => {
    const yaml = `${exporterExample(`clickhouse:\n  endpoint: ${endpoint}`)}\n---\n${clickHouse}`;
    expect(check(yaml, protocol)).toEqual([`${otel}.clickhouse.endpoint: ${message}`]);
    expect(fixes(yaml, protocol)).toEqual([fix]);
  },
);

test.each([
  'http://clickhouse:8123',
  'https://clickhouse:8443',
  'tcp://clickhouse:9000',
  `\${env:SCHEME}://clickhouse:9000`,
  `\${env:CLICKHOUSE}`,
  'tcp://clickhouse:9000,other:9000/otel',
])('an exporter to ClickHouse at %s is let be', (endpoint) => {
  const yaml = `${exporterExample(`clickhouse:\n  endpoint: "${endpoint}"`)}\n---\n${clickHouse}`;
  expect(check(yaml, protocol, address)).toEqual([]);
});

const jaegerV2 = (settings: string) => `apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: {name: v2, namespace: tracing}
spec:
  image: jaegertracing/jaeger:2.21.0
  config:
    extensions:
      jaeger_query: {storage: {traces: c}}
      jaeger_storage: {backends: {c: {clickhouse: {${settings}}}}}
    receivers: {otlp: {protocols: {grpc: {}}}}
    exporters: {jaeger_storage_exporter: {trace_storage: c}}
    service: {extensions: [jaeger_storage, jaeger_query], pipelines: {traces: {receivers: [otlp], exporters: [jaeger_storage_exporter]}}}
---
${clickHouse}`;

test.each([
  ['protocol: http, addresses: ["clickhouse:9000"]', ['clickhouse:8123']],
  ['addresses: ["clickhouse:8123"]', ['clickhouse:9000']],
  ['protocol: native, addresses: ["clickhouse:9000", "clickhouse:8123"]', ['clickhouse:9000']],
  ['protocol: http, addresses: ["clickhouse:8123"]', []],
  ['addresses: ["clickhouse:9000"]', []],
])('Jaeger v2 with ClickHouse by %s should go to %j', (settings, wanted) => {
  expect(fixes(jaegerV2(settings), protocol)).toEqual(wanted);
});

test.each([
  ['http://clickhouse.elsewhere:9000', ['http://clickhouse.elsewhere:8123']],
  ['tcp://ch.example.com:8123', ['tcp://ch.example.com:9000']],
  ['tcp://ch.example.com:9440?secure=true', []],
])('where ClickHouse is not known, an exporter to %s is told %j', (endpoint, wanted) => {
  const yaml = exporterExample(`clickhouse:\n  endpoint: ${endpoint}`);
  expect(fixes(yaml, usualPort)).toEqual(wanted);
  expect(check(yaml, protocol)).toEqual([]);
});
