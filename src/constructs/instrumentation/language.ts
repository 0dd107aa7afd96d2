import type { OtlpProtocol } from '../../upstream/edge/protocols.ts';
import { type Language, languageExports } from '../../upstream/instrumentation/languages.ts';
import { imageProblem } from '../../upstream/kubernetes/image.ts';
import { askedSignals, otlpProtocolValues } from '../../upstream/sdk/exporter.ts';
import type { Endpoint } from '../edge/endpoint.ts';
import { NodeEndpoint } from '../edge/node-endpoint.ts';
import type { ContainerResources } from '../kubernetes/container-resources.ts';
import { ownedProblem, refuse } from '../props/refuse.ts';
import { agentResources } from './resources.ts';

/** What receives spans over both OTLP protocols: a collector, also one on each node, or a Jaeger. */
export interface OtlpReceiver {
  /** OTLP over gRPC. */
  readonly otlpGrpc: Endpoint<'otlp-grpc'> | NodeEndpoint<'otlp-grpc'>;
  /** OTLP over HTTP. */
  readonly otlpHttp: Endpoint<'otlp-http'> | NodeEndpoint<'otlp-http'>;
}

/** Settings of one language. */
export interface LanguageProps {
  /**
   * Image of the agent, pinned to a release.
   *
   * @default - the release that the operator was built with
   */
  readonly image?: string;
  /**
   * Protocol that the agent sends over; needed for older images, such as Node.js before 0.56.0, which spoke gRPC
   * only.
   *
   * @default - 'otlp-http'; 'otlp-grpc' for apacheHttpd and nginx, which speak nothing else
   */
  readonly protocol?: OtlpProtocol;
  /**
   * Environment for containers of this language; names start with `OTEL_` or `SPLUNK_`.
   *
   * @default - none
   */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * Compute resources of the init container that copies the agent, and for `go` of the agent itself, which is a container. The scheduler
   * adds those of an init container only where the other containers ask for less.
   *
   * @default - the operator's own: limits of `500m` CPU and `256Mi`, requests of `64Mi` or `128Mi` by language
   */
  readonly resources?: ContainerResources;
}

/** A variable of a container. */
export interface EnvironmentVariable {
  /** Name of the variable. */
  readonly name: string;
  /** Its value. */
  readonly value: string;
}

/** The part of the Instrumentation resource that is about one language. */
interface LanguageSpec {
  /** Image of the agent. */
  readonly image?: string;
  /** Environment of the container; wins over the environment common to all languages. */
  readonly env?: EnvironmentVariable[];
  /** Directives of the web server module. */
  readonly attrs?: EnvironmentVariable[];
  /** Compute resources of the agent of Java. */
  readonly resources?: ContainerResources;
  /** Compute resources of another agent. */
  readonly resourceRequirements?: ContainerResources;
}

/**
 * The settings of a language, with the endpoint of the protocol that its agent speaks where that is not HTTP.
 *
 * @throws if the language cannot speak the protocol, the image is not pinned, the environment says what props say, or pods would be
 *   refused for the resources
 */
export function languageSpec(
  language: Language,
  props: LanguageProps,
  exportTo: OtlpReceiver,
): LanguageSpec | undefined {
  const facts = languageExports[language];
  const { image, protocol = facts.protocols[0], env = {} } = props;
  refuse(
    facts.protocols.includes(protocol)
      ? undefined
      : `languages.${language}.protocol must be ${facts.protocols.join(' or ')}, got '${protocol}'`,
    image === undefined ? undefined : imageProblem(`languages.${language}.image`, image),
    ...environmentProblems(`languages.${language}.env`, env),
  );
  const { otlpGrpc } = exportTo;
  const endpoint = otlpGrpc.url();
  // directives of a web server are no environment, in which alone the address of a node is replaced
  const written = otlpGrpc instanceof NodeEndpoint ? otlpGrpc.service.url() : endpoint;
  const resources = agentResources(language, props.resources);
  const spec: LanguageSpec = facts.endpointAttribute
    ? {
        image,
        env: variables(env),
        attrs: variables({ [facts.endpointAttribute]: written }),
        ...resources,
      }
    : {
        image,
        env: variables(protocol === 'otlp-grpc' ? { ...overGrpc(endpoint), ...env } : env),
        ...resources,
      };
  return Object.values(spec).some((value) => value !== undefined) ? spec : undefined;
}

/** The environment as a container lists it; undefined when there is none. */
export function variables(
  env: Readonly<Record<string, string>>,
): EnvironmentVariable[] | undefined {
  const entries = Object.entries(env).map(([name, value]) => ({ name, value }));
  return entries.length === 0 ? undefined : entries;
}

/**
 * Which signals beside spans an application sends: those that the receiver says it takes. SDKs would send both unless they are told not
 * to.
 */
export function otherSignals(receiver: Endpoint | NodeEndpoint): Record<string, string> {
  const { signals = [] } = serviceOf(receiver);
  return {
    OTEL_METRICS_EXPORTER: signals.includes('metrics') ? 'otlp' : 'none',
    OTEL_LOGS_EXPORTER: signals.includes('logs') ? 'otlp' : 'none',
  };
}

/**
 * Why an environment does not go with a receiver: it has SDKs send what that does not take; undefined where it does not, or nobody says
 * what is taken.
 *
 * @param what - the prop named in the text, such as `env`
 */
export function signalsProblem(
  what: string,
  env: Readonly<Record<string, string>> = {},
  receiver: Endpoint | NodeEndpoint,
): string | undefined {
  const endpoint = serviceOf(receiver);
  const { signals } = endpoint;
  const refused = askedSignals(undefined, variables(env) ?? [])?.find(
    (signal) => signal !== 'traces' && !signals?.some((one) => one === signal),
  );
  return signals === undefined || refused === undefined
    ? undefined
    : `${what} must not have OTEL_${refused.toUpperCase()}_EXPORTER 'otlp' for ${endpoint.url()}, which takes ${signals.join(' and ')} alone; give the collector signals: { ${refused}: { … } }, or say where they go by OTEL_EXPORTER_OTLP_${refused.toUpperCase()}_ENDPOINT`;
}

function serviceOf(receiver: Endpoint | NodeEndpoint): Endpoint {
  return receiver instanceof NodeEndpoint ? receiver.service : receiver;
}

// variables that props are there for
const owners: Readonly<Record<string, string>> = {
  OTEL_EXPORTER_OTLP_ENDPOINT: 'exportTo',
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'exportTo',
  OTEL_TRACES_SAMPLER: 'sampler',
  OTEL_TRACES_SAMPLER_ARG: 'sampler',
  OTEL_PROPAGATORS: 'propagators',
};

/**
 * Why variables cannot be in the environment, undefined entries for those that can.
 *
 * Source: opentelemetry-operator v0.88.0 apis/v1alpha1/instrumentation_webhook.go, which later releases relaxed.
 */
export function environmentProblems(
  what: string,
  env: Readonly<Record<string, string>> = {},
  protocolOf = 'languages.<language>.protocol',
): (string | undefined)[] {
  return [
    ownedProblem(what, env, {
      ...owners,
      OTEL_EXPORTER_OTLP_PROTOCOL: protocolOf,
      OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: protocolOf,
    }),
    ...Object.entries(env).map(([name, value]) => variableProblem(what, name, value)),
  ];
}

function variableProblem(what: string, name: string, value: unknown): string | undefined {
  if (!/^(OTEL|SPLUNK)_[A-Z0-9_]+$/.test(name)) {
    return `${what} must name variables that start with OTEL_ or SPLUNK_, got '${name}'; the application's own belong in its workload`;
  }
  return typeof value === 'string' ? undefined : `${what} must give ${name} a string, got ${value}`;
}

function overGrpc(endpoint: string): Record<string, string> {
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_EXPORTER_OTLP_PROTOCOL: otlpProtocolValues['otlp-grpc'],
  };
}
