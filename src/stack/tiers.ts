import type { OtelCollectorProps } from '../constructs/collector/props.ts';
import { policiesShape, samplingShapes } from '../constructs/collector/sampling-policies.ts';
import type { TailSamplingProps } from '../constructs/collector/tail-sampling.ts';
import { mapping, props, required, text } from '../constructs/props/shape.ts';

/** Props that all constructs of a stack share, and that are therefore set once, on the stack. */
export type Common = 'namespace' | 'clusterDomain';

/**
 * Settings of the second tier of collectors, which samples whole traces; the stack's `collector` spreads spans over
 * it by trace id.
 */
export type StackTailSampling = Pick<
  TailSamplingProps,
  'policies' | 'decisionWait' | 'numTraces' | 'resolver' | 'sampler'
>;

/** Settings of the collectors that run on each node. */
export type AgentsProps = Omit<
  OtelCollectorProps,
  Common | 'exportTo' | 'mode' | 'replicas' | 'autoscaler' | 'podDisruptionBudget'
>;

/** What kinds of values it has. */
export const tailSamplingShape = props<StackTailSampling>({
  ...samplingShapes,
  policies: required(policiesShape),
  resolver: text,
  sampler: mapping,
});
