import { nearest } from '../values/nearest.ts';
import type { Problem } from '../values/problem.ts';
import { json } from '../values/shown.ts';
import { isRecord, own, record, scalarText, text, type UnknownRecord } from '../values/unknown.ts';
import { isAtLeast } from '../values/version.ts';
import {
  type ThanosKey,
  thanosClientTypeCaseSince,
  thanosForeignKeys,
  thanosGrpcTlsSince,
  thanosNestedKeys,
  thanosOtlpKeys,
  thanosOtlpSince,
  thanosTracingTypes,
} from './tracing.ts';

const topLevelKeys: readonly string[] = ['type', 'config'];

/**
 * Why Thanos exits on the settings as a whole: keys beside `type` and `config`, a type that it does not have.
 *
 * Source: thanos v0.42.4 pkg/tracing/client/factory.go.
 *
 * @param version - release of Thanos; unset when it is not known
 */
export function thanosDocumentProblems(
  value: UnknownRecord,
  version: string | undefined,
): Problem[] {
  const problems: Problem[] = Object.keys(value)
    .filter((key) => !topLevelKeys.includes(key))
    .map((key) => ({
      path: [key],
      message: `settings must have no keys but type and config, got '${key}'`,
      fix: Object.hasOwn(thanosOtlpKeys, key) ? `${key} under config` : undefined,
    }));
  const type = text(value.type)?.toUpperCase();
  if (type === undefined || !thanosTracingTypes.includes(type)) {
    const near = nearest(type ?? '', thanosTracingTypes);
    problems.push({
      path: ['type'],
      message: `type must be one of ${thanosTracingTypes.join(', ')}, got ${json(value.type ?? '')}`,
      fix: near,
    });
  } else if (type === 'OTLP' && version !== undefined && !isAtLeast(version, thanosOtlpSince)) {
    problems.push({
      path: ['type'],
      message: `type OTLP needs Thanos ${thanosOtlpSince} or newer, got ${version}`,
    });
  }
  const client = own(value.config, 'client_type');
  if (type !== undefined && type !== 'OTLP' && thanosTracingTypes.includes(type) && client) {
    problems.push({
      path: ['type'],
      message: `type must be OTLP for a config with client_type, got ${type}`,
      fix: 'OTLP',
    });
  }
  if (value.config !== undefined && value.config !== null && !isRecord(value.config)) {
    problems.push({
      path: ['config'],
      message: `config must be a mapping, got ${json(value.config)}`,
    });
  }
  return problems;
}

/**
 * Why Thanos exits on a `client_type`; undefined when it knows it.
 *
 * Source: thanos v0.38.0 and v0.39.0 pkg/tracing/otlp/otlp.go.
 *
 * @param version - release of Thanos; without one, what newer releases refuse is told too
 */
export function thanosClientTypeProblem(
  config: UnknownRecord,
  version: string | undefined,
): Problem | undefined {
  const written = config.client_type;
  const client = text(written) ?? '';
  const lower = client.toLowerCase();
  const told = (rule: string, fix?: string): Problem => ({
    path: ['client_type'],
    message: `client_type must be ${rule}, got ${json(written ?? '')}`,
    fix,
  });
  if (lower !== 'grpc' && lower !== 'http') {
    return told('grpc or http', lower === 'https' ? 'http' : nearest(lower, ['grpc', 'http']));
  }
  if (client === lower) return undefined;
  if (version !== undefined && !isAtLeast(version, thanosClientTypeCaseSince)) return undefined;
  return told(`lower-case from Thanos ${thanosClientTypeCaseSince} on`, lower);
}

/**
 * Keys of `config` that Thanos drops without a word: unknown ones, those of other providers, of newer releases and of the
 * other client type, and values that do nothing.
 *
 * Source: thanos v0.32.5 and v0.42.4 pkg/tracing/otlp/config_yaml.go.
 *
 * @param version - release of Thanos; unset when it is not known
 */
export function thanosIgnoredKeys(config: UnknownRecord, version: string | undefined): Problem[] {
  return [
    ...Object.keys(config).flatMap((key) => ignoredKey(key, config, version) ?? []),
    ...Object.entries(thanosNestedKeys).flatMap(([key, nested]) =>
      Object.keys(record(config[key]))
        .filter((inner) => !Object.hasOwn(nested, inner))
        .map((inner) => unknownKey([key, inner], Object.keys(nested))),
    ),
    ...ignoredValues(config, version),
  ];
}

function ignoredKey(
  key: string,
  config: UnknownRecord,
  version: string | undefined,
): Problem | undefined {
  const known = own(thanosOtlpKeys, key) as ThanosKey | undefined;
  if (!known) {
    const provider = own(thanosForeignKeys, key);
    if (provider === undefined) return unknownKey([key], Object.keys(thanosOtlpKeys));
    return {
      path: [key],
      message: `${key} is a key of type ${provider} and has no effect with type OTLP`,
      fix: key === 'sample_factor' ? fractionOf(config[key]) : undefined,
    };
  }
  if (version !== undefined && !isAtLeast(version, known.since)) {
    return { path: [key], message: `${key} is read from Thanos ${known.since} on, got ${version}` };
  }
  const client = text(config.client_type)?.toLowerCase();
  if (known.clientType === undefined || client === known.clientType) return undefined;
  return client === 'grpc' || client === 'http'
    ? {
        path: [key],
        message: `${key} has no effect with client_type ${client}, ${known.clientType} alone reads it`,
      }
    : undefined;
}

function unknownKey(path: readonly string[], known: readonly string[]): Problem {
  const key = path.at(-1) ?? '';
  const near = known.find((other) => other === key.toLowerCase()) ?? nearest(key, known);
  return {
    path,
    message: `${path.join('.')} is not a key of type OTLP and has no effect`,
    fix: near,
  };
}

// sample_factor: 16 means one in sixteen
function fractionOf(factor: unknown): string | undefined {
  const value = Number(scalarText(factor));
  if (!(value >= 1)) return undefined;
  return `sampler_type: traceidratiobased and sampler_param: "${Number((1 / value).toPrecision(6))}"`;
}

function ignoredValues(config: UnknownRecord, version: string | undefined): Problem[] {
  const problems: Problem[] = [];
  const compression = text(config.compression);
  if (compression && compression !== 'gzip') {
    problems.push({
      path: ['compression'],
      message: `compression must be gzip, anything else has no effect, got '${compression}'`,
      fix: 'gzip',
    });
  }
  const retry = own(config.retry_config, 'retry_enabled');
  if (typeof retry === 'boolean') {
    problems.push({
      path: ['retry_config', 'retry_enabled'],
      message: retry
        ? 'retry_enabled: true disables retries, which are enabled by default'
        : 'retry_enabled: false has no effect, retries stay enabled',
      fix: 'leave retry_config out',
    });
  }
  return [...problems, ...tlsProblems(config, version)];
}

function tlsProblems(config: UnknownRecord, version: string | undefined): Problem[] {
  if (!isRecord(config.tls_config) || Object.keys(config.tls_config).length === 0) return [];
  const path = ['tls_config'];
  if (config.insecure === true) {
    return [{ path, message: 'tls_config has no effect with insecure: true' }];
  }
  const grpc = text(config.client_type)?.toLowerCase() === 'grpc';
  if (!grpc || version === undefined || isAtLeast(version, thanosGrpcTlsSince)) return [];
  return [
    {
      path,
      message: `tls_config has no effect with client_type grpc before Thanos ${thanosGrpcTlsSince}, got ${version}`,
      fix: 'environment OTEL_EXPORTER_OTLP_CERTIFICATE',
    },
  ];
}

/**
 * Values under `retry_config` and `tls_config` of a type that makes Thanos exit at start.
 *
 * Source: thanos v0.42.4 pkg/tracing/otlp/config_yaml.go.
 */
export function thanosNestedTypeProblems(config: UnknownRecord): Problem[] {
  return Object.entries(thanosNestedKeys).flatMap(([key, nested]) =>
    Object.entries(record(config[key])).flatMap(([inner, value]) =>
      own(nested, inner) === 'boolean' && typeof value !== 'boolean' && value !== null
        ? [
            {
              path: [key, inner],
              message: `${key}.${inner} must be true or false without quotes, got ${json(value)}`,
            },
          ]
        : [],
    ),
  );
}
