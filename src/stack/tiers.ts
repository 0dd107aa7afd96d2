import type { OtelCollectorProps } from '../constructs/collector/props.ts';
import { policiesShape, samplingShapes } from '../constructs/collector/sampling-policies.ts';
import type { TailSamplingProps } from '../constructs/collector/tail-sampling.ts';
import { mapping, props, required, text } from '../constructs/props/shape.ts';

/** Props that the stack has one value for, and so are set once for all constructs. */
export type Common = 'namespace' | 'clusterDomain';

/** A tier of collectors that samples whole traces, of a stack whose `collector` spreads them by trace id. */
export type StackTailSampling = Pick<
  TailSamplingProps,
  'policies' | 'decisionWait' | 'numTraces' | 'resolver' | 'sampler'
>;

/** A collector on each node of a stack. */
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
