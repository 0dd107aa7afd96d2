import { expect, test } from 'vitest';
import { wrongSignal } from '../../../src/lint/collector/wrong-signal/rule.ts';
import { check } from '../check.ts';
import { config } from './at.ts';
import { collectorExample } from './example.ts';

test('receivers, processors and exporters of other signals are found', () => {
  const yaml = collectorExample({
    receivers: 'otlp: {}\njaeger: {}\nprometheus: {}',
    processors: 'tail_sampling: {}\nbatch: {}\nspan/x: {}',
    exporters: 'debug: {}\nzipkin: {}\nprometheusremotewrite: {}',
    service: `pipelines:
  traces:
    receivers: [otlp, jaeger, prometheus]
    processors: [tail_sampling, batch, span/x]
    exporters: [debug, zipkin, prometheusremotewrite]
  metrics:
    receivers: [otlp, jaeger, prometheus]
    processors: [tail_sampling, batch, span/x]
    exporters: [debug, zipkin, prometheusremotewrite]`,
  });
  const at = (place: string) => `${config}service.pipelines.${place}:`;
  expect(check(yaml, wrongSignal)).toEqual([
    `${at('metrics.exporters[1]')} exporters zipkin handles traces, but pipeline metrics carries metrics`,
    `${at('metrics.processors[0]')} processors tail_sampling handles traces, but pipeline metrics carries metrics`,
    `${at('metrics.processors[2]')} processors span/x handles traces, but pipeline metrics carries metrics`,
    `${at('metrics.receivers[1]')} receivers jaeger handles traces, but pipeline metrics carries metrics`,
    `${at('traces.exporters[2]')} exporters prometheusremotewrite handles metrics, but pipeline traces carries traces`,
    `${at('traces.receivers[2]')} receivers prometheus handles metrics, but pipeline traces carries traces`,
  ]);
});

test('components that nobody knows, connectors and unknown signals are let be', () => {
  const yaml = collectorExample({
    exporters: 'our_own: {}',
    connectors: 'spanmetrics: {}',
    service: `pipelines:
  traces:
    receivers: [otlp, nothing]
    exporters: [our_own, spanmetrics]
  spans:
    receivers: [otlp]
    exporters: [our_own]`,
  });
  expect(check(yaml, wrongSignal)).toEqual([]);
});
