import {
  type InstrumentationSpecSampler,
  InstrumentationSpecSamplerType,
} from '../../../imports/opentelemetry.io.ts';
import { type Endpoint, endpointProblem, wantsProblem } from '../edge/endpoint.ts';
import { oneOfProblem, refuse, wholeNumberProblem } from '../props/refuse.ts';
import { anything, count, mapping, props, required, type Shape, text } from '../props/shape.ts';
import { ratioText, type Sampling, samplingShape } from '../sdk/sampling.ts';

/** Which new traces an SDK samples; a share is written `{ type: 'parentbased_traceidratio', ...oneIn(16) }`. */
export type Sampler = FixedSampler | RatioSampler | RemoteSampler;

/** Samples all traces, none, or what AWS X-Ray tells. */
export interface FixedSampler {
  /** The `parentbased_` ones follow the caller, and decide only for traces that begin here. */
  readonly type:
    | 'always_on'
    | 'always_off'
    | 'parentbased_always_on'
    | 'parentbased_always_off'
    | 'xray';
}

/** Samples a share of the traces, chosen by trace id. */
export interface RatioSampler extends Sampling {
  /** The `parentbased_` one follows the caller, and decides only for traces that begin here. */
  readonly type: 'traceidratio' | 'parentbased_traceidratio';
}

/** Samples what a Jaeger collector tells for each service. */
export interface RemoteSampler {
  /** Asks over gRPC. */
  readonly type: 'jaeger_remote';
  /** Where to ask. */
  readonly endpoint: Endpoint<'jaeger-grpc'>;
  /** Milliseconds between two requests, a whole number of at least 1. */
  readonly pollingIntervalMs: number;
  /** Share to sample until the first answer. */
  readonly initial: Sampling;
}

/** What kinds of values it has; which of them a type needs is checked where it is written. */
export const samplerShape: Shape<Sampler | undefined> = props<
  { readonly type: string } & Partial<Pick<RatioSampler, 'ratio'> & Omit<RemoteSampler, 'type'>>
>({
  type: text,
  ratio: anything,
  endpoint: anything,
  pollingIntervalMs: count,
  initial: samplingShape,
});

const samplerTypes: readonly string[] = Object.values(InstrumentationSpecSamplerType);

/**
 * The sampler as the Instrumentation resource carries it.
 *
 * @throws if the type is unknown, a ratio is out of range or the polling interval is no whole number of at least 1
 */
export function samplerSpec(sampler: Sampler): InstrumentationSpecSampler {
  refuse(oneOfProblem('sampler.type', sampler.type, samplerTypes));
  const argument = samplerArgument(sampler);
  return { type: sampler.type as InstrumentationSpecSamplerType, argument };
}

function samplerArgument(sampler: Sampler): string | undefined {
  switch (sampler.type) {
    case 'traceidratio':
    case 'parentbased_traceidratio':
      return ratioText(sampler, 'sampler');
    case 'jaeger_remote':
      return remoteArgument(sampler);
    default:
      return undefined;
  }
}

function remoteArgument({ endpoint, pollingIntervalMs, initial }: RemoteSampler): string {
  refuse(
    endpointProblem('sampler.endpoint', endpoint, ['jaeger-grpc']) ??
      wantsProblem('sampler.endpoint', endpoint),
    wholeNumberProblem('sampler.pollingIntervalMs', pollingIntervalMs, 1),
    required(mapping).problem('sampler.initial', initial),
  );
  return [
    `endpoint=${endpoint.url()}`,
    `pollingIntervalMs=${pollingIntervalMs}`,
    `initialSamplingRate=${ratioText(initial, 'sampler.initial')}`,
  ].join(',');
}
