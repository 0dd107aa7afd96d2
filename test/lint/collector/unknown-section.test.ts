import { expect, test } from 'vitest';
import { collectorExample } from '../../../src/lint/collector/example.ts';
import { unknownSection } from '../../../src/lint/collector/unknown-section.ts';
import { check } from '../check.ts';
import { config, workload } from './at.ts';

test('a key of a pipeline that the operator drops is found', () => {
  expect(check(unknownSection.wrong, unknownSection)).toEqual([
    `${config}service.pipelines.traces.processor: pipeline traces has no key 'processor', only receivers, processors, exporters: the operator drops it`,
  ]);
});

test('a section that no collector has is found', () => {
  const yaml = collectorExample({}).replace('receivers:', 'receiver:');
  expect(check(yaml, unknownSection)).toEqual([
    `${config}receiver: the configuration has no key 'receiver', only receivers, processors, exporters, connectors, extensions, service: the operator drops it`,
  ]);
});

test('keys of service are left to the schema of the custom resource, and checked in a text', () => {
  const service = 'telemetri: {}\npipelines: {}';
  expect(check(collectorExample({ service }), unknownSection)).toEqual([]);
  expect(check(workload(`service:\n  telemetri: {}\n  pipelines: {}`), unknownSection)).toEqual([
    `ConfigMap/tracing/otel data["config.yaml"].service.telemetri: service has no key 'telemetri', only extensions, pipelines, telemetry: the collector does not start`,
  ]);
});
