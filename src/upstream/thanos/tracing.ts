import { parseGoDuration } from '../values/duration.ts';
import { portProblem } from '../values/port-number.ts';
import type { Problem } from '../values/problem.ts';
import { json } from '../values/shown.ts';
import { isRecord, list, type UnknownRecord } from '../values/unknown.ts';
import { isAtLeast } from '../values/version.ts';

/** Value that a key of Thanos' OTLP configuration takes. */
type ThanosKeyType = 'text' | 'boolean' | 'duration' | 'text-map' | 'mapping';

/** A key of Thanos' OTLP configuration. */
export interface ThanosKey {
  readonly type: ThanosKeyType;
  /** First release that reads it. */
  readonly since: string;
  /** Client type that alone reads it. */
  readonly clientType?: 'grpc' | 'http';
}

/** First release with `type: OTLP`. */
export const thanosOtlpSince = '0.29.0';

/** First release with `service_name`, `sampler_type` and `sampler_param` (thanos#6185, thanos#6306). */
export const thanosSamplerSince = '0.32.0';

/** First release that knows the parentbased samplers and in which the other names ignore the parent (thanos#7231). */
export const thanosParentBasedSince = '0.35.0';

/** First release in which `client_type` must be lower-case. */
export const thanosClientTypeCaseSince = '0.39.0';

/** First release whose gRPC client reads `tls_config` (thanos#8714). */
export const thanosGrpcTlsSince = '0.42.0';

/**
 * Keys under `config` of `type: OTLP`. Keys that are not here are dropped without a word.
 *
 * Source: thanos v0.32.5 and v0.42.4 pkg/tracing/otlp/config_yaml.go.
 */
export const thanosOtlpKeys: Readonly<Record<string, ThanosKey>> = {
  client_type: { type: 'text', since: thanosOtlpSince },
  service_name: { type: 'text', since: '0.32.0' },
  resource_attributes: { type: 'text-map', since: '0.36.0' },
  reconnection_period: { type: 'duration', since: thanosOtlpSince, clientType: 'grpc' },
  compression: { type: 'text', since: thanosOtlpSince },
  insecure: { type: 'boolean', since: thanosOtlpSince },
  endpoint: { type: 'text', since: thanosOtlpSince },
  url_path: { type: 'text', since: thanosOtlpSince, clientType: 'http' },
  timeout: { type: 'duration', since: thanosOtlpSince },
  retry_config: { type: 'mapping', since: thanosOtlpSince },
  headers: { type: 'text-map', since: thanosOtlpSince },
  tls_config: { type: 'mapping', since: thanosOtlpSince },
  sampler_type: { type: 'text', since: thanosSamplerSince },
  sampler_param: { type: 'text', since: thanosSamplerSince },
};

/** Keys under `retry_config` and `tls_config` (thanos v0.42.4 pkg/tracing/otlp/config_yaml.go). */
export const thanosNestedKeys: Readonly<Record<string, Readonly<Record<string, ThanosKeyType>>>> = {
  retry_config: {
    retry_enabled: 'boolean',
    retry_initial_interval: 'duration',
    retry_max_interval: 'duration',
    retry_max_elapsed_time: 'duration',
  },
  tls_config: {
    ca_file: 'text',
    cert_file: 'text',
    key_file: 'text',
    server_name: 'text',
    insecure_skip_verify: 'boolean',
  },
};

/**
 * Keys of other tracing providers that users carry over to OTLP, where they do nothing (thanos v0.32.5 docs/tracing.md).
 */
export const thanosForeignKeys: Readonly<Record<string, string>> = {
  project_id: 'GOOGLE_CLOUD',
  sample_factor: 'GOOGLE_CLOUD',
  agent_host: 'JAEGER',
  agent_port: 'JAEGER',
  sample_rate: 'ELASTIC_APM',
  access_token: 'LIGHTSTEP',
  collector: 'LIGHTSTEP',
};

/** Tracing providers by their `type`, upper-case (thanos v0.42.4 pkg/tracing/client/factory.go). */
export const thanosTracingTypes: readonly string[] = [
  'OTLP',
  'JAEGER',
  'GOOGLE_CLOUD',
  'STACKDRIVER',
  'ELASTIC_APM',
  'LIGHTSTEP',
];

const roots: ReadonlyMap<string, ThanosSampling['root']> = new Map([
  ['alwayssample', 'always'],
  ['neversample', 'never'],
  ['traceidratiobased', 'ratio'],
]);

/** What a sampler type does. */
interface ThanosSampling {
  /** Whether the decision of a parent span is kept. */
  readonly parentBased: boolean;
  /** What decides for a root span. */
  readonly root: 'always' | 'never' | 'ratio';
}

/**
 * What a release makes of a `sampler_type`; undefined when the release does not know it, which means that it samples
 * everything and says nothing. An empty type is parent-based and samples every root.
 *
 * Source: thanos v0.32.5 and v0.42.4 pkg/tracing/otlp/otlp.go.
 */
export function thanosSamplerType(version: string, type: string): ThanosSampling | undefined {
  const name = type.toLowerCase();
  const modern = isAtLeast(version, thanosParentBasedSince);
  if (!isAtLeast(version, thanosSamplerSince)) return undefined;
  if (name === '') return { parentBased: true, root: 'always' };
  const parentBased = name.startsWith('parentbased');
  const root = roots.get(parentBased ? name.slice('parentbased'.length) : name);
  if (root === undefined || (parentBased && !modern)) return undefined;
  return { parentBased: parentBased || !modern, root };
}

/** The keys that make a release sample a fraction of its root spans. */
export interface ThanosSamplerKeys {
  readonly sampler_type: string;
  readonly sampler_param: string;
}

/**
 * Keys by which Thanos samples a fraction of root spans and keeps the decision of a parent.
 *
 * @param version release of Thanos; without one, the type that all releases with samplers know
 * @param ratio fraction from 0 to 1: `1 / 16` for one in sixteen
 * @throws if the ratio is not from 0 to 1, or the release has no sampler keys
 */
export function thanosSampler(version: string | undefined, ratio: number): ThanosSamplerKeys {
  if (!(ratio >= 0 && ratio <= 1)) {
    const hint = ratio > 1 ? `, did you mean 1 / ${ratio}?` : '';
    throw new Error(`sampling ratio must be from 0 to 1, got ${ratio}${hint}`);
  }
  if (version !== undefined && !isAtLeast(version, thanosSamplerSince)) {
    throw new Error(
      `thanos must be ${thanosSamplerSince} or newer to be told a sampler, got ${version}`,
    );
  }
  const modern = version !== undefined && isAtLeast(version, thanosParentBasedSince);
  return {
    sampler_type: modern ? 'parentbasedtraceidratiobased' : 'traceidratiobased',
    sampler_param: String(ratio),
  };
}

/** What is wrong with a `sampler_param`; undefined when it is a fraction from 0 to 1 (1 and more sample everything). */
export function thanosSamplerParamProblem(param: string): string | undefined {
  const value = param.trim() === '' ? Number.NaN : Number(param);
  if (Number.isNaN(value)) return `sampler_param must be a number from 0 to 1, got '${param}'`;
  if (value >= 0 && value <= 1) return undefined;
  const hint =
    value > 1 ? `, did you mean ${Number((1 / value).toPrecision(6))} (1 in ${value})?` : '';
  return `sampler_param must be a fraction from 0 to 1, got '${param}'${hint}`;
}

/**
 * What is wrong with an `endpoint` of Thanos' OTLP client, which wants host and port alone; undefined when it dials.
 *
 * Source: thanos v0.42.4 pkg/tracing/otlp/otlp.go; opentelemetry-go#5706 and #7180.
 */
export function thanosEndpointProblem(
  endpoint: string,
  clientType: 'grpc' | 'http',
): Problem | undefined {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(endpoint)?.[1];
  if (clientType === 'grpc' && scheme === 'dns') return undefined;
  if (scheme !== undefined) {
    return {
      message: `endpoint must be host:port without a scheme, got '${endpoint}'`,
      fix: endpoint.slice(scheme.length + 3).replace(/\/.*$/s, ''),
    };
  }
  const slash = endpoint.indexOf('/');
  if (slash >= 0) {
    const path = clientType === 'http' ? ` and url_path: ${endpoint.slice(slash)}` : '';
    return {
      message: `endpoint must be host:port without a path, got '${endpoint}'`,
      fix: `${endpoint.slice(0, slash)}${path}`,
    };
  }
  const port = /:(\d+)$/.exec(endpoint)?.[1];
  if (port === undefined) {
    return {
      message: `endpoint must be host:port, got '${endpoint}'`,
      fix: `${endpoint}:${clientType === 'grpc' ? 4317 : 4318}`,
    };
  }
  const message = portProblem('endpoint port', Number(port));
  return message === undefined ? undefined : { message };
}

/**
 * Keys whose value is of a type that makes Thanos exit at start, as texts; unknown keys are not looked at.
 *
 * Source: thanos v0.42.4 pkg/tracing/otlp/otlp.go (yaml.v2 into typed fields).
 */
export function thanosTypeProblems(config: UnknownRecord): Problem[] {
  return Object.entries(config).flatMap(([key, value]) => {
    const known = Object.hasOwn(thanosOtlpKeys, key) ? thanosOtlpKeys[key] : undefined;
    const message = known && typeProblem(key, known.type, value);
    return message === undefined ? [] : [{ path: [key], message }];
  });
}

function typeProblem(key: string, type: ThanosKeyType, value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  const structured = isRecord(value) || list(value).length > 0 || Array.isArray(value);
  const got = json(value);
  if (type === 'boolean' && typeof value !== 'boolean') {
    return `${key} must be true or false without quotes, got ${got}`;
  }
  if (type === 'duration' && (typeof value !== 'string' || parseGoDuration(value) === undefined)) {
    return typeof value === 'number'
      ? undefined
      : `${key} must be a Go duration such as 5s, got ${got}`;
  }
  if (type === 'text' && structured) return `${key} must be a string, got ${got}`;
  if ((type === 'text-map' || type === 'mapping') && !isRecord(value)) {
    return `${key} must be a mapping, got ${got}`;
  }
  return undefined;
}
