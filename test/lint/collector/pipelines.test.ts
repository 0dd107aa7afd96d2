import { expect, test } from 'vitest';
import { duplicateProcessor } from '../../../src/lint/collector/duplicate-processor/rule.ts';
import { emptyPipeline } from '../../../src/lint/collector/empty-pipeline/rule.ts';
import { noPipelines } from '../../../src/lint/collector/no-pipelines/rule.ts';
import { unknownSignal } from '../../../src/lint/collector/unknown-signal/rule.ts';
import { check } from '../check.ts';
import { config } from './at.ts';
import { collectorExample } from './example.ts';

const pipelines = `${config}service.pipelines`;

test.each(['pipelines: {}', 'pipelines:', 'telemetry: {}'])('%j has no pipeline', (service) => {
  expect(check(collectorExample({ service }), noPipelines)).toEqual([
    `${pipelines}: service.pipelines must have at least one pipeline, got none`,
  ]);
});

test.each([
  ['service.AllowNoPipelines', 0],
  ['a,+service.AllowNoPipelines', 0],
  ['-service.AllowNoPipelines', 1],
  ['service.AllowNoPipeline', 1],
])('with feature gates %s there are %d findings', (gates, count) => {
  const spec = `args: {feature-gates: "${gates}"}`;
  const service = 'extensions: []';
  expect(check(collectorExample({ spec, service }), noPipelines)).toHaveLength(count);
});

test('a Jaeger needs a pipeline, too', () => {
  const spec = 'image: jaegertracing/jaeger:2.13.0';
  expect(check(collectorExample({ spec, service: 'extensions: []' }), noPipelines)).toHaveLength(1);
});

test.each([
  ['receivers: [otlp]', ['exporters']],
  ['receivers: [otlp]\n    exporters: []', ['exporters']],
  ['receivers:\n    exporters: [debug]', ['receivers']],
  ['processors: []', ['receivers', 'exporters']],
  ['receivers: [otlp]\n    exporters: [debug]', []],
])('a pipeline with %j lacks %j', (pipeline, missing) => {
  const service = `pipelines:\n  traces:\n    ${pipeline}`;
  expect(check(collectorExample({ service }), emptyPipeline)).toEqual(
    missing
      .map(
        (key) =>
          `${pipelines}.traces.${key}: pipeline traces must have at least one entry in ${key}, got none`,
      )
      .sort(),
  );
});

test.each([
  ['trace', true],
  ['span', true],
  ['Traces', true],
  ['traces', false],
  ['traces/sampled', false],
  ['metrics/a/b', false],
  ['logs', false],
  ['profiles', false],
])('whether pipeline %s is of no signal: %s', (id, wrong) => {
  const service = `pipelines:\n  ${id}:\n    receivers: [otlp]\n    exporters: [debug]`;
  const found = check(collectorExample({ service }), unknownSignal);
  expect(found).toEqual(
    wrong
      ? [
          `${pipelines}.${id}: pipeline ${id} must be of a signal (traces, metrics, logs, profiles), got '${id}'`,
        ]
      : [],
  );
});

test('a processor that a pipeline names three times is reported at the second and third place', () => {
  const service =
    'pipelines:\n  traces:\n    receivers: [otlp, otlp]\n    processors: [batch, batch, batch/2, batch]\n    exporters: [debug]';
  expect(check(collectorExample({ service }), duplicateProcessor)).toEqual([
    `${pipelines}.traces.processors[1]: pipeline traces names processor batch twice`,
    `${pipelines}.traces.processors[3]: pipeline traces names processor batch twice`,
  ]);
});
