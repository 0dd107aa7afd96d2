import { nearest } from '../values/nearest.ts';
import type { Problem } from '../values/problem.ts';
import { show } from '../values/shown.ts';
import { isRecord, list, own, text } from '../values/unknown.ts';

const types = ['probabilistic', 'ratelimiting'];
const keys = {
  root: ['default_strategy', 'service_strategies'],
  strategy: ['type', 'param', 'service', 'operation', 'operation_strategies'],
};

/**
 * What is wrong with the strategies of `spec.sampling.options`, which the operator writes into the collector's file.
 *
 * Source: jaeger v1.51.0 plugin/sampling/strategystore/static, which takes an unknown type for the default of 0.1 %, and does
 * not look at keys that it does not know.
 */
export function samplingProblems(options: unknown): Problem[] {
  if (!isRecord(options)) return [];
  return [
    ...misspelt(options, keys.root, []),
    ...strategyProblems(own(options, 'default_strategy'), ['default_strategy']),
    ...list(own(options, 'service_strategies')).flatMap((strategy, index) => {
      const path = ['service_strategies', index];
      const named = own(strategy, 'service') !== undefined;
      return [
        ...(named
          ? []
          : [{ path: [...path, 'service'], message: 'a service strategy must name its service' }]),
        ...strategyProblems(strategy, path),
      ];
    }),
  ];
}

function strategyProblems(strategy: unknown, path: readonly (string | number)[]): Problem[] {
  if (!isRecord(strategy)) return [];
  const { type, param } = strategy;
  const typeProblem: Problem[] =
    type === undefined || types.includes(text(type) ?? '')
      ? []
      : [
          {
            path: [...path, 'type'],
            message: `type of a sampling strategy must be probabilistic or ratelimiting, got ${show(type)}`,
          },
        ];
  const paramProblem: Problem[] =
    param === undefined || param === null || typeof param === 'number'
      ? []
      : [
          {
            path: [...path, 'param'],
            message: `param of a sampling strategy must be a number, got ${show(param)}`,
          },
        ];
  return [
    ...misspelt(strategy, keys.strategy, path),
    ...typeProblem,
    ...paramProblem,
    ...list(strategy.operation_strategies).flatMap((operation, index) =>
      strategyProblems(operation, [...path, 'operation_strategies', index]),
    ),
  ];
}

function misspelt(
  block: Readonly<Record<string, unknown>>,
  known: readonly string[],
  path: readonly (string | number)[],
): Problem[] {
  return Object.keys(block).flatMap((key) => {
    if (known.includes(key)) return [];
    const snake = key
      .replace(/-/g, '_')
      .replace(/([a-z])([A-Z])/g, '$1_$2')
      .toLowerCase();
    const meant = known.includes(snake) ? snake : nearest(key, known);
    return meant === undefined
      ? []
      : [
          {
            path: [...path, key],
            message: `'${key}' is not a key of sampling strategies`,
            fix: meant,
          },
        ];
  });
}
