import { propagatorsProblem } from '../../upstream/instrumentation/spec.ts';
import { namespaceProblem } from '../../upstream/kubernetes/names.ts';
import { otlpProtocolValues } from '../../upstream/sdk/exporter.ts';
import type { OtlpEndpoint } from '../edge/backend.ts';
import { endpointProblem, wantsProblem } from '../edge/endpoint.ts';
import { oneOfProblem, refuse } from '../props/refuse.ts';
import {
  anything,
  argumentProblem,
  list,
  record,
  required,
  type Shapes,
  text,
} from '../props/shape.ts';
import {
  type EnvironmentVariable,
  environmentProblems,
  otherSignals,
  signalsProblem,
  variables,
} from './language.ts';
import { type Propagator, propagatorNames } from './props.ts';
import { attributeProblem } from './resource-attributes.ts';
import { type Sampler, samplerShape, samplerSpec } from './sampler.ts';

/** What an application that has an OpenTelemetry SDK built in is configured with. */
export interface SdkEnvironmentProps {
  /** What receives the spans. */
  readonly exportTo: OtlpEndpoint;
  /** Name that the traces are found under. */
  readonly serviceName: string;
  /**
   * Namespace of the application; within its own namespace, the address of the endpoint is short.
   *
   * @default - not known: the address is that for any namespace
   */
  readonly from?: string;
  /**
   * Which new traces are sampled.
   *
   * @default { type: 'parentbased_always_on' }
   */
  readonly sampler?: Sampler;
  /**
   * Headers that carry the trace from service to service.
   *
   * @default ['tracecontext', 'baggage']
   */
  readonly propagators?: readonly Propagator[];
  /**
   * Attributes of every span, such as `deployment.environment.name`.
   *
   * @default - those that the SDK finds
   */
  readonly resourceAttributes?: Readonly<Record<string, string>>;
  /**
   * More variables; names start with `OTEL_` or `SPLUNK_`.
   *
   * @default - `OTEL_METRICS_EXPORTER` and `OTEL_LOGS_EXPORTER`: `otlp` for what `exportTo` says it takes, else `none`
   */
  readonly env?: Readonly<Record<string, string>>;
}

const shapes: Shapes<SdkEnvironmentProps> = {
  exportTo: anything,
  serviceName: required(text),
  from: text,
  sampler: samplerShape,
  propagators: list('propagators', text),
  resourceAttributes: record(text),
  env: record(text),
};

/**
 * Environment variables by which an OpenTelemetry SDK that is built into an application sends its spans, for `env` of
 * its container. Applications without an SDK are instrumented, see `instrument`.
 *
 * @throws for an endpoint that needs headers or certificates, for values that SDKs cannot read, and for variables in
 *   `env` that other props set
 */
export function sdkEnvironment(props: SdkEnvironmentProps): readonly EnvironmentVariable[] {
  refuse(argumentProblem('props of sdkEnvironment', shapes, props));
  const { exportTo, serviceName, from, resourceAttributes = {} } = props;
  const propagators = props.propagators ?? ['tracecontext', 'baggage'];
  refuse(
    endpointProblem('exportTo', exportTo, ['otlp-grpc', 'otlp-http']) ??
      wantsProblem('exportTo', exportTo),
    /^\S(.*\S)?$/.test(serviceName)
      ? undefined
      : `serviceName must be a name on one line, got '${serviceName}'`,
    from === undefined ? undefined : namespaceProblem(from, 'from'),
    ...propagators.map((one) => oneOfProblem('propagators', one, propagatorNames)),
    propagatorsProblem(propagators),
    ...Object.entries(resourceAttributes).map(attributeProblem),
    ...environmentProblems('env', props.env, 'exportTo, whose protocol it is'),
    signalsProblem('env', props.env, exportTo),
    props.env?.OTEL_SERVICE_NAME === undefined
      ? undefined
      : 'env must not set OTEL_SERVICE_NAME; use the prop serviceName',
  );
  const { type, argument } = samplerSpec(props.sampler ?? { type: 'parentbased_always_on' });
  const attributes = Object.entries(resourceAttributes).map((pair) => pair.join('='));
  return variables({
    OTEL_SERVICE_NAME: serviceName,
    OTEL_EXPORTER_OTLP_ENDPOINT: exportTo.url(from),
    OTEL_EXPORTER_OTLP_PROTOCOL: otlpProtocolValues[exportTo.protocol],
    OTEL_TRACES_SAMPLER: `${type}`,
    ...(argument !== undefined && { OTEL_TRACES_SAMPLER_ARG: argument }),
    OTEL_PROPAGATORS: propagators.join(','),
    ...(attributes.length > 0 && { OTEL_RESOURCE_ATTRIBUTES: attributes.join(',') }),
    ...otherSignals(exportTo),
    ...props.env,
  }) as readonly EnvironmentVariable[];
}
