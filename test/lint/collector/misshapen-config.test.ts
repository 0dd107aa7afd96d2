import { expect, test } from 'vitest';
import { misshapenConfig } from '../../../src/lint/collector/misshapen-config/rule.ts';
import { check } from '../check.ts';
import { workload } from './at.ts';

const text = (config: string) => `apiVersion: opentelemetry.io/v1alpha1
kind: OpenTelemetryCollector
metadata:
  name: otel
  namespace: tracing
spec:
  config: |
    ${config}
`;

const at = 'OpenTelemetryCollector/tracing/otel spec.config.';

test.each([
  ['receivers: [otlp]', 'receivers: receivers must be a mapping, got a list'],
  ['service: []', 'service: service must be a mapping, got a list'],
  ['service: {pipelines: [traces]}', 'service.pipelines: pipelines must be a mapping, got a list'],
  [
    'service: {pipelines: {traces: [otlp]}}',
    'service.pipelines.traces: traces must be a mapping, got a list',
  ],
  [
    'service: {extensions: zpages}',
    "service.extensions: extensions must be a list of ids, got 'zpages'",
  ],
  [
    'service: {extensions: {zpages: {}}}',
    'service.extensions: extensions must be a list of ids, got a mapping',
  ],
  [
    'service: {pipelines: {traces: {receivers: otlp}}}',
    "service.pipelines.traces.receivers: receivers must be a list of ids, got 'otlp'",
  ],
  [
    'service: {pipelines: {traces: {processors: [batch: {}]}}}',
    'service.pipelines.traces.processors[0]: processors must be an id, got a mapping',
  ],
])('%s does not decode', (config, message) => {
  expect(check(text(config), misshapenConfig)).toEqual([
    `${at}${message}: the operator stores an empty configuration`,
  ]);
});

test('a collector that is given such a configuration does not start', () => {
  expect(check(workload('receivers: []'), misshapenConfig)).toEqual([
    'ConfigMap/tracing/otel data["config.yaml"].receivers: receivers must be a mapping, got a list: the collector does not start',
  ]);
});

test.each([
  'processors:',
  'service: {extensions: [], pipelines: {traces: {receivers: [otlp], processors:, exporters: [debug]}}}',
])('%s decodes', (config) => {
  expect(check(text(config), misshapenConfig)).toEqual([]);
});

test('a configuration that is no text is left to the schema', () => {
  const yaml = text('receivers: []').replace('config: |', 'config:');
  expect(check(yaml, misshapenConfig)).toEqual([]);
});
