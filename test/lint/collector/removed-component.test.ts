import { expect, test } from 'vitest';
import { exampleOf } from '../../../scripts/rule-examples.ts';
import { ignoredBallast } from '../../../src/lint/collector/ignored-ballast/rule.ts';
import { removedComponent } from '../../../src/lint/collector/removed-component/rule.ts';
import { check } from '../check.ts';

const image = 'image: otel/opentelemetry-collector:0.120.0';

test('the message names component, distribution and releases', () => {
  expect(check(exampleOf(removedComponent).wrong, removedComponent)).toEqual([
    'OpenTelemetryCollector/tracing/otel spec.config.exporters.logging: exporters logging was removed from opentelemetry-collector in 0.111.0, the image is 0.120.0',
  ]);
});

test.each([
  'otel/opentelemetry-collector:0.110.0',
  'otel/opentelemetry-collector:latest',
  'our/collector:1.0.0',
])('nothing is said of %s', (other) => {
  const yaml = exampleOf(removedComponent).wrong.replace(image, `image: ${other}`);
  expect(yaml).not.toBe(exampleOf(removedComponent).wrong);
  expect(check(yaml, removedComponent)).toEqual([]);
});

test.each([
  ['0.105.0', false],
  ['0.106.0', true],
  ['0.107.0', true],
  ['0.108.0', false],
])('whether memory_ballast is there without effect in %s: %s', (version, wrong) => {
  const yaml = exampleOf(ignoredBallast).wrong.replace('0.106.1', version);
  expect(check(yaml, ignoredBallast)).toEqual(
    wrong
      ? [
          `OpenTelemetryCollector/tracing/otel spec.config.extensions.memory_ballast: memory_ballast has no effect since 0.106.0, the image is ${version}`,
        ]
      : [],
  );
});
