import type { EndpointProtocol } from '../edge/protocols.ts';
import { portProblem } from '../values/port-number.ts';
import type { Problem } from '../values/problem.ts';
import { isAtLeast, parseVersion } from '../values/version.ts';

/** Protocol of Tekton Pipelines' own spans. */
type TektonProtocol = Extract<EndpointProtocol, 'otlp-http' | 'jaeger-thrift-http'>;

/** First release that reads ConfigMap `config-tracing` (tektoncd/pipeline#6897). */
export const tektonConfigTracingSince = '0.52.0';

/** First release that reads `credentialsSecret`. */
export const tektonCredentialsSecretSince = '0.55.0';

/** First release that speaks OTLP over HTTP and no thrift any more (tektoncd/pipeline#7547). */
export const tektonOtlpSince = '0.58.0';

/** First release whose default endpoint fits its protocol (tektoncd/pipeline#9141). */
export const tektonDefaultEndpointFixedSince = '1.11.0';

/** Newest release of Tekton Pipelines that is known here. */
export const newestTekton = tektonDefaultEndpointFixedSince;

/** First Tekton operator with `traces.*` keys in TektonConfig (tektoncd/operator#2931). */
export const tektonOperatorTracesSince = '0.78.0';

/**
 * Protocol that a release of Tekton Pipelines sends spans with; undefined when it has no tracing ConfigMap, or is no release
 * number.
 *
 * Source: tektoncd/pipeline v0.52.0 and v1.15.0 pkg/tracing/tracing.go.
 */
export function tektonProtocol(version: string): TektonProtocol | undefined {
  if (parseVersion(version) === undefined) return undefined;
  if (isAtLeast(version, tektonOtlpSince)) return 'otlp-http';
  return isAtLeast(version, tektonConfigTracingSince) ? 'jaeger-thrift-http' : undefined;
}

const thriftEndpoint = 'http://jaeger-collector.jaeger.svc.cluster.local:14268/api/traces';
const otlpEndpoint = 'http://jaeger-collector.jaeger.svc.cluster.local:4318/v1/traces';

/** Endpoints that some release has by itself. */
export const tektonDefaultEndpoints: readonly string[] = [thriftEndpoint, otlpEndpoint];

/** Endpoint of a release that is told none (tektoncd/pipeline pkg/apis/config/tracing.go). */
export function tektonDefaultEndpoint(version: string): string {
  return isAtLeast(version, tektonDefaultEndpointFixedSince) ? otlpEndpoint : thriftEndpoint;
}

/** Keys of `config-tracing`; all others are ignored (tektoncd/pipeline v1.15.0 pkg/apis/config/tracing.go). */
export const tektonTracingKeys: readonly string[] = ['enabled', 'endpoint', 'credentialsSecret'];

/** Keys of the Secret that `credentialsSecret` names (tektoncd/pipeline v1.15.0 pkg/tracing/tracing.go). */
export const tektonCredentialsKeys: readonly string[] = ['username', 'password'];

/** Name of the ConfigMap unless the controller's env CONFIG_TRACING_NAME says otherwise. */
export const tektonConfigMapName = 'config-tracing';

/** Services that the spans of Tekton Pipelines are of (tektoncd/pipeline v1.15.0 pkg/reconciler, seen in a real trace). */
export const tektonServiceNames: readonly string[] = [
  'pipelinerun-reconciler',
  'taskrun-reconciler',
];

/** Namespace of Tekton Pipelines unless it was moved. */
export const tektonNamespace = 'tekton-pipelines';

/**
 * What is wrong with `enabled`; undefined when Go's strconv.ParseBool reads it.
 *
 * Source: tektoncd/pipeline v1.15.0 pkg/apis/config/tracing.go.
 */
export function tektonEnabledProblem(enabled: string): string | undefined {
  if (tektonEnabled(enabled) !== undefined) return undefined;
  return `enabled must be "true" or "false", got '${enabled}'`;
}

/** Meaning of `enabled`, as Go's strconv.ParseBool reads it; undefined when it does not. */
export function tektonEnabled(enabled: string): boolean | undefined {
  if (/^(?:1|t|T|TRUE|true|True)$/.test(enabled)) return true;
  return /^(?:0|f|F|FALSE|false|False)$/.test(enabled) ? false : undefined;
}

/**
 * What is wrong with `endpoint`; undefined when spans arrive at a receiver of its port and path.
 *
 * Scheme, port and path are looked at, not whether anything answers there. Without a release, only what is wrong for every
 * protocol is told.
 *
 * Source: tektoncd/pipeline v1.15.0 pkg/tracing/tracing.go.
 */
export function tektonEndpointProblem(
  endpoint: string,
  protocol: TektonProtocol | undefined,
): Problem | undefined {
  const match = /^(https?):\/\/([^/:\s]+)(?::(\d+))?(\/\S*)?$/i.exec(endpoint);
  if (!match) {
    return {
      message: `endpoint must be a URL such as http://otel-collector-collector.tracing.svc:4318/v1/traces, got '${endpoint}'`,
      ...(/^[\w.-]+(:\d+)?(\/\S*)?$/.test(endpoint) ? { fix: `http://${endpoint}` } : {}),
    };
  }
  const [, , , port, path = ''] = match;
  const outOfRange = port === undefined ? undefined : portProblem('endpoint port', Number(port));
  if (outOfRange !== undefined) return { message: outOfRange };
  if (port === '4317') {
    return {
      message: `endpoint must not be a gRPC port, Tekton speaks HTTP only, got '${endpoint}'`,
      fix: endpoint.replace(':4317', ':4318'),
    };
  }
  if (protocol === 'otlp-http') return otlpProblem(endpoint, port, path);
  return protocol === undefined ? undefined : thriftProblem(endpoint, port, path);
}

function otlpProblem(
  endpoint: string,
  port: string | undefined,
  path: string,
): Problem | undefined {
  if (port === '14268' || path === '/api/traces') {
    return {
      message: `endpoint must take OTLP from Tekton ${tektonOtlpSince} on, got the Jaeger thrift handler '${endpoint}'`,
      fix: endpoint.replace(':14268', ':4318').replace(/(?<=\w)\/api\/traces$/, '/v1/traces'),
    };
  }
  if (path.endsWith('/')) {
    return {
      message: `endpoint must not end in '/', or spans are posted to it instead of /v1/traces, got '${endpoint}'`,
      fix: path === '/' ? `${endpoint}v1/traces` : endpoint.replace(/(?<!\/)\/+$/, ''),
    };
  }
  return undefined;
}

function thriftProblem(
  endpoint: string,
  port: string | undefined,
  path: string,
): Problem | undefined {
  if (port === '4318' || path === '/v1/traces') {
    return {
      message: `endpoint must take Jaeger thrift before Tekton ${tektonOtlpSince}, got the OTLP handler '${endpoint}'`,
    };
  }
  if (path === '' || path === '/') {
    return {
      message: `endpoint must have the path /api/traces before Tekton ${tektonOtlpSince}, got '${endpoint}'`,
      fix: `${endpoint.replace(/\/$/, '')}/api/traces`,
    };
  }
  return undefined;
}
