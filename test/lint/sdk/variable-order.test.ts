import { expect, test } from 'vitest';
import { variableOrder } from '../../../src/lint/sdk/variable-order/rule.ts';
import { check } from '../check.ts';

const pod = (env: string, more = '') =>
  `{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: t}, spec: {containers: [{name: a, image: "x:1", env: [${env}]${more}}]}}`;
const user = '{name: OTEL_EXPORTER_OTLP_ENDPOINT, value: "http://$(HOST):4318"}';
const host = '{name: HOST, valueFrom: {fieldRef: {fieldPath: status.hostIP}}}';

test('what is used behind it stays a text', () => {
  expect(check(pod(`${user}, ${host}`), variableOrder)).toEqual([
    'Pod/t/p spec.containers[0].env[0].value: OTEL_EXPORTER_OTLP_ENDPOINT must stand after HOST, which it uses as $(HOST); before it, $(HOST) stays literal',
  ]);
});

test.each([
  pod(`${host}, ${user}`),
  // set before and again
  pod(`${host}, ${user}, ${host}`),
  // set by nobody here
  pod(user),
  // from elsewhere
  pod(`${user}, ${host}`, ', envFrom: [{configMapRef: {name: c}}]'),
  // escaped, and of another program
  pod(`{name: OTEL_A, value: "$$(HOST)"}, ${host}`),
  pod(`{name: MY_HOST, value: "$(HOST)"}, ${host}`),
])('%s is let be', (yaml) => {
  expect(check(yaml, variableOrder)).toEqual([]);
});

test('a collector of the operator has its variables in the order of its spec', () => {
  const collector = `{apiVersion: opentelemetry.io/v1beta1, kind: OpenTelemetryCollector, metadata: {name: c, namespace: t}, spec: {env: [{name: A, value: "$(HOST)"}, ${host}], config: {}}}`;
  expect(check(collector, variableOrder)).toHaveLength(1);
});
