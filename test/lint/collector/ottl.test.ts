import { expect, test } from 'vitest';
import { ottl } from '../../../src/lint/collector/ottl/rule.ts';
import { check } from '../check.ts';
import { config } from './at.ts';
import { collectorExample } from './example.ts';

const example = (spec: string) =>
  collectorExample({
    spec: `image: otel/opentelemetry-collector-contrib:0.158.0\n${spec}`,
    processors: `filter:
  traces:
    span:
      - All(attributes["a"], (one) => one == 1)`,
  });

test('a lambda is judged by the feature gates of its collector', () => {
  expect(check(example(''), ottl)).toEqual([
    `${config}processors.filter.traces.span[0]: filter: 'All(attributes["a"], (one) => one == 1)': a lambda needs the feature gate ottl.functions.enableLambda, which is off by default`,
  ]);
  expect(check(example('args:\n  feature-gates: ottl.functions.enableLambda'), ottl)).toEqual([]);
});
