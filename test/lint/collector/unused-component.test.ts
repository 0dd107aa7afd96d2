import { expect, test } from 'vitest';
import { ottl } from '../../../src/lint/collector/ottl/rule.ts';
import { regularExpression } from '../../../src/lint/collector/regular-expression/rule.ts';
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

test.each([
  ["attributes: {actions: [{key: a, action: extract, pattern: '(?=a)'}]}", 0],
  ["tail_sampling: {policies: [{name: a, ottl_condition: {span: ['name = 1']}}]}", 0],
  // this one is read with the configuration
  ["transform: {trace_statements: ['set(span.name, ']}", 1],
])(
  'of what no pipeline names, only what is read all the same must be right: %s',
  (processors, count) => {
    const used = collectorExample({ processors });
    const unused = used.replace(/processors: \[\w+\]/, '');
    expect(check(used, ottl, regularExpression)).toHaveLength(1);
    expect(check(unused, ottl, regularExpression)).toHaveLength(count);
  },
);
