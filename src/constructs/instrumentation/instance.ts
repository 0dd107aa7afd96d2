import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import {
  Instrumentation as InstrumentationObject,
  InstrumentationSpecPropagators,
} from '../../../imports/opentelemetry.io.ts';
import { type Language, languageExports } from '../../upstream/instrumentation/languages.ts';
import { exporterTlsProblems, propagatorsProblem } from '../../upstream/instrumentation/spec.ts';
import { dnsSubdomainProblem } from '../../upstream/kubernetes/names.ts';
import { otlpProtocolValues } from '../../upstream/sdk/exporter.ts';
import { endpointProblem } from '../edge/endpoint.ts';
import { namespaceOf, type TracingNamespace } from '../kubernetes/namespace.ts';
import { withExtra } from '../props/extra-spec.ts';
import { guarded } from '../props/guarded.ts';
import { type MetadataProps, metadataProblems } from '../props/metadata.ts';
import { oneOfProblem, refuse } from '../props/refuse.ts';
import { extraSpecProblems, type InstrumentationExtraSpec } from './extra-spec.ts';
import {
  environmentProblems,
  type LanguageProps,
  languageSpec,
  type OtlpReceiver,
  variables,
} from './language.ts';
import { type Sampler, samplerSpec } from './sampler.ts';

/** How spans find their way in the headers of requests. */
export type Propagator = `${InstrumentationSpecPropagators}`;

const propagatorNames: readonly string[] = Object.values(InstrumentationSpecPropagators);

/** Certificates for endpoints that speak TLS; file names are keys of the Secret or ConfigMap, or absolute paths. */
export interface InstrumentationTls {
  /**
   * Secret in the namespace of each instrumented pod.
   *
   * @default - no Secret is mounted
   */
  readonly secretName?: string;
  /**
   * ConfigMap with the CA certificate, in the namespace of each instrumented pod.
   *
   * @default - the CA certificate is in the Secret
   */
  readonly configMapName?: string;
  /**
   * CA certificate.
   *
   * @default - the roots that the agent trusts
   */
  readonly caFile?: string;
  /**
   * Client certificate, from the Secret; together with `keyFile`.
   *
   * @default - no client certificate
   */
  readonly certFile?: string;
  /**
   * Key of the client certificate, from the Secret.
   *
   * @default - no client certificate
   */
  readonly keyFile?: string;
}

/** What instrumented applications send, and where to. */
export interface InstrumentationProps extends MetadataProps {
  /**
   * Namespace of the resource; pods of other namespaces name it as `namespace/name`.
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
  /** What takes the spans; each agent is given the endpoint of the protocol that it speaks. */
  readonly exportTo: OtlpReceiver;
  /**
   * Which new traces are kept.
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
   * Environment for every instrumented container; names start with `OTEL_` or `SPLUNK_`.
   *
   * @default - metrics and logs are off (`OTEL_METRICS_EXPORTER`, `OTEL_LOGS_EXPORTER`), which a tracing stack does not take
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
   * More fields of the resource's spec, as the operator documents them, that no other prop is there for.
   *
   * @default - none
   */
  readonly extraSpec?: InstrumentationExtraSpec;
}

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

  constructor(scope: Construct, id: string, props: InstrumentationProps) {
    super(scope, id);
    const namespace = namespaceOf(this, props.namespace);
    const { name = 'instrumentation', exportTo, labels, annotations } = props;
    const propagators = props.propagators ?? ['tracecontext', 'baggage'];
    const language = (name: Language) =>
      languageSpec(name, props.languages?.[name] ?? {}, exportTo);
    refuse(
      ...metadataProblems(props),
      dnsSubdomainProblem('name', name),
      endpointProblem('exportTo.otlpGrpc', exportTo.otlpGrpc, ['otlp-grpc']),
      endpointProblem('exportTo.otlpHttp', exportTo.otlpHttp, ['otlp-http']),
      ...Object.keys(props.languages ?? {}).map((language) =>
        oneOfProblem('languages', language, Object.keys(languageExports)),
      ),
      ...propagators.map((one) => oneOfProblem('propagators', one, propagatorNames)),
    );
    refuse(
      ...tlsProblems(exportTo, props.tls),
      propagatorsProblem(propagators),
      ...Object.entries(props.resourceAttributes ?? {}).map(attributeProblem),
      ...environmentProblems('env', props.env),
      ...extraSpecProblems(props.extraSpec),
    );
    const spec = {
      exporter: { endpoint: exportTo.otlpHttp.url(), tls: exporterTls(props.tls) },
      propagators,
      sampler: samplerSpec(props.sampler ?? { type: 'parentbased_always_on' }),
      resource: props.resourceAttributes && {
        resourceAttributes: { ...props.resourceAttributes },
      },
      env: variables({
        OTEL_EXPORTER_OTLP_PROTOCOL: otlpProtocolValues['otlp-http'],
        OTEL_METRICS_EXPORTER: 'none',
        OTEL_LOGS_EXPORTER: 'none',
        ...props.env,
      }),
      java: language('java'),
      nodejs: language('nodejs'),
      python: language('python'),
      dotnet: language('dotnet'),
      go: language('go'),
      apacheHttpd: language('apacheHttpd'),
      nginx: language('nginx'),
    };
    // not the generated class: it drops what a patch adds that its types do not know
    new ApiObject(this, 'Resource', {
      ...InstrumentationObject.GVK,
      metadata: { namespace, name, labels, annotations },
      spec: withExtra(spec, props.extraSpec),
    });
    this.namespace = namespace;
    this.name = name;
    guarded(this);
  }
}

function exporterTls(tls: InstrumentationTls | undefined) {
  if (tls === undefined) return undefined;
  const { caFile, certFile, keyFile, ...from } = tls;
  return { ...from, ca_file: caFile, cert_file: certFile, key_file: keyFile };
}

function tlsProblems(exportTo: OtlpReceiver, tls?: InstrumentationTls): (string | undefined)[] {
  const [grpc, http] = [exportTo.otlpGrpc, exportTo.otlpHttp];
  if (grpc.tls !== http.tls) {
    return [
      `exportTo must speak TLS on both endpoints or on none, got ${grpc.url()} and ${http.url()}`,
    ];
  }
  if (tls === undefined) return [];
  return [
    http.tls ? undefined : `tls needs endpoints that speak TLS, got ${http.url()}`,
    ...exporterTlsProblems(tls),
  ];
}

// the operator joins attributes as key=value with commas, and escapes nothing
function attributeProblem([key, value]: [string, string]): string | undefined {
  if (!/^[^\s,=]+$/.test(key)) {
    return `resourceAttributes must have keys without blanks, ',' and '=', got '${key}'`;
  }
  return /[,=\n]/.test(value)
    ? `resourceAttributes must have values without ',', '=' and line breaks, got '${value}' for ${key}`
    : undefined;
}
