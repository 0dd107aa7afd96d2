import { expect, test } from 'vitest';
import { address } from '../../../src/lint/edge/address/rule.ts';
import { lint } from '../../../src/lint/lint.ts';
import { modelOf } from '../../model/model-of.ts';
import { check, fixes } from '../check.ts';
import { exporterExample, workloadExample } from './examples.ts';

const otel = 'OpenTelemetryCollector/tracing/otel spec.config.exporters';

test.each([
  [
    'otlphttp:\n  endpoint: jaeger-collector:4318',
    `${otel}.otlphttp.endpoint: otlphttp: endpoint must be a URL with http:// or https://, got 'jaeger-collector:4318'`,
    'http://jaeger-collector:4318',
  ],
  [
    'otlp:\n  endpoint: jaeger-collector',
    `${otel}.otlp.endpoint: otlp: endpoint of a gRPC exporter must have a port, got 'jaeger-collector'`,
    'jaeger-collector:4317',
  ],
  [
    'otlp:\n  endpoint: http://jaeger-collector:4317/v1/traces',
    `${otel}.otlp.endpoint: otlp: endpoint of a gRPC exporter must be host:port without a path, got 'http://jaeger-collector:4317/v1/traces'`,
    'http://jaeger-collector:4317',
  ],
  [
    'otlp:\n  endpoint: grpc://jaeger-collector:4317',
    `${otel}.otlp.endpoint: otlp: endpoint of a gRPC exporter must be host:port, got scheme 'grpc' in 'grpc://jaeger-collector:4317'`,
    undefined,
  ],
  [
    'otlp:\n  endpoint: jaeger-collector:0',
    `${otel}.otlp.endpoint: otlp: endpoint port must be a whole number from 1 to 65535, got 0`,
    undefined,
  ],
  [
    'otlphttp:\n  endpoint: http://jaeger-collector:65536',
    `${otel}.otlphttp.endpoint: otlphttp: endpoint port must be a whole number from 1 to 65535, got 65536`,
    undefined,
  ],
  [
    'prometheusremotewrite:\n  endpoint: mimir.metrics.svc:9009/api/v1/push',
    `${otel}.prometheusremotewrite.endpoint: prometheusremotewrite: endpoint must be a URL with http:// or https://, got 'mimir.metrics.svc:9009/api/v1/push'`,
    'http://mimir.metrics.svc:9009/api/v1/push',
  ],
  [
    'kafka:\n  brokers: [kafka.kafka.svc]',
    `${otel}.kafka.brokers[0]: kafka: address must be host:port, got 'kafka.kafka.svc'`,
    undefined,
  ],
])('an exporter is told of an address that it cannot read: %s', (exporter, finding, fix) => {
  expect(check(exporterExample(exporter), address)).toEqual([finding]);
  expect(fixes(exporterExample(exporter), address)).toEqual([fix]);
});

test.each([
  'otlp:\n  endpoint: jaeger-collector:4317',
  'otlp:\n  endpoint: http://jaeger-collector:4317',
  'otlp:\n  endpoint: unix:///run/otel.sock',
  'otlphttp:\n  endpoint: https://otlp.example.com/otlp',
  'otlphttp:\n  traces_endpoint: http://jaeger-collector:4318/v1/traces',
  `otlphttp:\n  endpoint: \${env:ENDPOINT}`,
  'prometheusremotewrite:\n  endpoint: http://mimir.metrics.svc:9009/api/v1/push',
  `prometheus_remote_write:\n  endpoint: "\${env:MIMIR}/api/v1/push"`,
  'debug: {}\notlphttp:\n  endpoint: jaeger-collector:4318',
])('nothing is said of %s', (exporter) => {
  expect(check(exporterExample(exporter), address)).toEqual([]);
});

test('an SDK that is told to speak HTTP takes a URL', () => {
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: 'otel:4318',
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
  };
  expect(check(workloadExample(env), address)).toEqual([
    "Deployment/shop/checkout spec.template.spec.containers[0].env[0].value: endpoint must be a URL with http:// or https://, got 'otel:4318'",
  ]);
});

test.each([
  ['dns:///otel:4317', 'warning'],
  ['grpc://otel:4317', 'error'],
])('an SDK is warned of %s, which only some read, and told of what none does', (url, severity) => {
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' };
  const found = lint(modelOf(workloadExample(env)), [address]);
  expect(found.map((one) => one.severity)).toEqual([severity]);
});

test('a program may hand host and port to an exporter by itself', () => {
  expect(check(workloadExample({ OTEL_EXPORTER_OTLP_ENDPOINT: 'otel:4317' }), address)).toEqual([]);
});

test('an endpoint that several agents share is told once', () => {
  const yaml = `apiVersion: opentelemetry.io/v1alpha1
kind: Instrumentation
metadata: {name: auto, namespace: tracing}
spec:
  exporter: {endpoint: "otel-collector:4318"}
  python: {}
  java: {}
`;
  expect(check(yaml, address)).toEqual([
    "Instrumentation/tracing/auto spec.exporter.endpoint: endpoint must be a URL with http:// or https://, got 'otel-collector:4318'",
  ]);
});
