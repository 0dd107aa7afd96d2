import { expect, test } from 'vitest';
import { collectorExample } from '../../../src/lint/collector/example.ts';
import { exportLoop } from '../../../src/lint/collector/export-loop.ts';
import { check } from '../check.ts';
import { config } from './at.ts';

test.each(['otel-collector:4317', 'otel-collector-headless.tracing.svc:4317'])(
  '%s leads back',
  (endpoint) => {
    expect(check(exportLoop.wrong.replace('otel-collector:4317', endpoint), exportLoop)).toEqual([
      `${config}exporters.otlp.endpoint: otlp sends the spans of pipeline traces back to receiver otlp of otel in tracing, which feeds that pipeline`,
    ]);
  },
);

test('a second stage in the same collector is no loop', () => {
  const yaml = collectorExample({
    receivers: `otlp:
  protocols:
    grpc:
      endpoint: 0.0.0.0:4317
otlp/sampled:
  protocols:
    grpc:
      endpoint: 0.0.0.0:4319`,
    exporters: `debug: {}
loadbalancing:
  protocol:
    otlp:
      tls:
        insecure: true
  resolver:
    dns:
      hostname: otel-collector-headless
      port: "4319"`,
    service: `pipelines:
  traces/in:
    receivers: [otlp]
    exporters: [loadbalancing]
  traces/out:
    receivers: [otlp/sampled]
    exporters: [debug]`,
  });
  expect(check(yaml, exportLoop)).toEqual([]);
  expect(check(yaml.replace('port: "4319"', 'port: "4317"'), exportLoop)).toHaveLength(1);
});
