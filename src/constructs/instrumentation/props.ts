import { InstrumentationSpecPropagators } from '../../../imports/opentelemetry.io.ts';
import type { Language } from '../../upstream/instrumentation/languages.ts';
import { isRecord } from '../../upstream/values/unknown.ts';
import { resourcesShape } from '../kubernetes/container-resources.ts';
import type { TracingNamespace } from '../kubernetes/namespace.ts';
import { type MetadataProps, metadataShapes } from '../props/metadata.ts';
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
import type { InstrumentationExtraSpec } from './extra-spec.ts';
import type { LanguageProps, OtlpReceiver } from './language.ts';
import { type Sampler, samplerShape } from './sampler.ts';
import { type InstrumentationTls, tlsShape } from './tls.ts';

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

/** What kinds of values the props are. */
export const instrumentationShapes: Shapes<InstrumentationProps> = {
  ...metadataShapes,
  namespace: nameOrConstruct,
  name: text,
  exportTo: required(kind<OtlpReceiver>('an object with otlpGrpc and otlpHttp', isRecord)),
  sampler: samplerShape,
  propagators: list('propagators', text),
  resourceAttributes: record(text),
  env: record(text),
  tls: tlsShape,
  languages: record(
    props<LanguageProps>({
      image: text,
      protocol: text,
      env: record(text),
      resources: resourcesShape,
    }),
  ),
  extraSpec: mapping,
  restricted: flag,
};
