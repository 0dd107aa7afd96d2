import type { OtlpProtocol } from '../edge/protocols.ts';
import { isAtLeast } from '../values/version.ts';

/** Languages and servers that the operator instruments, by their field in the Instrumentation CR. */
export type Language = 'java' | 'nodejs' | 'python' | 'dotnet' | 'go' | 'apacheHttpd' | 'nginx';

/** What can be injected into a pod: an agent, or for `sdk` only the environment that an SDK reads. */
export type Injection = Language | 'sdk';

/** Annotations of a pod that ask the operator for one injection. */
interface InjectionAnnotations {
  /** Takes `true`, `false`, the name of an Instrumentation in the pod's namespace, or `namespace/name`. */
  readonly inject: string;
  /** Takes the containers to inject into, by name, separated by commas. */
  readonly containerNames: string;
}

const prefix = 'instrumentation.opentelemetry.io';

/**
 * Annotations by injection; nginx alone writes `inject-` twice.
 *
 * Source: opentelemetry-operator v0.158.0 internal/instrumentation/annotation.go.
 */
export const injectionAnnotations: Readonly<Record<Injection, InjectionAnnotations>> = {
  java: annotations('java'),
  nodejs: annotations('nodejs'),
  python: annotations('python'),
  dotnet: annotations('dotnet'),
  go: annotations('go'),
  apacheHttpd: annotations('apache-httpd'),
  nginx: {
    inject: `${prefix}/inject-nginx`,
    containerNames: `${prefix}/inject-nginx-container-names`,
  },
  sdk: annotations('sdk'),
};

/** Annotation that names containers for whatever is injected; the names for one language are added to these. */
export const commonContainerNames = `${prefix}/container-names`;

/**
 * Lists of container names that the operator reads; with another one, it injects nothing at all into the pod.
 *
 * Source: opentelemetry-operator v0.115.0 pkg/instrumentation/helper.go, v0.148.0 internal/instrumentation/helper.go.
 */
export const containerNamesPattern = /^[a-zA-Z0-9,-]+$/;

/** Path of the binary that the Go agent attaches to; without it nothing is injected. */
export const goExecutableAnnotation = `${prefix}/otel-go-auto-target-exe`;

/** Variable that the operator makes of that annotation; an Instrumentation may tell it instead. */
export const goExecutableVariable = 'OTEL_GO_AUTO_TARGET_EXE';

/** Which C library the .NET agent finds, and how that annotation says so; glibc when unset. */
export const dotnetRuntime = {
  annotation: `${prefix}/otel-dotnet-auto-runtime`,
  values: { glibc: 'linux-x64', musl: 'linux-musl-x64' },
} as const;

/** Which C library the Python agent finds, and how that annotation says so; glibc when unset. */
export const pythonPlatform = {
  annotation: `${prefix}/otel-python-platform`,
  values: { glibc: 'glibc', musl: 'musl' },
} as const;

/** How the agent of a language exports spans. */
interface LanguageExport {
  /** Protocols that the agent can speak, the default of its current image first. */
  readonly protocols: readonly [OtlpProtocol, ...OtlpProtocol[]];
  /** Entry of `attrs` that overrides the endpoint, for agents that read a file and no environment. */
  readonly endpointAttribute?: string;
}

/**
 * Exports by language. The Node.js image spoke gRPC only until 0.55.0 and follows `OTEL_EXPORTER_OTLP_PROTOCOL` since
 * 0.56.0; the Python image carries no gRPC exporter; the web server module carries no other.
 *
 * Source: opentelemetry-operator v0.158.0 internal/instrumentation and autoinstrumentation/python/requirements.txt,
 * opentelemetry-operator issue 3753, opentelemetry-cpp-contrib issue 614.
 */
export const languageExports: Readonly<Record<Language, LanguageExport>> = {
  java: { protocols: ['otlp-http', 'otlp-grpc'] },
  nodejs: { protocols: ['otlp-http', 'otlp-grpc'] },
  python: { protocols: ['otlp-http'] },
  dotnet: { protocols: ['otlp-http', 'otlp-grpc'] },
  go: { protocols: ['otlp-http', 'otlp-grpc'] },
  apacheHttpd: {
    protocols: ['otlp-grpc'],
    endpointAttribute: 'ApacheModuleOtelExporterEndpoint',
  },
  nginx: { protocols: ['otlp-grpc'], endpointAttribute: 'NginxModuleOtelExporterEndpoint' },
};

/** First image of the Node.js agent that exports over HTTP; those before know gRPC only (opentelemetry-operator issue 3753). */
export const nodejsHttpSince = '0.56.0';

const httpSince: Readonly<Partial<Record<Language, string>>> = {
  java: '2.0.0',
  nodejs: nodejsHttpSince,
};

/** Operators between these two have images of their own of which some speak gRPC and some HTTP. */
const grpcImagesBefore = '0.89.0';
const httpImagesSince = '0.158.0';

/** What tells the release of an agent. */
interface AgentRelease {
  /** Image as written; unset for that of the operator. */
  readonly image?: string;
  /** Release of that image; unset when it does not tell. */
  readonly version?: string;
  /** Release of the operator; unset when it is not known. */
  readonly operatorVersion?: string;
}

/**
 * Protocol of an agent that is told none: Java speaks HTTP since 2.0.0 and gRPC before, Node.js since 0.56.0. Undefined when that
 * hangs on a release that is not known.
 *
 * Source: opentelemetry-java-instrumentation v2.0.0 CHANGELOG, opentelemetry-operator issue 3753; default images of
 * opentelemetry-operator v0.88.0 and v0.158.0 versions.txt.
 */
export function agentProtocol(
  language: Language,
  { image, version, operatorVersion }: AgentRelease,
): OtlpProtocol | undefined {
  const since = httpSince[language];
  if (since === undefined) return languageExports[language].protocols[0];
  if (version !== undefined) return isAtLeast(version, since) ? 'otlp-http' : 'otlp-grpc';
  if (image !== undefined || operatorVersion === undefined) return undefined;
  if (isAtLeast(operatorVersion, httpImagesSince)) return 'otlp-http';
  return isAtLeast(operatorVersion, grpcImagesBefore) ? undefined : 'otlp-grpc';
}

function annotations(name: string): InjectionAnnotations {
  return {
    inject: `${prefix}/inject-${name}`,
    containerNames: `${prefix}/${name}-container-names`,
  };
}
