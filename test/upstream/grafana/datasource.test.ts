import { expect, test } from 'vitest';
import {
  datasourceUidProblem,
  jaegerDatasourceUrlProblem,
  provisioningDollarProblem,
} from '../../../src/upstream/grafana/datasource.ts';

test.each([
  ['http://jaeger-query:16685', '16685 is its gRPC port', 'http://jaeger-query:16686'],
  ['jaeger-query:16686', 'url must be an http(s) URL', 'http://jaeger-query:16686'],
  ['http://jaeger-query:16686/api', 'url must not end in /api', 'http://jaeger-query:16686'],
  [
    'http://jaeger-query:16686/jaeger/api/traces',
    'not end in /api',
    'http://jaeger-query:16686/jaeger',
  ],
  ['http://jaeger-query:0', 'url port must be a whole number from 1 to 65535, got 0', undefined],
  ['', 'url must be an http(s) URL', undefined],
])('url %j is refused', (url, problem, hint) => {
  const found = jaegerDatasourceUrlProblem(url);
  expect(found?.message).toContain(problem);
  expect(found?.fix).toBe(hint);
});

test.each(['http://jaeger-query.tracing.svc:16686', 'https://jaeger.example.com/jaeger'])(
  'url %s has no problem',
  (url) => {
    expect(jaegerDatasourceUrlProblem(url)).toBeUndefined();
  },
);

test('uids are short and plain', () => {
  expect(datasourceUidProblem('jaeger')).toBeUndefined();
  expect(datasourceUidProblem('my jaeger')).toMatch(/^uid must be of letters/);
  expect(datasourceUidProblem('u'.repeat(41))).toMatch(/^uid must be at most 40/);
});

test('single dollars of queries are refused in provisioning files', () => {
  expect(provisioningDollarProblem('{$$__tags}')).toBeUndefined();
  expect(provisioningDollarProblem('$HOME')).toBeUndefined();
  expect(provisioningDollarProblem('{$__tags}')).toBe(
    "a $ of a query must be doubled in a provisioning file, got '$__tags', did you mean '$$__tags'?",
  );
  expect(provisioningDollarProblem(`x $\{__span.traceId} y`)).toContain(
    `did you mean '$$\{__span.traceId}'?`,
  );
});
