import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { tracesUnder } from '../../upstream/edge/protocols.ts';
import {
  istioDetectors,
  istioNamespace,
  istioTagKinds,
  percentageStep,
  telemetryGroup,
} from '../../upstream/istio/tracing.ts';
import {
  dnsSubdomainProblem,
  labelKeyProblem,
  labelValueProblem,
} from '../../upstream/kubernetes/names.ts';
import { own } from '../../upstream/values/unknown.ts';
import type { OtlpEndpoint } from '../edge/backend.ts';
import { endpointProblem, plainServiceProblem } from '../edge/endpoint.ts';
import { namespaceOf, type TracingNamespace } from '../kubernetes/namespace.ts';
import { checkProps } from '../props/door.ts';
import { guarded } from '../props/guarded.ts';
import { type MetadataProps, metadataProblems, metadataShapes } from '../props/metadata.ts';
import { nameOf, oneOfProblem, refuse, within } from '../props/refuse.ts';
import {
  anything,
  list,
  mapping,
  nameOrConstruct,
  record,
  type Shape,
  type Shapes,
  text,
} from '../props/shape.ts';
import { ratioText, type Sampling, samplingShape } from '../sdk/sampling.ts';
import { extraProblem, extraShape, type IstioExtraTracing } from './extra.ts';

/** Where the value of a tag comes from, as a Telemetry has it. */
export type IstioCustomTag =
  | { readonly literal: { readonly value: string } }
  | { readonly environment: { readonly name: string; readonly defaultValue?: string } }
  | { readonly header: { readonly name: string; readonly defaultValue?: string } };

/** Which proxies of Istio send spans, and where to. */
export interface IstioTracingProps extends MetadataProps {
  /** What takes the spans, a Service in the cluster; a collector sends them on to what is outside, or wants a login. */
  readonly exportTo: OtlpEndpoint;
  /**
   * Share of new traces that is kept, in steps of one in ten thousand; requests that are part of a trace follow that trace's decision.
   *
   * @default - all
   */
  readonly sampling?: Sampling;
  /**
   * Namespace whose proxies send spans; that of Istio itself stands for the whole mesh, but not with `podLabels`.
   *
   * @default 'istio-system'
   */
  readonly namespace?: TracingNamespace | string;
  /**
   * Labels of the pods in `namespace` whose proxies send spans.
   *
   * @default - all pods
   */
  readonly podLabels?: Readonly<Record<string, string>>;
  /**
   * Tags that every span gets, by name: a text, a variable of the proxy, or a header of the request.
   *
   * @default - Istio's own
   */
  readonly customTags?: Readonly<Record<string, IstioCustomTag>>;
  /**
   * What finds more attributes of a proxy: `environment` reads `OTEL_RESOURCE_ATTRIBUTES` of it.
   *
   * @default - none
   */
  readonly resourceDetectors?: readonly (typeof istioDetectors)[number][];
  /**
   * More of the Telemetry's `tracing`, as Istio writes it: `{ match: { mode: 'SERVER' }, enableIstioTags: false }`.
   *
   * @default - none
   */
  readonly extraTracing?: IstioExtraTracing;
  /**
   * Name of the Telemetry.
   *
   * @default 'tracing'
   */
  readonly name?: string;
  /**
   * Name of the extension provider.
   *
   * @default 'otel-tracing'
   */
  readonly provider?: string;
}

/** The part of Istio's mesh configuration that is about tracing. */
export interface IstioMeshConfig {
  /** Whether proxies trace at all. */
  readonly enableTracing: true;
  /** What Telemetries may name; to be joined with those that are there already, since lists are replaced as a whole. */
  readonly extensionProviders: readonly {
    readonly name: string;
    readonly opentelemetry: {
      readonly service: string;
      readonly port: number;
      readonly http?: { readonly path: string; readonly timeout: string };
      readonly resourceDetectors?: Readonly<Record<string, object>>;
    };
  }[];
}

const shapes: Shapes<IstioTracingProps> = {
  ...metadataShapes,
  exportTo: anything,
  sampling: samplingShape,
  namespace: nameOrConstruct,
  podLabels: record(text),
  customTags: record(mapping) as Shape<IstioTracingProps['customTags']>,
  resourceDetectors: list('names', text),
  extraTracing: extraShape,
  name: text,
  provider: text,
};

/**
 * A Telemetry that makes proxies of Istio 1.22 or newer send spans to a provider, and the provider, `meshConfig`: it is no object of
 * its own, but belongs into the values of the chart `istiod`, or into the `IstioOperator` or `Istio` that installs the mesh.
 *
 * @throws for malformed names, labels and tags, a share that Istio rounds to nothing, and an endpoint that is outside of the cluster, speaks
 *   TLS or wants headers, for which proxies need more than a provider, and for labels of pods without their namespace
 */
export class IstioTracing extends Construct {
  /** What the mesh must be told. */
  readonly meshConfig: IstioMeshConfig;

  constructor(scope: Construct, id: string, props: IstioTracingProps) {
    super(scope, id);
    checkProps(this, shapes, props);
    const { exportTo, podLabels = {}, labels, annotations } = props;
    const { customTags = {}, resourceDetectors = [] } = props;
    const { name = 'tracing', provider = 'otel-tracing' } = props;
    const namespace = namespaceOf(this, props.namespace ?? istioNamespace);
    refuse(
      this,
      endpointProblem('exportTo', exportTo, ['otlp-grpc', 'otlp-http']) ??
        plainServiceProblem('exportTo', exportTo),
      dnsSubdomainProblem('name', name),
      /^\S+$/.test(provider)
        ? undefined
        : `provider must be a name without blanks, got '${provider}'`,
      // istio#53481
      Object.keys(podLabels).length > 0 && props.namespace === undefined
        ? `podLabels needs namespace, that of the pods: Istio applies labels to pods of one namespace, even in ${istioNamespace}`
        : undefined,
      ...Object.entries(podLabels).flatMap(([key, value]) => [
        labelKeyProblem('podLabels key', key),
        labelValueProblem(`podLabels '${key}'`, value),
      ]),
      ...Object.entries(customTags).map(([tag, value]) => tagProblem(tag, value)),
      ...resourceDetectors.map((one) => oneOfProblem('resourceDetectors', one, istioDetectors)),
      extraProblem(props.extraTracing),
      ...metadataProblems(props),
    );
    const percentage = within(this, () => percentageOf(props.sampling));
    new ApiObject(this, 'Resource', {
      apiVersion: `${telemetryGroup}/v1`,
      kind: 'Telemetry',
      metadata: { namespace, name, labels, annotations },
      spec: {
        selector: Object.keys(podLabels).length > 0 ? { matchLabels: podLabels } : undefined,
        tracing: [
          {
            providers: [{ name: provider }],
            randomSamplingPercentage: percentage,
            customTags: Object.keys(customTags).length > 0 ? customTags : undefined,
            ...props.extraTracing,
          },
        ],
      },
    });
    this.meshConfig = {
      enableTracing: true,
      extensionProviders: [
        {
          name: provider,
          opentelemetry: { ...receiver(exportTo), ...detectors(resourceDetectors) },
        },
      ],
    };
    guarded(this);
  }
}

function tagProblem(tag: string, value: object): string | undefined {
  const what = `customTags '${tag}'`;
  if (tag === '') return 'customTags must have names, got an empty one';
  const [[kind, source] = [], ...others] = Object.entries(value);
  if (others.length > 0 || !isTagKind(kind)) {
    return `${what} must be one of ${Object.keys(istioTagKinds).join(', ')}, got ${Object.keys(value).join(' and ') || 'nothing'}`;
  }
  const given = own(source, istioTagKinds[kind]);
  return typeof given === 'string' && given !== ''
    ? undefined
    : `${what} must have ${kind}.${istioTagKinds[kind]}, got ${nameOf(given)}`;
}

function isTagKind(kind: string | undefined): kind is keyof typeof istioTagKinds {
  return kind !== undefined && Object.hasOwn(istioTagKinds, kind);
}

function detectors(names: readonly string[]) {
  return names.length === 0
    ? {}
    : { resourceDetectors: Object.fromEntries(names.map((one) => [one, {}])) };
}

function percentageOf(sampling: Sampling = { ratio: 1 }): number {
  const ratio = Number(ratioText(sampling));
  const steps = Math.round((ratio * 100) / percentageStep);
  if (steps < 1) {
    throw new Error(
      `sampling must be at least one in 10000, the smallest share of Istio, got ${ratio}`,
    );
  }
  return Number((steps * percentageStep).toFixed(2));
}

function receiver(exportTo: OtlpEndpoint) {
  const { port, protocol, basePath } = exportTo;
  const service = new URL(exportTo.url()).hostname;
  return protocol === 'otlp-http'
    ? { service, port, http: { path: tracesUnder(basePath), timeout: '10s' } }
    : { service, port };
}
