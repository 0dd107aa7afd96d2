import { expect, test } from 'vitest';
import { tracesPath } from '../../../src/lint/edge/traces-path/rule.ts';
import { check, fixes } from '../check.ts';
import { collectorExample, exporterExample, jaegerExample, workloadExample } from './examples.ts';

const exporters = 'OpenTelemetryCollector/tracing/otel spec.config.exporters';

test.each([
  [
    'otlphttp:\n  endpoint: http://jaeger-collector:4318/v1/traces',
    ".otlphttp.endpoint: otlphttp must post spans to /v1/traces, but with 'http://jaeger-collector:4318/v1/traces' it posts them to /v1/traces/v1/traces",
    'http://jaeger-collector:4318',
  ],
  [
    'otlphttp:\n  traces_endpoint: http://jaeger-collector:4318',
    ".otlphttp.traces_endpoint: otlphttp must post spans to /v1/traces, but with 'http://jaeger-collector:4318' it posts them to /",
    'http://jaeger-collector:4318/v1/traces',
  ],
  [
    'otlphttp:\n  endpoint: http://jaeger-collector:4318/otlp',
    ".otlphttp.endpoint: otlphttp must post spans to /v1/traces, but with 'http://jaeger-collector:4318/otlp' it posts them to /otlp/v1/traces",
    'http://jaeger-collector:4318',
  ],
  [
    'otlphttp:\n  endpoint: https://otlp.example.com/v1/traces',
    ".otlphttp.endpoint: otlphttp must post spans to /v1/traces, but with 'https://otlp.example.com/v1/traces' it posts them to /v1/traces/v1/traces",
    'https://otlp.example.com',
  ],
  [
    'zipkin:\n  endpoint: http://jaeger-collector:9411',
    ".zipkin.endpoint: zipkin must post spans to /api/v2/spans, but with 'http://jaeger-collector:9411' it posts them to /",
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

/** A collector whose one exporter is named by pipelines of some signals, and Services of backends that are not known. */
const exporting = (exporter: string, ...signals: string[]) =>
  [
    jaegerExample,
    collectorExample({ exporter }).replace(
      / {8}traces:(\n.*){2}/,
      signals
        .map((signal) => `        ${signal}: {receivers: [otlp], exporters: [otlphttp]}`)
        .join('\n'),
    ),
    ...['loki', 'prometheus', 'backend'].map(
      (name) =>
        `{apiVersion: v1, kind: Service, metadata: {name: ${name}, namespace: tracing}, spec: {selector: {app: ${name}}, ports: [{port: 3100, name: http}, {port: 4318, name: otlp}]}}\n`,
    ),
  ].join('---\n');

const jaegerBase = 'http://jaeger-collector:4318/otlp';
const jaegerHttp = 'http://jaeger-collector.tracing:4318';

test.each([
  ['otlphttp:\n  endpoint: http://loki:3100/otlp', ['logs']],
  ['otlphttp:\n  endpoint: http://prometheus:3100/api/v1/otlp', ['metrics']],
  ['otlphttp:\n  endpoint: http://prometheus:3100/api/v1/otlp', ['metrics/a', 'logs/b']],
  ['otlphttp:\n  endpoint: https://otlp.example.com/v1/traces', ['metrics']],
  [`otlphttp:\n  endpoint: ${jaegerBase}`, ['metrics']],
  ['otlphttp:\n  logs_endpoint: http://jaeger-collector:4318/v1/logs', ['logs']],
  ['otlphttp:\n  metrics_endpoint: http://jaeger-collector:4318', ['metrics']],
  // the address for spans is not the one that is used
  [`otlphttp:\n  endpoint: http://loki:3100/otlp\n  traces_endpoint: ${jaegerBase}`, ['logs']],
  [
    'otlphttp:\n  endpoint: http://loki:3100/otlp\n  traces_endpoint: http://jaeger-collector:4318/v1/traces',
    ['traces', 'logs'],
  ],
  [
    `otlphttp:\n  endpoint: http://jaeger-collector:4318\n  logs_endpoint: ${jaegerBase}/v1/logs`,
    ['traces', 'logs'],
  ],
  // a backend that is not known may take spans there
  ['otlphttp:\n  endpoint: http://backend:3100/api/default', ['traces']],
  ['otlphttp:\n  traces_endpoint: http://backend:3100/insert/opentelemetry', ['traces']],
  ['otlphttp:\n  traces_endpoint: http://backend:3100', ['traces']],
])('only the path of spans counts: %s in pipelines of %j', (exporter, signals) => {
  expect(check(exporting(exporter, ...signals), tracesPath)).toEqual([]);
});

test.each<[string, string[], string, string | undefined]>([
  [`otlphttp:\n  endpoint: ${jaegerBase}`, ['traces'], 'endpoint', 'http://jaeger-collector:4318'],
  [
    `otlphttp:\n  endpoint: ${jaegerBase}`,
    ['metrics', 'traces'],
    'endpoint',
    'http://jaeger-collector:4318',
  ],
  [
    `otlphttp:\n  endpoint: http://loki:3100/otlp\n  traces_endpoint: ${jaegerBase}`,
    ['logs', 'traces/all'],
    'traces_endpoint',
    'http://jaeger-collector:4318/v1/traces',
  ],
  [
    `otlphttp:\n  endpoint: ${jaegerBase}\n  metrics_endpoint: http://prometheus:3100/api/v1/otlp/v1/metrics`,
    ['metrics', 'traces'],
    'endpoint',
    'http://jaeger-collector:4318',
  ],
  [
    'otlphttp:\n  endpoint: http://backend:3100/otlp/v1/traces',
    ['metrics', 'traces'],
    'endpoint',
    'http://backend:3100/otlp',
  ],
  [
    'otlphttp:\n  traces_endpoint: http://backend:4318',
    ['traces'],
    'traces_endpoint',
    'http://backend:4318/v1/traces',
  ],
])('the path of spans counts beside other signals: %s in %j', (exporter, signals, key, fix) => {
  const yaml = exporting(exporter, ...signals);
  expect(check(yaml, tracesPath)).toEqual([
    expect.stringMatching(`^${exporters}.otlphttp.${key}: otlphttp must post spans to `),
  ]);
  expect(fixes(yaml, tracesPath)).toEqual([fix]);
});

test.each([
  [{ OTEL_TRACES_EXPORTER: 'none' }, 0],
  [{ OTEL_TRACES_EXPORTER: 'zipkin, console' }, 0],
  [{ OTEL_TRACES_EXPORTER: 'jaeger' }, 0],
  [{ OTEL_TRACES_EXPORTER: 'otlp,console' }, 1],
  [{ OTEL_TRACES_EXPORTER: '""' }, 1],
  [{ OTEL_METRICS_EXPORTER: 'none' }, 1],
  [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${jaegerHttp}/v1/traces` }, 0],
])('an endpoint of an SDK is one for spans unless these go elsewhere: %j', (more, count) => {
  const variables = { OTEL_EXPORTER_OTLP_ENDPOINT: `${jaegerHttp}/otlp`, ...more };
  const app = workloadExample(variables);
  expect(check([jaegerExample, app].join('---\n'), tracesPath)).toHaveLength(count);
  const env = JSON.stringify(Object.entries(variables).map(([name, value]) => ({ name, value })));
  const agents = `{apiVersion: opentelemetry.io/v1alpha1, kind: Instrumentation, metadata: {name: x, namespace: tracing}, spec: {env: ${env}, python: {}}}\n`;
  expect(check([jaegerExample, agents].join('---\n'), tracesPath)).toHaveLength(count);
});

test('an endpoint of an SDK for other signals is none for spans', () => {
  const app = workloadExample({
    OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${jaegerHttp}/v1/metrics`,
    OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: `${jaegerHttp}/otlp/v1/logs`,
  });
  expect(check([jaegerExample, app].join('---\n'), tracesPath)).toEqual([]);
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
  const finding = `${at}: container checkout must post spans to ${expected}, but with '${value}' it posts them to ${posts}`;
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
  // the path of a base is that of all signals
  const base = workloadExample({
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel-collector.tracing:4318',
  });
  expect(fixes([collector, base].join('---\n'), tracesPath)).toEqual([undefined]);
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
    `${at}: container checkout must have no path in an endpoint for gRPC, which some SDKs reject, got 'http://jaeger-collector.tracing:4317/v1/traces'`,
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
    "ConfigMap/tekton-pipelines/config-tracing data.endpoint: Tekton must post spans to /v1/traces, but with 'http://jaeger-collector.tracing:4318/api/traces' it posts them to /api/traces",
  ]);
  expect(judge('/')).toHaveLength(1);
  expect(judge('/v1/traces')).toEqual([]);
  // which path that is hangs on the release
  expect(judge('')).toEqual([]);
});
