import { expect, test } from 'vitest';
import { examplesOf } from '../../../scripts/rule-examples.ts';
import { uiPath } from '../../../src/lint/jaeger/ui-path/rule.ts';
import { check } from '../check.ts';

const [example, { wrong: ofRoute = '' } = {}] = examplesOf(uiPath);
const wrong = example.wrong;
const place = 'Ingress/tracing/jaeger spec.rules[0].http.paths[0].path';

test('an Ingress must lead to the UI from its base path, or from above', () => {
  const message = "Ingress jaeger must route the base path of Jaeger's UI, /, got";
  expect(check(wrong, uiPath)).toEqual([`${place}: ${message} /jaeger`]);
  for (const path of ['/jaeger/', '/ui']) {
    expect(check(wrong.replace('path: /jaeger', `path: ${path}`), uiPath)).toHaveLength(1);
  }
  expect(check(wrong.replace('path: /jaeger', 'path: /'), uiPath)).toEqual([]);
  const based = wrong.replace('all-in-one:1.62.0', '$&\n          args: [--query.base-path=/a/b]');
  for (const [path, found] of [
    ['/a/b', 0],
    ['/a', 0],
    ['/', 0],
    ['/a/b/c', 1],
    ['/b', 1],
    ['/a/bc', 1],
  ] as const) {
    expect(check(based.replace('path: /jaeger', `path: ${path}`), uiPath)).toHaveLength(found);
  }
});

test('a path beside another one that leads to all of the UI is not judged', () => {
  const paths = wrong.slice(wrong.indexOf('          - path: /jaeger'));
  expect(check(wrong + paths.replace('/jaeger', '/'), uiPath)).toEqual([]);
});

test.each([
  'nginx.ingress.kubernetes.io/rewrite-target: /$2',
  'traefik.ingress.kubernetes.io/router.middlewares: tracing-strip@kubernetescrd',
  'haproxy.org/path-rewrite: /',
])('what %s makes of a path is not judged', (annotation) => {
  const told = wrong.replace(
    /(kind: Ingress\nmetadata:\n)/,
    `$1  annotations: { "${annotation.replace(': ', '": "')}" }\n`,
  );
  expect(check(told, uiPath)).toEqual([]);
});

test.each(['/api/traces', '/jaeger/api', '/.*'])('%s is no path of the pages', (path) => {
  expect(check(wrong.replace('path: /jaeger', `path: ${path}`), uiPath)).toEqual([]);
});

test('a route that rewrites paths is not judged', () => {
  const route = ofRoute;
  expect(check(route, uiPath)).toHaveLength(1);
  const filter = '      filters: [{ type: URLRewrite }]\n      backendRefs:';
  expect(check(route.replace('      backendRefs:', filter), uiPath)).toEqual([]);
});

test('Jaeger v2 tells its base path in its configuration', () => {
  const v2 = (path: string) =>
    `apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: { name: jaeger, namespace: tracing }
spec:
  image: jaegertracing/jaeger:2.20.0
  config:
    receivers: { otlp: { protocols: { grpc: { endpoint: "0.0.0.0:4317" } } } }
    extensions:
      jaeger_storage: { backends: { some: { memory: { max_traces: 1000 } } } }
      jaeger_query: { base_path: ${path}, storage: { traces: some } }
    exporters: { jaeger_storage_exporter: { trace_storage: some } }
    service:
      extensions: [jaeger_storage, jaeger_query]
      pipelines: { traces: { receivers: [otlp], exporters: [jaeger_storage_exporter] } }
---
${wrong.slice(wrong.indexOf('apiVersion: networking'))}`.replace(
      /name: jaeger\n( +)port:/,
      'name: jaeger-collector-extension\n$1port:',
    );
  expect(check(v2('/jaeger'), uiPath)).toEqual([]);
  expect(check(v2('/ui'), uiPath)).toHaveLength(1);
});
