import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import {
  Instrumentation as InstrumentationObject,
  InstrumentationSpecPropagators,
} from '../../../imports/opentelemetry.io.ts';
import type { OtlpProtocol } from '../../upstream/edge/protocols.ts';
import {
  initContainerUser,
  initContextSince,
} from '../../upstream/instrumentation/injected-parts.ts';
import { type Language, languageExports } from '../../upstream/instrumentation/languages.ts';
import { propagatorsProblem } from '../../upstream/instrumentation/spec.ts';
import { dnsSubdomainProblem } from '../../upstream/kubernetes/names.ts';
import { agentImages } from '../../upstream/otel-operator/defaults/images.ts';
import { otlpProtocolValues } from '../../upstream/sdk/exporter.ts';
import { isRecord } from '../../upstream/values/unknown.ts';
import { isAtLeast } from '../../upstream/values/version.ts';
import { Endpoint, endpointProblem, wantsProblem } from '../edge/endpoint.ts';
import { NodeEndpoint } from '../edge/node-endpoint.ts';
import { pulledFrom, registryOf } from '../kubernetes/image-source.ts';
import { namespaceOf, type TracingNamespace } from '../kubernetes/namespace.ts';
import { restrictedContainer } from '../kubernetes/restricted.ts';
import { otelOperatorOf } from '../operator/release.ts';
import { checkProps } from '../props/door.ts';
import { withExtra } from '../props/extra-spec.ts';
import { guarded } from '../props/guarded.ts';
import { type MetadataProps, metadataProblems, metadataShapes } from '../props/metadata.ts';
import { oneOfProblem, refuse, within } from '../props/refuse.ts';
import {
  flag,
  kind,
  list,
  mapping,
  nameOrConstruct,
  props,
  record,
  required,
  type Shapes,
  text,
} from '../props/shape.ts';
import { extraSpecProblems, type InstrumentationExtraSpec } from './extra-spec.ts';
import {
  environmentProblems,
  type LanguageProps,
  languageSpec,
  type OtlpReceiver,
  otherSignals,
  variables,
} from './language.ts';
import { attributeProblem } from './resource-attributes.ts';
import { type Sampler, samplerShape, samplerSpec } from './sampler.ts';
import { exporterTls, type InstrumentationTls, tlsProblems, tlsShape } from './tls.ts';

/** Format of the headers that carry a trace from service to service. */
export type Propagator = `${InstrumentationSpecPropagators}`;

/** Propagators by name. */
export const propagatorNames: readonly string[] = Object.values(InstrumentationSpecPropagators);

/** What instrumented applications send, and where to. */
export interface InstrumentationProps extends MetadataProps {
  /**
   * Namespace of the resource; pods in other namespaces refer to it as `namespace/name`.
   *
   * @default - that of the Chart around it
   */
  readonly namespace?: TracingNamespace | string;
  /**
   * Name of the resource.
   *
   * @default 'instrumentation'
   */
  readonly name?: string;
  /** What receives the spans; each agent gets the endpoint of the protocol that it speaks. */
  readonly exportTo: OtlpReceiver;
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
   * @default - those that the operator derives from the pod
   */
  readonly resourceAttributes?: Readonly<Record<string, string>>;
  /**
   * Environment variables of every instrumented container; names start with `OTEL_` or `SPLUNK_`.
   *
   * @default - `OTEL_METRICS_EXPORTER` and `OTEL_LOGS_EXPORTER`: `otlp` for signals that `exportTo` takes, else
   *   `none`
   */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * Certificates, for endpoints that speak TLS.
   *
   * @default - the roots that each agent trusts
   */
  readonly tls?: InstrumentationTls;
  /**
   * Settings by language; a language works without an entry too.
   *
   * @default - the operator's own
   */
  readonly languages?: Readonly<Partial<Record<Language, LanguageProps>>>;
  /**
   * More fields of the resource's spec, as the operator documents them, that no other prop sets.
   *
   * @default - none
   */
  readonly extraSpec?: InstrumentationExtraSpec;
  /**
   * Whether the init containers that copy agents meet the profile `restricted` of Pod Security, whatever the
   * instrumented container does; that of the Go agent never can. With `false`, they get the security context of the
   * instrumented container, and run as root where it names no user. Operators before 0.150.0 do not know the field.
   *
   * @default - true; false where the stack or the app installs an operator of a release before 0.150.0
   */
  readonly restricted?: boolean;
}

const shapes: Shapes<InstrumentationProps> = {
  ...metadataShapes,
  namespace: nameOrConstruct,
  name: text,
  exportTo: required(kind<OtlpReceiver>('an object with otlpGrpc and otlpHttp', isRecord)),
  sampler: samplerShape,
  propagators: list('propagators', text),
  resourceAttributes: record(text),
  env: record(text),
  tls: tlsShape,
  languages: record(props<LanguageProps>({ image: text, protocol: text, env: record(text) })),
  extraSpec: mapping,
  restricted: flag,
};

/**
 * An Instrumentation: what the OpenTelemetry operator injects into annotated pods (see `instrument`).
 *
 * The operator's release manifest enables every language but Go, which needs the operator's `--enable-go-instrumentation`.
 *
 * @throws for names that Kubernetes refuses, for what the operator's webhook refuses, and for settings without effect
 */
export class Instrumentation extends Construct {
  /** Namespace of the resource. */
  readonly namespace: string;
  /** Name of the resource. */
  readonly name: string;
  /** Security context that it gives the agent of Go; unset for the operator's own. */
  readonly goSecurityContext?: object | undefined;

  constructor(scope: Construct, id: string, props: InstrumentationProps) {
    super(scope, id);
    checkProps(this, shapes, props);
    const namespace = namespaceOf(this, props.namespace);
    const { name = 'instrumentation', exportTo, labels, annotations } = props;
    const operator = otelOperatorOf(this);
    const { restricted = isAtLeast(operator, initContextSince) } = props;
    const propagators = props.propagators ?? ['tracecontext', 'baggage'];
    const language = (name: Language) =>
      within(this, () => languageSpec(name, props.languages?.[name] ?? {}, exportTo));
    refuse(
      this,
      ...metadataProblems(props),
      dnsSubdomainProblem('name', name),
      exportTo instanceof Endpoint
        ? `exportTo must be a collector, or { otlpGrpc, otlpHttp }, since agents speak either, got one endpoint, ${exportTo.protocol}`
        : undefined,
      receiverProblem('exportTo.otlpGrpc', exportTo.otlpGrpc, 'otlp-grpc'),
      receiverProblem('exportTo.otlpHttp', exportTo.otlpHttp, 'otlp-http'),
      ...Object.keys(props.languages ?? {}).map((language) =>
        oneOfProblem('languages', language, Object.keys(languageExports)),
      ),
      ...propagators.map((one) => oneOfProblem('propagators', one, propagatorNames)),
    );
    refuse(
      this,
      ...tlsProblems(exportTo, props.tls),
      propagatorsProblem(propagators),
      ...Object.entries(props.resourceAttributes ?? {}).map(attributeProblem),
      ...environmentProblems('env', props.env),
      ...extraSpecProblems(props.extraSpec),
      props.restricted === true && !isAtLeast(operator, initContextSince)
        ? `restricted must not be true with an operator before ${initContextSince}, which does not know the field, got ${operator}`
        : undefined,
    );
    const spec = {
      exporter: { endpoint: exportTo.otlpHttp.url(), tls: exporterTls(props.tls) },
      propagators,
      sampler: within(this, () => samplerSpec(props.sampler ?? { type: 'parentbased_always_on' })),
      resource: props.resourceAttributes && {
        resourceAttributes: { ...props.resourceAttributes },
      },
      env: variables({
        OTEL_EXPORTER_OTLP_PROTOCOL: otlpProtocolValues['otlp-http'],
        ...otherSignals(exportTo.otlpHttp),
        ...props.env,
      }),
      java: language('java'),
      nodejs: language('nodejs'),
      python: language('python'),
      dotnet: language('dotnet'),
      go: language('go'),
      apacheHttpd: language('apacheHttpd'),
      nginx: language('nginx'),
      initContainerSecurityContext: restricted
        ? restrictedContainer({ user: initContainerUser })
        : undefined,
    };
    // not the generated class: it drops what a patch adds that its types do not know
    new ApiObject(this, 'Resource', {
      ...InstrumentationObject.GVK,
      metadata: { namespace, name, labels, annotations },
      spec: pulledFrom(this, withExtra(withExtra(this.images(), spec), props.extraSpec)),
    });
    this.namespace = namespace;
    this.name = name;
    this.goSecurityContext = props.extraSpec?.go?.securityContext;
    guarded(this);
  }

  /** Images of all agents where a registry mirrors them, since the operator may know nothing of the registry. */
  private images(): object {
    if (registryOf(this) === undefined) return {};
    return Object.fromEntries(
      Object.entries(agentImages(otelOperatorOf(this))).map(([language, image]) => [
        language,
        { image },
      ]),
    );
  }
}

function receiverProblem(
  what: string,
  receiver: OtlpReceiver[keyof OtlpReceiver],
  protocol: OtlpProtocol,
): string | undefined {
  // its Service takes what it takes, and wants no more
  const endpoint = receiver instanceof NodeEndpoint ? receiver.service : receiver;
  return endpointProblem(what, endpoint, [protocol]) ?? wantsProblem(what, endpoint);
}
