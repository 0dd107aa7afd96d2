import { traefikFlags } from '../../upstream/ingress/traefik.ts';
import { namespaceProblem } from '../../upstream/kubernetes/names.ts';
import type { OtlpEndpoint } from '../edge/backend.ts';
import { endpointProblem, wantsProblem } from '../edge/endpoint.ts';
import { withExtra } from '../props/extra-spec.ts';
import { refuse } from '../props/refuse.ts';
import {
  anything,
  argumentProblem,
  flag,
  list,
  required,
  type Shapes,
  text,
} from '../props/shape.ts';
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
  /**
   * Whether what Traefik does for itself is traced, too, such as `ping` and its dashboard.
   *
   * @default false
   */
  readonly addInternals?: boolean;
  /**
   * Headers of requests whose values become attributes of spans.
   *
   * @default - none
   */
  readonly capturedRequestHeaders?: readonly string[];
  /**
   * Headers of responses whose values become attributes of spans.
   *
   * @default - none
   */
  readonly capturedResponseHeaders?: readonly string[];
  /**
   * Parameters of queries whose values spans show; those of others are written over.
   *
   * @default - none
   */
  readonly safeQueryParams?: readonly string[];
}

const shapes: Shapes<TraefikTracingProps> = {
  exportTo: anything,
  from: required(text),
  serviceName: text,
  sampling: samplingShape,
  addInternals: flag,
  capturedRequestHeaders: list('names', text),
  capturedResponseHeaders: list('names', text),
  safeQueryParams: list('names', text),
};

/**
 * The arguments that make Traefik 3 send spans, for `args` of its container or `additionalArguments` of its Helm chart. A Traefik that
 * reads a file reads no arguments: `traefikTracingConfig` is for that.
 *
 * @throws for a malformed name, a ratio out of range, and an endpoint that wants headers or certificates
 */
export function traefikTracingArgs(props: TraefikTracingProps): readonly string[] {
  return settingsOf('traefikTracingArgs', props).flatMap(([flag, value]) =>
    Array.isArray(value)
      ? value.map((one, index) => `--${flag}[${index}]=${one}`)
      : [`--${flag}=${typeof value === 'number' ? ratioText({ ratio: value }) : value}`],
  );
}

/**
 * The part of Traefik's static configuration that makes Traefik 3 send spans, to be joined with the rest of its file, such as
 * `traefik.yaml`; arguments are not read beside it.
 *
 * @throws as `traefikTracingArgs`
 */
export function traefikTracingConfig(
  props: TraefikTracingProps,
): Readonly<Record<string, unknown>> {
  return settingsOf('traefikTracingConfig', props).reduce<Readonly<Record<string, unknown>>>(
    (config, [flag, value]) =>
      withExtra(
        config,
        flag.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as object,
      ),
    {},
  );
}

type Setting = string | number | boolean | readonly string[];

/** Settings by the path that flags and files have in common. */
function settingsOf(caller: string, props: TraefikTracingProps): [string, Setting][] {
  refuse(argumentProblem(`props of ${caller}`, shapes, props));
  const { exportTo, from, serviceName = 'traefik', sampling, addInternals } = props;
  const lists = {
    capturedRequestHeaders: props.capturedRequestHeaders ?? [],
    capturedResponseHeaders: props.capturedResponseHeaders ?? [],
    safeQueryParams: props.safeQueryParams ?? [],
  };
  refuse(
    endpointProblem('exportTo', exportTo, ['otlp-grpc', 'otlp-http']) ??
      wantsProblem('exportTo', exportTo),
    namespaceProblem(from, 'from'),
    /^\S(.*\S)?$/.test(serviceName)
      ? undefined
      : `serviceName must be a name on one line, got '${serviceName}'`,
    ...Object.entries(lists).flatMap(([what, names]) =>
      names.map((one) =>
        /^[^\s,]+$/.test(one)
          ? undefined
          : `${what} must be names without blanks and commas, got '${one}'`,
      ),
    ),
  );
  const { grpc, http } = traefikFlags;
  const settings: Readonly<Record<string, Setting | undefined>> = {
    [traefikFlags.serviceName]: serviceName,
    [traefikFlags.sampleRate]: sampling && Number(ratioText(sampling)),
    [traefikFlags.addInternals]: addInternals || undefined,
    [traefikFlags.requestHeaders]: lists.capturedRequestHeaders,
    [traefikFlags.responseHeaders]: lists.capturedResponseHeaders,
    [traefikFlags.queryParams]: lists.safeQueryParams,
    ...(exportTo.protocol === 'otlp-http'
      ? { [http.endpoint]: exportTo.tracesUrl(from) }
      : {
          [grpc.endpoint]: exportTo.address(from),
          [grpc.insecure]: !exportTo.tls || undefined,
        }),
  };
  return Object.entries(settings).filter(
    (one): one is [string, Setting] =>
      one[1] !== undefined && !(Array.isArray(one[1]) && one[1].length === 0),
  );
}
