import { expect, test } from 'vitest';
import { tracesPath } from '../../../src/lint/edge/traces-path/rule.ts';
import { check, fixes } from '../check.ts';
import { collectorExample, exporterExample, jaegerExample, workloadExample } from './examples.ts';

const exporters = 'OpenTelemetryCollector/tracing/otel spec.config.exporters';

test.each([
  [
    'otlphttp:\n  endpoint: http://jaeger-collector:4318/v1/traces',
    ".otlphttp.endpoint: otlphttp must post spans to /v1/traces, 'http://jaeger-collector:4318/v1/traces' makes it /v1/traces/v1/traces",
    'http://jaeger-collector:4318',
  ],
  [
    'otlphttp:\n  traces_endpoint: http://jaeger-collector:4318',
    ".otlphttp.traces_endpoint: otlphttp must post spans to /v1/traces, 'http://jaeger-collector:4318' makes it /",
    'http://jaeger-collector:4318/v1/traces',
  ],
  [
    'otlphttp:\n  endpoint: http://jaeger-collector:4318/otlp',
    ".otlphttp.endpoint: otlphttp must post spans to /v1/traces, 'http://jaeger-collector:4318/otlp' makes it /otlp/v1/traces",
    'http://jaeger-collector:4318',
  ],
  [
    'otlphttp:\n  endpoint: https://otlp.example.com/v1/traces',
    ".otlphttp.endpoint: otlphttp must post spans to /v1/traces, 'https://otlp.example.com/v1/traces' makes it /v1/traces/v1/traces",
    'https://otlp.example.com',
  ],
  [
    'zipkin:\n  endpoint: http://jaeger-collector:9411',
    ".zipkin.endpoint: zipkin must post spans to /api/v2/spans, 'http://jaeger-collector:9411' makes it /",
    'http://jaeger-collector:9411/api/v2/spans',
  ],
])('a path that makes the receiver answer 404 is told: %s', (exporter, finding, fix) => {
  expect(check(exporterExample(exporter), tracesPath)).toEqual([`${exporters}${finding}`]);
  expect(fixes(exporterExample(exporter), tracesPath)).toEqual([fix]);
});

test.each([
  'otlphttp:\n  endpoint: http://jaeger-collector:4318',
  'otlphttp:\n  endpoint: http://jaeger-collector:4318/',
  'otlphttp:\n  traces_endpoint: http://jaeger-collector:4318/v1/traces',
  'otlphttp:\n  endpoint: https://otlp.example.com/otlp',
  'otlp:\n  endpoint: jaeger-collector:4317',
  'zipkin:\n  endpoint: http://jaeger-collector:9411/api/v2/spans',
  'zipkin:\n  endpoint: http://zipkin.example.com:9411',
])('nothing is said of %s', (exporter) => {
  expect(check(exporterExample(exporter), tracesPath)).toEqual([]);
});

test.each([
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://jaeger-collector.tracing:4318', undefined],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://jaeger-collector.tracing:4318/', undefined],
  [
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    'http://jaeger-collector.tracing:4318/v1/traces',
    '/v1/traces/v1/traces',
  ],
  ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'http://jaeger-collector.tracing:4318', '/'],
  [
    'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
    'http://jaeger-collector.tracing:4318/v1/traces',
    undefined,
  ],
  ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'http://jaeger-collector.tracing:4317', undefined],
  ['JAEGER_ENDPOINT', 'http://jaeger-collector.tracing:14268', '/'],
  ['JAEGER_ENDPOINT', 'http://jaeger-collector.tracing:14268/api/traces', undefined],
])('an SDK with %s %s posts to %s', (name, value, posts) => {
  const yaml = [jaegerExample, workloadExample({ [name]: value })].join('---\n');
  const expected = name === 'JAEGER_ENDPOINT' ? '/api/traces' : '/v1/traces';
  const at = 'Deployment/shop/checkout spec.template.spec.containers[0].env[0].value';
  const finding = `${at}: container checkout must post spans to ${expected}, '${value}' makes it ${posts}`;
  expect(check(yaml, tracesPath)).toEqual(posts === undefined ? [] : [finding]);
});

test('a receiver may take spans at a path of its own', () => {
  const collector = collectorExample({ exporter: 'debug: {}' }).replace(
    'endpoint: 0.0.0.0:4318',
    'endpoint: 0.0.0.0:4318\n            traces_url_path: /in',
  );
  const judge = (endpoint: string) => {
    const app = workloadExample({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: endpoint });
    return check([collector, app].join('---\n'), tracesPath);
  };
  expect(judge('http://otel-collector.tracing:4318/in')).toEqual([]);
  expect(judge('http://otel-collector.tracing:4318/v1/traces')).toHaveLength(1);
});

test('an endpoint for gRPC has no path', () => {
  const judge = (endpoint: string, protocol?: string) =>
    check(
      [
        jaegerExample,
        workloadExample({
          OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
          ...(protocol === undefined ? {} : { OTEL_EXPORTER_OTLP_PROTOCOL: protocol }),
        }),
      ].join('---\n'),
      tracesPath,
    );
  const at = 'Deployment/shop/checkout spec.template.spec.containers[0].env[0].value';
  expect(judge('http://jaeger-collector.tracing:4317/v1/traces')).toEqual([
    `${at}: container checkout must have no path in an endpoint for gRPC, some SDKs refuse it, got 'http://jaeger-collector.tracing:4317/v1/traces'`,
  ]);
  expect(judge('https://otlp.example.com/otlp', 'grpc')).toHaveLength(1);
  expect(judge('https://otlp.example.com/', 'grpc')).toEqual([]);
  expect(judge('https://otlp.example.com/otlp')).toEqual([]);
});

test('Tekton of any release posts to the path that it is told', () => {
  const judge = (path: string) => {
    const endpoint = `http://jaeger-collector.tracing:4318${path}`;
    const config = `{apiVersion: v1, kind: ConfigMap, metadata: {name: config-tracing, namespace: tekton-pipelines}, data: {enabled: "true", endpoint: "${endpoint}"}}\n`;
    return check([jaegerExample, config].join('---\n'), tracesPath);
  };
  expect(judge('/api/traces')).toEqual([
    "ConfigMap/tekton-pipelines/config-tracing data.endpoint: Tekton must post spans to /v1/traces, 'http://jaeger-collector.tracing:4318/api/traces' makes it /api/traces",
  ]);
  expect(judge('/')).toHaveLength(1);
  expect(judge('/v1/traces')).toEqual([]);
  // which path that is hangs on the release
  expect(judge('')).toEqual([]);
});
