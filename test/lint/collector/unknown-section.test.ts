import { expect, test } from 'vitest';
import { unknownSection } from '../../../src/lint/collector/unknown-section/rule.ts';
import { check } from '../check.ts';
import { config, workload } from './at.ts';
import { collectorExample } from './example.ts';

test('a section that no collector has is found', () => {
  const yaml = collectorExample({}).replace('receivers:', 'receiver:');
  expect(check(yaml, unknownSection)).toEqual([
    `${config}receiver: the configuration has no key 'receiver', only receivers, processors, exporters, connectors, extensions, service: the operator drops it`,
  ]);
});

test('keys of service and its pipelines are left to the schema of the custom resource, and checked in a text', () => {
  const service = 'telemetri: {}\npipelines: {}';
  expect(check(collectorExample({ service }), unknownSection)).toEqual([]);
  const pipelines =
    'pipelines: {traces: {receivers: [otlp], processor: [batch], exporters: [debug]}}';
  expect(check(collectorExample({ service: pipelines }), unknownSection)).toEqual([]);
  expect(check(workload(`service:\n  ${pipelines}`), unknownSection)).toEqual([
    `ConfigMap/tracing/otel data["config.yaml"].service.pipelines.traces.processor: pipeline traces has no key 'processor', only receivers, processors, exporters: the collector does not start`,
  ]);
  expect(check(workload(`service:\n  telemetri: {}\n  pipelines: {}`), unknownSection)).toEqual([
    `ConfigMap/tracing/otel data["config.yaml"].service.telemetri: service has no key 'telemetri', only extensions, pipelines, telemetry: the collector does not start`,
  ]);
});
