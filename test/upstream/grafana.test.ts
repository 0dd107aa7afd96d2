import { expect, test } from 'vitest';
import {
  datasourceUidProblem,
  jaegerDatasourceUrlProblem,
  provisioningDollarProblem,
} from '../../src/upstream/grafana.ts';

test.each([
  [
    'http://jaeger-query:16685',
    /16685 is its gRPC port.*did you mean http:\/\/jaeger-query:16686\?$/,
  ],
  ['jaeger-query:16686', /did you mean http:\/\/jaeger-query:16686\?$/],
  ['http://jaeger-query:16686/api', /^url must not end in \/api/],
  ['', /^url must be an http\(s\) URL/],
])('url %j is refused', (url, problem) => {
  expect(jaegerDatasourceUrlProblem(url)).toMatch(problem);
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
