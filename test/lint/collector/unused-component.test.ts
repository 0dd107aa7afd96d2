import { expect, test } from 'vitest';
import { unusedComponent } from '../../../src/lint/collector/unused-component/rule.ts';
import { check } from '../check.ts';
import { config } from './at.ts';
import { collectorExample } from './example.ts';

test('components of each kind that nothing names are found', () => {
  const yaml = collectorExample({
    receivers: 'otlp: {}\nzipkin: {}',
    exporters: 'debug: {}\notlp/jaeger: {}',
    connectors: 'forward: {}',
    extensions: 'zpages: {}\npprof: {}',
    service:
      'extensions: [pprof]\npipelines:\n  traces:\n    receivers: [otlp]\n    exporters: [debug]',
  });
  expect(check(yaml, unusedComponent)).toEqual([
    `${config}connectors.forward: connectors forward is defined, but no pipeline names it`,
    `${config}exporters["otlp/jaeger"]: exporters otlp/jaeger is defined, but no pipeline names it`,
    `${config}extensions.zpages: extensions zpages is defined, but service.extensions does not name it`,
    `${config}receivers.zipkin: receivers zipkin is defined, but no pipeline names it`,
  ]);
});

test('a connector that one side names is no unused one', () => {
  const yaml = collectorExample({
    connectors: 'forward: {}',
    service: 'pipelines:\n  traces:\n    receivers: [otlp]\n    exporters: [debug, forward]',
  });
  expect(check(yaml, unusedComponent)).toEqual([]);
});
