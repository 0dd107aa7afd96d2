import { expect, test } from 'vitest';
import { unreadableConfig } from '../../../src/lint/collector/unreadable-config/rule.ts';
import { check } from '../check.ts';
import { workload } from './at.ts';

const collector = (config: string) => `apiVersion: opentelemetry.io/v1alpha1
kind: OpenTelemetryCollector
metadata:
  name: otel
  namespace: tracing
spec:
  config: ${config}
`;

const at = 'OpenTelemetryCollector/tracing/otel spec.config:';

test.each([
  [
    '|\n    receivers:\n      otlp:\n      otlp:\n',
    /^the configuration is not valid YAML: .*, at its line 3, column 3$/,
  ],
  ['|\n    receivers: [\n', /^the configuration is not valid YAML: /],
  ['|\n    - otlp\n', /^the configuration must be a mapping in YAML, got something else$/],
  ["''", /^the configuration must be a mapping in YAML, got nothing$/],
])('%j cannot be read', (config, message) => {
  const found = check(collector(config), unreadableConfig);
  expect(found).toHaveLength(1);
  expect(found[0]?.slice(0, at.length)).toBe(at);
  expect(found[0]?.slice(at.length + 1)).toMatch(message);
});

test('a ConfigMap that a workload reads is looked into, too', () => {
  expect(check(workload('receivers: {\n'), unreadableConfig)).toEqual([
    expect.stringMatching(
      /^ConfigMap\/tracing\/otel data\["config.yaml"\]: the configuration is no/,
    ),
  ]);
});

test.each([
  '|\n    receivers:\n      otlp:\n',
  '|\n    receivers: {\n      otlp: [\n      ]\n    }\n    exporters: "\n    "\n',
  '{}',
])('nothing is said of %j', (config) => {
  expect(check(collector(config), unreadableConfig)).toEqual([]);
});
