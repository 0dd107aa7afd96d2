import { samplingProblems } from '../../upstream/jaeger/sampling.ts';
import { isRecord } from '../../upstream/values/unknown.ts';
import { nameOf, yamlProblem } from '../props/refuse.ts';
import { count, list, props, type Shape, text } from '../props/shape.ts';

/** How much is sampled. */
export interface SamplingStrategy {
  /** `probabilistic` keeps a share of traces, `ratelimiting` a number of traces per second. */
  readonly type: 'probabilistic' | 'ratelimiting';
  /** Share from 0 to 1, or a whole number of traces per second. */
  readonly param: number;
}

/** Sampling strategies that senders are told, in the form of Jaeger's strategies file. */
export interface SamplingStrategies {
  /** For services without a strategy of their own. */
  readonly default_strategy: SamplingStrategy & {
    readonly operation_strategies?: readonly (SamplingStrategy & { readonly operation: string })[];
  };
  /**
   * Strategies for single services.
   *
   * @default - none
   */
  readonly service_strategies?: readonly (SamplingStrategy & {
    readonly service: string;
    readonly operation_strategies?: readonly (SamplingStrategy & { readonly operation: string })[];
  })[];
}

/** Sampling that Jaeger adapts to the traffic that it sees. */
export interface AdaptiveSampling {
  /**
   * Traces per second to aim at for each operation of a service, above 0.
   *
   * @default - Jaeger's own, 1
   */
  readonly targetSamplesPerSecond?: number;
  /**
   * Share to sample of a new operation, above 0 and at most 1.
   *
   * @default - Jaeger's own, 0.001
   */
  readonly initialSamplingProbability?: number;
}

/** Where the sampling strategies that senders are told come from. */
export type SamplingSource =
  | { readonly strategies: SamplingStrategies; readonly adaptive?: undefined }
  | { readonly adaptive: AdaptiveSampling; readonly strategies?: undefined };

const strategyShape = { type: text, param: count };
const ofOperations = list(
  'strategies',
  props<SamplingStrategy & { readonly operation: string }>({ ...strategyShape, operation: text }),
);

/** What kinds of values a source is made of. */
export const samplingShape: Shape<SamplingSource | undefined> = props<{
  readonly strategies?: SamplingStrategies;
  readonly adaptive?: AdaptiveSampling;
}>({
  strategies: props<SamplingStrategies>({
    default_strategy: props<SamplingStrategies['default_strategy']>({
      ...strategyShape,
      operation_strategies: ofOperations,
    }),
    service_strategies: list(
      'strategies',
      props<NonNullable<SamplingStrategies['service_strategies']>[number]>({
        ...strategyShape,
        service: text,
        operation_strategies: ofOperations,
      }),
    ),
  }),
  adaptive: props<AdaptiveSampling>({
    targetSamplesPerSecond: count,
    initialSamplingProbability: count,
  }),
});

/** Why Jaeger would not do what the source says, undefined entries where it would. */
export function sourceProblems(source: SamplingSource | undefined): (string | undefined)[] {
  if (source === undefined) return [];
  const { strategies, adaptive } = source;
  if (isRecord(strategies) === isRecord(adaptive)) {
    return [
      `sampling must have strategies or adaptive, got ${Object.keys(source).join(' and ') || 'neither'}`,
    ];
  }
  if (adaptive !== undefined) {
    const { targetSamplesPerSecond: target, initialSamplingProbability: initial } = adaptive;
    return [
      numberProblem('sampling.adaptive.targetSamplesPerSecond', target, Infinity),
      numberProblem('sampling.adaptive.initialSamplingProbability', initial, 1),
    ];
  }
  const [problem] = samplingProblems(strategies);
  if (problem) return [`sampling.strategies.${problem.path?.join('.')}: ${problem.message}`];
  return [
    yamlProblem('sampling.strategies', strategies),
    ...rates(strategies).map(rateProblem),
    ...shares(strategies).map(shareProblem),
    isRecord(strategies.default_strategy)
      ? undefined
      : 'sampling.strategies must have a default_strategy, or Jaeger samples one trace in a thousand by default, got none',
  ];
}

function rates(strategies: SamplingStrategies): SamplingStrategy[] {
  return all(strategies).filter(({ type }) => type === 'ratelimiting');
}

function shares(strategies: SamplingStrategies): SamplingStrategy[] {
  return all(strategies).filter(({ type }) => type === 'probabilistic');
}

function all({ default_strategy, service_strategies }: SamplingStrategies): SamplingStrategy[] {
  const services = [default_strategy, ...(service_strategies ?? [])].filter(isRecord);
  return services.flatMap((one) => [one, ...(one.operation_strategies ?? [])]);
}

// Jaeger hands it on as it is, and clients take it for all, or for none
function shareProblem({ param }: SamplingStrategy): string | undefined {
  return typeof param === 'number' && param >= 0 && param <= 1
    ? undefined
    : `sampling.strategies with type probabilistic must have a param from 0 to 1, got ${nameOf(param)}`;
}

// source: jaeger v2.20.0, which drops what stands behind the point: 0.9 traces in a second are none
function rateProblem({ param }: SamplingStrategy): string | undefined {
  return Number.isInteger(param)
    ? undefined
    : `sampling.strategies with type ratelimiting must have a whole number for param, got ${param}`;
}

function numberProblem(what: string, value: number | undefined, most: number): string | undefined {
  if (value === undefined || (typeof value === 'number' && value > 0 && value <= most)) {
    return undefined;
  }
  return `${what} must be a number above 0${most === Infinity ? '' : ` and at most ${most}`}, got ${value}`;
}
