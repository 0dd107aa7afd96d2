import { expect, test } from 'vitest';
import { invalidValue } from '../../../../src/lint/kubernetes/crd/invalid-value/rule.ts';
import { check } from '../../check.ts';

const object = (apiVersion: string, kind: string, spec: string) =>
  `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: x, namespace: t}, spec: ${spec}}`;

test.each([
  [
    object(
      'opentelemetry.io/v1beta1',
      'OpenTelemetryCollector',
      '{config: "receivers:\\n  otlp: {}\\n"}',
    ),
    'OpenTelemetryCollector/t/x spec.config: spec.config of opentelemetry.io/v1beta1 must be a mapping, got a string, which opentelemetry.io/v1alpha1 takes',
  ],
  [
    object(
      'opentelemetry.io/v1alpha1',
      'OpenTelemetryCollector',
      '{config: {receivers: {}, exporters: {}, service: {pipelines: {}}}}',
    ),
    'OpenTelemetryCollector/t/x spec.config: spec.config of opentelemetry.io/v1alpha1 must be a string, got a mapping, which opentelemetry.io/v1beta1 takes',
  ],
  [
    object('opentelemetry.io/v1alpha1', 'OpenTelemetryCollector', '{mode: Sidecar, config: ""}'),
    "OpenTelemetryCollector/t/x spec.mode: spec.mode of opentelemetry.io/v1alpha1 must be daemonset, deployment, sidecar or statefulset, got the string 'Sidecar'",
  ],
  [
    object('opentelemetry.io/v1beta1', 'OpenTelemetryCollector', '{}'),
    'OpenTelemetryCollector/t/x spec.config: spec.config of opentelemetry.io/v1beta1 must be set',
  ],
  [
    object('opentelemetry.io/v1alpha1', 'Instrumentation', '{sampler: {argument: 0.25}}'),
    'Instrumentation/t/x spec.sampler.argument: spec.sampler.argument of opentelemetry.io/v1alpha1 must be a string, got 0.25',
  ],
  [
    object('opentelemetry.io/v1alpha1', 'Instrumentation', '{propagators: [w3c]}'),
    "Instrumentation/t/x spec.propagators[0]: spec.propagators[0] of opentelemetry.io/v1alpha1 must be tracecontext, baggage, b3, b3multi, jaeger, xray, ottrace or none, got the string 'w3c'",
  ],
  [
    object('jaegertracing.io/v1', 'Jaeger', '{storage: {esIndexCleaner: {numberOfDays: "7"}}}'),
    "Jaeger/t/x spec.storage.esIndexCleaner.numberOfDays: spec.storage.esIndexCleaner.numberOfDays of jaegertracing.io/v1 must be a whole number, got the string '7'",
  ],
  [
    object('jaegertracing.io/v1', 'Jaeger', '{ingress: {enabled: "false"}}'),
    "Jaeger/t/x spec.ingress.enabled: spec.ingress.enabled of jaegertracing.io/v1 must be true or false, got the string 'false'",
  ],
  [
    object(
      'opentelemetry.io/v1alpha1',
      'OpAMPBridge',
      '{endpoint: "ws://o", capabilities: {}, replicas: 2}',
    ),
    'OpAMPBridge/t/x spec.replicas: spec.replicas of opentelemetry.io/v1alpha1 must be at most 1, got 2',
  ],
])('%s is rejected', (yaml, message) => {
  expect(check(yaml, invalidValue)).toEqual([message]);
});

test.each([
  object(
    'opentelemetry.io/v1alpha1',
    'OpenTelemetryCollector',
    '{config: "receivers: {}", ports: [{port: 1, targetPort: a}]}',
  ),
  object(
    'opentelemetry.io/v1beta1',
    'OpenTelemetryCollector',
    '{config: {receivers: {}, exporters: {}, service: {pipelines: {}}}, podDisruptionBudget: {maxUnavailable: 50%}}',
  ),
  object(
    'opentelemetry.io/v1alpha1',
    'Instrumentation',
    '{sampler: {argument: "0.25"}, java: {volumeLimitSize: 200Mi}}',
  ),
  object(
    'jaegertracing.io/v1',
    'Jaeger',
    '{storage: {options: {es: {num-shards: 3}}}, agent: null}',
  ),
  '{apiVersion: jaegertracing.io/v1, kind: Jaeger, metadata: {name: simplest}}',
])('%s is let be', (yaml) => {
  expect(check(yaml, invalidValue)).toEqual([]);
});

const definition = (pattern: string) => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: instrumentations.opentelemetry.io}
spec:
  group: opentelemetry.io
  names: {kind: Instrumentation}
  versions:
    - name: v1alpha1
      served: true
      schema: {openAPIV3Schema: {properties: {spec: {type: object, properties: {sampler: {type: object, properties: {argument: {type: string, pattern: '${pattern}'}}}}}}}}
---
`;

const sampled = (argument: string) =>
  object('opentelemetry.io/v1alpha1', 'Instrumentation', `{sampler: {argument: ${argument}}}`);

test('a pattern of a CustomResourceDefinition among the manifests cannot hang the linter', () => {
  const yaml = definition('^(a+)+$') + sampled(`${'a'.repeat(40)}!`);
  expect(check(yaml, invalidValue)).toEqual([]);
});

test('a pattern of a CustomResourceDefinition among the manifests counts where the known ones have it', () => {
  const yaml = definition('^[A-Za-z0-9._/-]*$') + sampled('a b');
  expect(check(yaml, invalidValue)).toEqual([
    "Instrumentation/t/x spec.sampler.argument: spec.sampler.argument of opentelemetry.io/v1alpha1 must match ^[A-Za-z0-9._/-]*$, got 'a b'",
  ]);
});
