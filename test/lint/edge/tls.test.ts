import { expect, test } from 'vitest';
import { tls } from '../../../src/lint/edge/tls/rule.ts';
import { check, fixes } from '../check.ts';
import { collectorExample, exporterExample, jaegerExample, workloadExample } from './examples.ts';

const exporters = 'OpenTelemetryCollector/tracing/otel spec.config.exporters';
const plain = 'port 4317 of Service jaeger-collector accepts plaintext only';

test.each([
  [
    'otlp:\n  endpoint: jaeger-collector:4317',
    `${exporters}.otlp.tls: otlp must not use TLS, ${plain}; got no tls.insecure: true`,
    'tls: {insecure: true}',
  ],
  [
    'otlp:\n  endpoint: jaeger-collector:4317\n  tls:\n    insecure_skip_verify: true',
    `${exporters}.otlp.tls: otlp must not use TLS, ${plain}; got no tls.insecure: true`,
    'tls: {insecure: true}',
  ],
  [
    'otlp:\n  endpoint: http://jaeger-collector:4317',
    `${exporters}.otlp.tls: otlp must not use TLS, ${plain}; got no tls.insecure: true`,
    'tls: {insecure: true}',
  ],
  [
    'otlp:\n  endpoint: https://jaeger-collector:4317\n  tls:\n    insecure: true',
    `${exporters}.otlp.endpoint: otlp must not use TLS, ${plain}; got 'https://jaeger-collector:4317'`,
    'http://jaeger-collector:4317',
  ],
  [
    'otlphttp:\n  endpoint: https://jaeger-collector:4318',
    `${exporters}.otlphttp.endpoint: otlphttp must not use TLS, port 4318 of Service jaeger-collector accepts plaintext only; got 'https://jaeger-collector:4318'`,
    'http://jaeger-collector:4318',
  ],
])('TLS towards a plaintext port is told: %s', (exporter, finding, fix) => {
  expect(check(exporterExample(exporter), tls)).toEqual([finding]);
  expect(fixes(exporterExample(exporter), tls)).toEqual([fix]);
});

test.each([
  'otlp:\n  endpoint: jaeger-collector:4317\n  tls:\n    insecure: true',
  'otlp:\n  endpoint: http://jaeger-collector:4317\n  tls:\n    insecure: true',
  `otlp:\n  endpoint: jaeger-collector:4317\n  tls:\n    insecure: \${env:INSECURE}`,
  'otlp:\n  endpoint: otlp.example.com:4317',
  'otlphttp:\n  endpoint: http://jaeger-collector:4318',
  // the protocol is wrong, and told by another rule
  'otlp:\n  endpoint: jaeger-collector:4318',
])('nothing is said of %s', (exporter) => {
  expect(check(exporterExample(exporter), tls)).toEqual([]);
});

const secured = `${jaegerExample}  allInOne:
    options:
      collector.otlp.grpc.tls.enabled: true
      collector.otlp.grpc.tls.cert: /tls/tls.crt
      collector.otlp.grpc.tls.key: /tls/tls.key
`;

test('plaintext towards a port that takes TLS is told', () => {
  const exporter = 'otlp:\n  endpoint: jaeger-collector:4317\n  tls:\n    insecure: true';
  const yaml = `${secured}---\n${collectorExample({ exporter })}`;
  expect(check(yaml, tls)).toEqual([
    `${exporters}.otlp.tls: otlp must use TLS, port 4317 of Service jaeger-collector accepts nothing else; got tls.insecure: true`,
  ]);
  expect(check(yaml.replace('insecure: true', 'ca_file: /ca.crt'), tls)).toEqual([]);
});

test('an SDK over https towards a receiver without TLS is told, and the other way round', () => {
  const collector = (more: string) =>
    collectorExample({ exporter: 'debug: {}' }).replace(
      'endpoint: 0.0.0.0:4318',
      `endpoint: 0.0.0.0:4318${more}`,
    );
  const app = (scheme: string) =>
    workloadExample({ OTEL_EXPORTER_OTLP_ENDPOINT: `${scheme}://otel-collector.tracing:4318` });
  const certificate = '\n            tls: {cert_file: /tls.crt, key_file: /tls.key}';
  const judge = (scheme: string, more: string) =>
    check([collector(more), app(scheme)].join('---\n'), tls);
  const at = 'Deployment/shop/checkout spec.template.spec.containers[0].env[0].value';
  const service = 'port 4318 of Service otel-collector.tracing';
  expect(judge('http', '')).toEqual([]);
  expect(judge('https', certificate)).toEqual([]);
  expect(judge('https', '')).toEqual([
    `${at}: container checkout must not use TLS, ${service} accepts plaintext only; got 'https://otel-collector.tracing:4318'`,
  ]);
  expect(judge('http', certificate)).toEqual([
    `${at}: container checkout must use TLS, ${service} accepts nothing else; got 'http://otel-collector.tracing:4318'`,
  ]);
});

test('an insecure beside the endpoint is told by the rule about settings alone', () => {
  const exporter = 'otlp:\n  endpoint: jaeger-collector:4317\n  insecure: true';
  expect(check(exporterExample(exporter), tls)).toEqual([]);
});
