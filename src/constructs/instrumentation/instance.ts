import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Instrumentation as InstrumentationObject } from '../../../imports/opentelemetry.io.ts';
import type { OtlpProtocol } from '../../upstream/edge/protocols.ts';
import {
  initContainerUser,
  initContextSince,
  injectedParts,
} from '../../upstream/instrumentation/injected-parts.ts';
import {
  type Injection,
  type Language,
  languageExports,
} from '../../upstream/instrumentation/languages.ts';
import { propagatorsProblem } from '../../upstream/instrumentation/spec.ts';
import { dnsSubdomainProblem } from '../../upstream/kubernetes/names.ts';
import { agentImages } from '../../upstream/otel-operator/defaults/images.ts';
import { otlpProtocolValues } from '../../upstream/sdk/exporter.ts';
import { at, record, text, type UnknownRecord } from '../../upstream/values/unknown.ts';
import { isAtLeast } from '../../upstream/values/version.ts';
import { Endpoint, endpointProblem, wantsProblem } from '../edge/endpoint.ts';
import { NodeEndpoint } from '../edge/node-endpoint.ts';
import { pulledFrom, registryOf } from '../kubernetes/image-source.ts';
import { namespaceOf } from '../kubernetes/namespace.ts';
import { restrictedContainer } from '../kubernetes/restricted.ts';
import { otelOperatorOf } from '../operator/release.ts';
import { checkProps } from '../props/door.ts';
import { withExtra } from '../props/extra-spec.ts';
import { guarded } from '../props/guarded.ts';
import { metadataProblems } from '../props/metadata.ts';
import { oneOfProblem, refuse, within } from '../props/refuse.ts';
import { extraSpecProblems } from './extra-spec.ts';
import type { AddedParts } from './injection.ts';
import {
  environmentProblems,
  languageSpec,
  type OtlpReceiver,
  otherSignals,
  signalsProblem,
  variables,
} from './language.ts';
import { type InstrumentationProps, instrumentationShapes, propagatorNames } from './props.ts';
import { attributeProblem } from './resource-attributes.ts';
import { samplerSpec } from './sampler.ts';
import { exporterTls, tlsProblems } from './tls.ts';

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
  private readonly operator: string;

  constructor(scope: Construct, id: string, props: InstrumentationProps) {
    super(scope, id);
    checkProps(this, instrumentationShapes, props);
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
      signalsProblem('env', props.env, exportTo.otlpHttp),
      ...Object.entries(props.languages ?? {}).map(([name, { env }]) =>
        signalsProblem(`languages.${name}.env`, { ...props.env, ...env }, exportTo.otlpHttp),
      ),
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
    this.operator = operator;
    // older operators do not know the field
    this.goSecurityContext = isAtLeast(operator, initContextSince)
      ? props.extraSpec?.go?.securityContext
      : undefined;
    guarded(this);
  }

  /** What the operator adds to a pod for it, by the release that was known when it was made. */
  adds(injection: Injection, container: UnknownRecord): AddedParts {
    const spec = record(ApiObject.of(this).toJson().spec);
    const image = text(at(spec, injection, 'image'));
    return { ...injectedParts(injection, spec, container, this.operator), image };
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
