import { expect, test } from 'vitest';
import { namespace } from '../../../src/lint/edge/namespace/rule.ts';
import { check, fixes } from '../../lint/check.ts';

const collector = `apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: {name: otel, namespace: tracing}
spec:
  config:
    receivers: {otlp: {protocols: {grpc: {endpoint: "0.0.0.0:4317"}}}}
    exporters: {debug: {}}
    service: {pipelines: {traces: {receivers: [otlp], exporters: [debug]}}}
`;
const job = (args: string) => `${collector}---
apiVersion: batch/v1
kind: Job
metadata: {name: load, namespace: shop}
spec: {template: {spec: {containers: [{name: load, image: "ghcr.io/open-telemetry/opentelemetry-collector-contrib/telemetrygen:v0.150.0", args: ${args}}]}}}
`;

// otel-collector is in namespace tracing, and a short name is looked up in shop
test.each([
  ['[traces, --otlp-endpoint=otel-collector:4317]', '--otlp-endpoint=otel-collector.tracing:4317'],
  ['[traces, --otlp-endpoint, "otel-collector:4317"]', 'otel-collector.tracing:4317'],
])('telemetrygen sends where its flag says: %s', (args, fix) => {
  expect(check(job(args), namespace)).toEqual([
    expect.stringContaining('container load must name the namespace of Service otel-collector'),
  ]);
  expect(fixes(job(args), namespace)).toEqual([fix]);
});

test('an address in a variable, and what makes nothing, is not known', () => {
  expect(check(job('[traces, --otlp-endpoint=$(ENDPOINT)]'), namespace)).toEqual([]);
  expect(check(job('[help, --otlp-endpoint=otel-collector:4317]'), namespace)).toEqual([]);
});
