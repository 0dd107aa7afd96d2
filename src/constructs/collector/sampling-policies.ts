import type { ProcessorSettings } from '../../../imports/collector-components.ts';
import { tailSamplingProblems } from '../../upstream/collector/processors/tail-sampling.ts';
import { parseGoDuration } from '../../upstream/values/duration.ts';
import { record } from '../../upstream/values/unknown.ts';
import { nameOf, wholeNumberProblem } from '../props/refuse.ts';
import { count, flag, list, mapping, props, type Shape, text } from '../props/shape.ts';
import { ratioText, type Sampling, samplingShape } from '../sdk/sampling.ts';

type Settings = Exclude<ProcessorSettings['tail_sampling'], string>;

/** A policy of tail_sampling, as the processor documents it. */
export type SamplingPolicy = Extract<NonNullable<Settings['policies']>, readonly unknown[]>[number];

/** Which whole traces are kept: those that at least one of the policies keeps. */
export interface SamplingPolicies {
  /**
   * Whether traces with a span whose status is an error are kept.
   *
   * @default true
   */
  readonly errors?: boolean;
  /**
   * Keeps traces that take at least this long, a duration of whole milliseconds such as `1s`.
   *
   * @default - duration does not matter
   */
  readonly slowerThan?: string;
  /**
   * Share of all traces that is kept regardless of the other policies: `oneIn(10)`.
   *
   * @default - none
   */
  readonly rest?: Sampling;
  /**
   * More policies, as the processor documents them, with names other than `errors`, `slow` and `rest`. A policy of
   * type `drop` wins over all that keep.
   *
   * @default - none
   */
  readonly more?: readonly SamplingPolicy[];
}

/** Which traces are kept, how long they are waited for, and how many at once. */
export interface SamplingProps {
  /** Which whole traces are kept. */
  readonly policies: SamplingPolicies;
  /**
   * How long to wait for more spans of a trace after its first one, a duration such as `10s`.
   *
   * @default - the processor's own, 30s
   */
  readonly decisionWait?: string;
  /**
   * Traces that each pod holds in memory, at least 1; beyond that the oldest are dropped, undecided.
   *
   * @default - the processor's own, 50000
   */
  readonly numTraces?: number;
}

/** What kind of value the policies are. */
export const policiesShape: Shape<SamplingPolicies | undefined> = props<SamplingPolicies>({
  errors: flag,
  slowerThan: text,
  rest: samplingShape,
  more: list('policies', mapping) as Shape<SamplingPolicies['more']>,
});

/** What kinds of values the rest is. */
export const samplingShapes = { decisionWait: text, numTraces: count };

/**
 * Settings of tail_sampling.
 *
 * @throws for a share that is none
 */
export function samplingSettings({ policies, decisionWait, numTraces }: SamplingProps): Settings {
  const { errors = true, slowerThan, rest, more = [] } = policies;
  const kept: (SamplingPolicy | undefined)[] = [
    errors
      ? { name: 'errors', type: 'status_code', status_code: { status_codes: ['ERROR'] } }
      : undefined,
    slowerThan === undefined
      ? undefined
      : {
          name: 'slow',
          type: 'latency',
          latency: { threshold_ms: parseGoDuration(slowerThan) ?? 0 },
        },
    rest === undefined
      ? undefined
      : {
          name: 'rest',
          type: 'probabilistic',
          probabilistic: { sampling_percentage: percentage(rest) },
        },
  ];
  return {
    decision_wait: decisionWait,
    num_traces: numTraces,
    policies: [...kept.filter((policy) => policy !== undefined), ...more],
  };
}

/** A share in percent, without the digits that binary fractions add. */
function percentage(sampling: Sampling): number {
  return Number((Number(ratioText(sampling, 'policies.rest')) * 100).toPrecision(12));
}

/** Why the processor could not sample so, undefined entries where it could. */
export function samplingProblems({ policies, decisionWait, numTraces }: SamplingProps) {
  const { slowerThan } = policies;
  return [
    slowerThan === undefined ? undefined : millisecondsProblem('policies.slowerThan', slowerThan),
    decisionWait === undefined ? undefined : millisecondsProblem('decisionWait', decisionWait),
    wholeNumberProblem('numTraces', numTraces, 1),
  ];
}

/** Why policies are none that the processor reads, undefined entries where they are. */
export function policyProblems(settings: Settings): (string | undefined)[] {
  return tailSamplingProblems(record(settings), []).map(
    ({ path, message }) =>
      `policies make tail_sampling refuse ${path?.join('.') ?? 'them'}: ${message}`,
  );
}

function millisecondsProblem(what: string, duration: string): string | undefined {
  const milliseconds = parseGoDuration(duration);
  return milliseconds !== undefined && Number.isInteger(milliseconds) && milliseconds > 0
    ? undefined
    : `${what} must be a duration of whole milliseconds such as 1s, got ${nameOf(duration)}`;
}
