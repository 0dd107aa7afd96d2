import { expect, test } from 'vitest';
import { exampleOf } from '../../../scripts/rule-examples.ts';
import { ambiguousId } from '../../../src/lint/collector/ambiguous-id/rule.ts';
import { halfConnector } from '../../../src/lint/collector/half-connector/rule.ts';
import { undefinedPipeline } from '../../../src/lint/collector/undefined-pipeline/rule.ts';
import { check } from '../check.ts';
import { config } from './at.ts';
import { collectorExample } from './example.ts';

const collector = (connectors: string, pipelines: Record<string, [string, string]>) =>
  collectorExample({
    connectors,
    service: `pipelines:\n${Object.entries(pipelines)
      .map(
        ([id, [receivers, exporters]]) =>
          `  ${id}:\n    receivers: [${receivers}]\n    exporters: [${exporters}]`,
      )
      .join('\n')}`,
  });

test('a connector that is only an exporter, or only a receiver, is found', () => {
  const half = (is: string, isNot: string) =>
    `${config}connectors.forward: connector forward must be an exporter of one pipeline and a receiver of another; it is ${is}, but nowhere ${isNot}`;
  expect(check(collector('forward: {}', { traces: ['otlp', 'forward'] }), halfConnector)).toEqual([
    half('an exporter', 'a receiver'),
  ]);
  expect(check(collector('forward: {}', { traces: ['forward', 'debug'] }), halfConnector)).toEqual([
    half('a receiver', 'an exporter'),
  ]);
});

test('a connector that cannot join the signals is found on both sides', () => {
  const yaml = collector('span_metrics: {}', {
    traces: ['otlp', 'span_metrics'],
    'traces/2': ['span_metrics', 'debug'],
  });
  expect(check(yaml, halfConnector)).toEqual([
    `${config}service.pipelines.traces.exporters[0]: connector span_metrics cannot convert traces for any pipeline that lists it as a receiver (traces/2)`,
    `${config}service.pipelines["traces/2"].receivers[0]: connector span_metrics cannot produce traces from the pipelines that list it as an exporter (traces)`,
  ]);
});

test.each([
  [
    'spanmetrics: {}',
    { traces: ['otlp', 'debug, spanmetrics'], metrics: ['otlp, spanmetrics', 'debug'] },
  ],
  ['forward/x: {}', { 'traces/a': ['otlp', 'forward/x'], 'traces/b': ['forward/x', 'debug'] }],
  ['our_own: {}', { traces: ['otlp', 'our_own'], logs: ['our_own', 'debug'] }],
  ['forward: {}', { traces: ['otlp', 'debug'] }],
] as [string, Record<string, [string, string]>][])(
  'nothing is said of %s',
  (connectors, pipelines) => {
    expect(check(collector(connectors, pipelines), halfConnector)).toEqual([]);
  },
);

test('an id that a connector shares with a receiver or an exporter is found', () => {
  expect(check(exampleOf(ambiguousId).wrong, ambiguousId)).toEqual([
    `${config}connectors.forward: connector forward must not have the id of another component, exporters define forward too`,
  ]);
  const yaml = collectorExample({ connectors: 'otlp: {}\nbatch: {}', processors: 'batch: {}' });
  expect(check(yaml, ambiguousId)).toEqual([
    `${config}connectors.otlp: connector otlp must not have the id of another component, receivers define otlp too`,
  ]);
});

test('a connector sends only to pipelines that have it for a receiver', () => {
  const pipelines: Record<string, [string, string]> = {
    'traces/in': ['otlp', 'routing, failover'],
    'traces/a': ['routing', 'debug'],
    'traces/b': ['failover', 'debug'],
  };
  const connectors =
    'routing: {default_pipelines: [traces/a], table: [{pipelines: [traces/b, traces/c]}]}\nfailover: {priority_levels: [[traces/b], [traces/a]]}';
  const message = (id: string, pipeline: string) =>
    `${id} sends to pipeline '${pipeline}', which does not list it as a receiver`;
  expect(check(collector(connectors, pipelines), undefinedPipeline)).toEqual([
    `${config}connectors.failover.priority_levels[1][0]: ${message('failover', 'traces/a')}`,
    `${config}connectors.routing.table[0].pipelines[0]: ${message('routing', 'traces/b')}`,
    `${config}connectors.routing.table[0].pipelines[1]: ${message('routing', 'traces/c')}`,
  ]);
});

test.each([
  'routing: {default_pipelines: [traces/a], table: [{pipelines: [traces/a]}]}',
  'routing: {}',
  'forward: {default_pipelines: [nothing]}',
])('%s sends to its own pipelines', (connectors) => {
  const id = connectors.split(':')[0] ?? '';
  const pipelines: Record<string, [string, string]> = {
    traces: ['otlp', id],
    'traces/a': [id, 'debug'],
  };
  expect(check(collector(connectors, pipelines), undefinedPipeline)).toEqual([]);
});
