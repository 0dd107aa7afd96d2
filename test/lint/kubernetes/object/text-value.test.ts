import { expect, test } from 'vitest';
import { textValue } from '../../../../src/lint/kubernetes/object/text-value/rule.ts';
import { check, fixes } from '../../check.ts';

test.each([
  [
    '{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: a}, data: {enabled: true}}',
    'ConfigMap/a/c data.enabled: enabled of ConfigMap c must be a string in quotes, got true',
    '"true"',
  ],
  [
    '{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: a}, data: {f: {a: b}}}',
    'ConfigMap/a/c data.f: f of ConfigMap c must be a string in quotes, got a mapping',
    undefined,
  ],
  [
    '{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: a}, stringData: {port: 4317}}',
    'Secret/a/s stringData.port: port of Secret s must be a string in quotes, got 4317',
    '"4317"',
  ],
  [
    '{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: a}, spec: {containers: [{name: c, env: [{name: OTEL_SDK_DISABLED, value: false}]}]}}',
    'Pod/a/p spec.containers[0].env[0].value: value of OTEL_SDK_DISABLED must be a string in quotes, got false',
    '"false"',
  ],
  [
    '{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: a}, spec: {containers: [{name: c, args: [query, 5]}]}}',
    'Pod/a/p spec.containers[0].args[1]: each of args must be a string in quotes, got 5',
    '"5"',
  ],
  [
    '{apiVersion: opentelemetry.io/v1alpha1, kind: Instrumentation, metadata: {name: i, namespace: a}, spec: {java: {env: [{name: OTEL_SDK_DISABLED, value: false}]}}}',
    'Instrumentation/a/i spec.java.env[0].value: value of OTEL_SDK_DISABLED must be a string in quotes, got false',
    '"false"',
  ],
  [
    '{apiVersion: opentelemetry.io/v1beta1, kind: OpenTelemetryCollector, metadata: {name: c, namespace: a}, spec: {env: [{name: PORT, value: 4317}]}}',
    'OpenTelemetryCollector/a/c spec.env[0].value: value of PORT must be a string in quotes, got 4317',
    '"4317"',
  ],
])('%s is told', (yaml, finding, fix) => {
  expect(check(yaml, textValue)).toEqual([finding]);
  expect(fixes(yaml, textValue)).toEqual([fix]);
});

test.each([
  '{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {enabled: "true"}}',
  '{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {empty: null}}',
  '{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, env: [{name: A, valueFrom: {fieldRef: {fieldPath: x}}}]}]}}',
  '{apiVersion: example.com/v1, kind: ConfigMap, metadata: {name: c}, data: {enabled: true}}',
])('nothing is said of %s', (yaml) => {
  expect(check(yaml, textValue)).toEqual([]);
});
