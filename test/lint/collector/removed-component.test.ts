import { expect, test } from 'vitest';
import { removedComponent } from '../../../src/lint/collector/removed-component.ts';
import { check } from '../check.ts';

const image = 'image: otel/opentelemetry-collector:0.120.0';

test('the message names component, distribution and releases', () => {
  expect(check(removedComponent.wrong, removedComponent)).toEqual([
    'OpenTelemetryCollector/tracing/otel spec.config.exporters.logging: exporters logging is gone from opentelemetry-collector since 0.111.0, the image is 0.120.0',
  ]);
});

test.each([
  'otel/opentelemetry-collector:0.110.0',
  'otel/opentelemetry-collector:latest',
  'our/collector:1.0.0',
])('nothing is said of %s', (other) => {
  const yaml = removedComponent.wrong.replace(image, `image: ${other}`);
  expect(yaml).not.toBe(removedComponent.wrong);
  expect(check(yaml, removedComponent)).toEqual([]);
});
