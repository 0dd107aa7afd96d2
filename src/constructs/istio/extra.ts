import { istioModes } from '../../upstream/istio/tracing.ts';
import { oneOfProblem } from '../props/refuse.ts';
import { flag, props, type Shape, text } from '../props/shape.ts';

/** What no other prop is there for in the `tracing` of a Telemetry. */
export interface IstioExtraTracing {
  /**
   * Which requests of the proxies it is about: those that come in (`SERVER`), those that go out (`CLIENT`), or both.
   *
   * @default - both
   */
  readonly match?: { readonly mode?: (typeof istioModes)[number] };
  /**
   * Whether no spans are sent, while traces are carried on all the same.
   *
   * @default false
   */
  readonly disableSpanReporting?: boolean;
  /**
   * Whether spans have Istio's own tags.
   *
   * @default true
   */
  readonly enableIstioTags?: boolean;
  /**
   * Whether the id of a request, `x-request-id`, has a say in what is sampled.
   *
   * @default true
   */
  readonly useRequestIdForTraceSampling?: boolean;
}

/** What kinds of values it has. */
export const extraShape: Shape<IstioExtraTracing | undefined> = props<IstioExtraTracing>({
  match: props<NonNullable<IstioExtraTracing['match']>>({ mode: text }),
  disableSpanReporting: flag,
  enableIstioTags: flag,
  useRequestIdForTraceSampling: flag,
});

/** Why Istio would refuse it; undefined where it would not. */
export function extraProblem(extra: IstioExtraTracing | undefined): string | undefined {
  return oneOfProblem('extraTracing.match.mode', extra?.match?.mode, istioModes);
}
