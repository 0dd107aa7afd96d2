import { expect, test } from 'vitest';
import { telemetryMetrics } from '../../../src/lint/collector/telemetry-metrics/rule.ts';
import { check } from '../check.ts';
import { config } from './at.ts';
import { collectorExample } from './example.ts';

const at = `${config}service.telemetry.metrics`;
const reader = (port: number) =>
  `readers: [{pull: {exporter: {prometheus: {host: 0.0.0.0, port: ${port}}}}}]`;
const metrics = (version: string | undefined, text: string) =>
  collectorExample({
    ...(version === undefined ? {} : { spec: `image: otel/opentelemetry-collector:${version}` }),
    service: `telemetry: {metrics: {${text}}}`,
  });

test.each([
  [
    '0.128.0',
    'address: "0.0.0.0:8888"',
    '.address',
    'address is rejected since 0.128.0, the release is 0.128.0',
  ],
  [
    '0.136.0',
    `address: ":8888", ${reader(8889)}`,
    '.address',
    'address is rejected since 0.128.0, the release is 0.136.0',
  ],
  [
    '0.122.0',
    `address: "0.0.0.0:8888", ${reader(8888)}`,
    '.address',
    'address opens port 8888, which a reader opens as well',
  ],
  [
    '0.136.0',
    'level: verbose',
    '.level',
    "level must be one of none, basic, normal, detailed, got 'verbose'",
  ],
])('%s with %s', (version, text, path, problem) => {
  expect(check(metrics(version, text), telemetryMetrics)).toEqual([
    `${at}${path}: service.telemetry.metrics: ${problem}`,
  ]);
});

test.each([
  ['0.127.0', 'address: "0.0.0.0:8888"'],
  ['0.88.0', 'address: "0.0.0.0:8888", level: detailed'],
  ['0.123.0', `address: "0.0.0.0:8888", ${reader(8888)}`],
  ['0.120.0', `address: "0.0.0.0:8888", ${reader(8889)}`],
  ['0.136.0', reader(8888)],
  [undefined, 'address: "0.0.0.0:8888"'],
])('nothing is said of %s with %s', (version, text) => {
  expect(check(metrics(version, text), telemetryMetrics)).toEqual([]);
});
