import { expect, test } from 'vitest';
import { jaegerSampling } from '../../../src/lint/jaeger/sampling/rule.ts';
import { check } from '../check.ts';
import { jaegerOf } from './jaeger-of.ts';

const jaeger = (options: string) => jaegerOf(`{sampling: {options: ${options}}}`);

test.each([
  [
    '{default_strategy: {type: const, param: 1}}',
    "default_strategy.type: type of a sampling strategy must be probabilistic or ratelimiting, got 'const'",
  ],
  [
    '{default_strategy: {type: probabilistic, param: "0.5"}}',
    "default_strategy.param: param of a sampling strategy must be a number, got '0.5'",
  ],
  [
    '{defaultStrategy: {}}',
    "defaultStrategy: 'defaultStrategy' is not a key of sampling strategies",
  ],
  [
    '{service_strategies: [{type: ratelimiting, param: 5}]}',
    'service_strategies[0].service: a service strategy must name its service',
  ],
  [
    '{service_strategies: [{service: a, operation_strategies: [{operation: o, type: never}]}]}',
    "service_strategies[0].operation_strategies[0].type: type of a sampling strategy must be probabilistic or ratelimiting, got 'never'",
  ],
])('%s is told', (options, message) => {
  expect(check(jaeger(options), jaegerSampling)).toEqual([
    `Jaeger/t/j spec.sampling.options.${message}`,
  ]);
});

test.each([
  jaeger('{default_strategy: {type: probabilistic, param: 50}}'),
  jaeger(
    '{service_strategies: [{service: a, type: ratelimiting, param: 5}], default_strategy: {param: 0.5}}',
  ),
  jaeger('{future: {}}'),
  jaegerOf('{}'),
])('%s is let be', (yaml) => {
  expect(check(yaml, jaegerSampling)).toEqual([]);
});
