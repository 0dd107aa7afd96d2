import { expect, test } from 'vitest';
import { undefinedComponent } from '../../../src/lint/collector/undefined-component/rule.ts';
import { check, places } from '../check.ts';

const collector = (config: string) => `apiVersion: opentelemetry.io/v1alpha1
kind: OpenTelemetryCollector
metadata:
  name: otel
  namespace: tracing
spec:
  config: |
${config.replace(/^/gm, '    ')}`;

test('each kind of component is looked up, a connector on both sides', () => {
  const config = `receivers:
  otlp:
processors:
  batch:
exporters:
  debug:
connectors:
  forward:
extensions:
  zpages:
service:
  extensions: [zpages, pprof]
  pipelines:
    traces/in:
      receivers: [otpl]
      processors: [batch, memory_limiter]
      exporters: [forward]
    traces/out:
      receivers: [forward]
      exporters: [debug, jaeger]
`;
  const at = 'OpenTelemetryCollector/tracing/otel spec.config.service';
  expect(check(collector(config), undefinedComponent)).toEqual([
    `${at}.extensions[1]: service.extensions names 'pprof', which extensions do not define`,
    `${at}.pipelines["traces/in"].processors[1]: pipeline traces/in names 'memory_limiter', which processors do not define`,
    `${at}.pipelines["traces/in"].receivers[0]: pipeline traces/in names 'otpl', which receivers and connectors do not define`,
    `${at}.pipelines["traces/out"].exporters[1]: pipeline traces/out names 'jaeger', which exporters and connectors do not define`,
  ]);
  expect(places(collector(config), undefinedComponent)).toEqual([
    '19:28',
    '23:31',
    '22:23',
    '27:30',
  ]);
});

test('a configuration that is none is let be', () => {
  expect(check(collector('- otlp\n'), undefinedComponent)).toEqual([]);
  expect(check(collector('a: [\n'), undefinedComponent)).toEqual([]);
});
