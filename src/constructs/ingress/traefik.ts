import { traefikFlags } from '../../upstream/ingress/traefik.ts';
import { namespaceProblem } from '../../upstream/kubernetes/names.ts';
import type { OtlpEndpoint } from '../edge/backend.ts';
import { endpointProblem, wantsProblem } from '../edge/endpoint.ts';
import { refuse } from '../props/refuse.ts';
import { anything, mapping, propsProblem, required, type Shapes, text } from '../props/shape.ts';
import { ratioText, type Sampling, samplingShape } from '../sdk/sampling.ts';

/** What Traefik traces, and where to. */
export interface TraefikTracingProps {
  /** What takes the spans. */
  readonly exportTo: OtlpEndpoint;
  /** Namespace of Traefik; the address of the endpoint is short inside of its own. */
  readonly from: string;
  /**
   * Name that the traces are found under.
   *
   * @default 'traefik'
   */
  readonly serviceName?: string;
  /**
   * Share of new traces that is kept, `oneIn(16)`; requests that are part of a trace follow that trace's decision.
   *
   * @default - all
   */
  readonly sampling?: Sampling;
}

const shapes: Shapes<TraefikTracingProps> = {
  exportTo: anything,
  from: required(text),
  serviceName: text,
  sampling: samplingShape,
};

/**
 * The arguments that make Traefik 3 send spans, for `args` of its container or `additionalArguments` of its Helm chart.
 *
 * @throws for a malformed name, a ratio out of range, and an endpoint that wants headers or certificates
 */
export function traefikTracingArgs(props: TraefikTracingProps): readonly string[] {
  refuse(
    required(mapping).problem('props of traefikTracingArgs', props) ?? propsProblem(shapes, props),
  );
  const { exportTo, from, serviceName = 'traefik', sampling } = props;
  refuse(
    endpointProblem('exportTo', exportTo, ['otlp-grpc', 'otlp-http']) ??
      wantsProblem('exportTo', exportTo),
    namespaceProblem(from, 'from'),
    /^\S(.*\S)?$/.test(serviceName)
      ? undefined
      : `serviceName must be a name on one line, got '${serviceName}'`,
  );
  const { grpc, http } = traefikFlags;
  const flags: Readonly<Record<string, string>> = {
    [traefikFlags.serviceName]: serviceName,
    ...(sampling && { [traefikFlags.sampleRate]: ratioText(sampling) }),
    ...(exportTo.protocol === 'otlp-http'
      ? { [http.endpoint]: exportTo.tracesUrl(from) }
      : {
          [grpc.endpoint]: exportTo.address(from),
          ...(!exportTo.tls && { [grpc.insecure]: 'true' }),
        }),
  };
  return Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`);
}
