import type { Component } from '../../model/collector-config.ts';
import { at, isRecord } from '../../upstream/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import type { Rule } from '../rule.ts';
import { exporterExample } from './examples.ts';

// source: opentelemetry-collector v0.158.0 config/configtls
const tlsKeys: readonly string[] = [
  'insecure',
  'insecure_skip_verify',
  'ca_file',
  'ca_pem',
  'cert_file',
  'cert_pem',
  'key_file',
  'key_pem',
  'server_name_override',
  'min_version',
  'max_version',
];

const otherNames: readonly string[] = ['tls_settings', 'tls_config', 'tls_setting', 'ssl'];

/** Where the settings of a client stand in an exporter. */
const clientPaths: ReadonlyMap<string, Path> = new Map([
  ['otlp', []],
  ['otlp_grpc', []],
  ['otlphttp', []],
  ['otlp_http', []],
  ['jaeger', []],
  ['zipkin', []],
  ['loadbalancing', ['protocol', 'otlp']],
  ['load_balancing', ['protocol', 'otlp']],
]);

/** TLS settings of an exporter beside `tls` instead of under it. */
export const misplacedTls: Rule = {
  id: 'edge/misplaced-tls',
  severity: 'error',
  rationale: 'a collector does not start with a key that an exporter does not know',
  source: 'opentelemetry-collector v0.158.0 config/configtls and config/configgrpc',
  wrong: exporterExample(`otlp:
  endpoint: jaeger-collector:4317
  insecure: true`),
  right: exporterExample(`otlp:
  endpoint: jaeger-collector:4317
  tls:
    insecure: true`),
  *check({ collectors }) {
    for (const { config } of collectors) {
      for (const component of config?.components ?? []) yield* misplaced(component);
    }
  },
};

function* misplaced({ kind, id, type, settings, object, path }: Component) {
  const inner = kind === 'exporters' ? clientPaths.get(type) : undefined;
  if (!inner) return;
  const client = at(settings, ...inner);
  if (!isRecord(client)) return;
  for (const key of Object.keys(client)) {
    const place = { object, path: [...path, ...inner, key] };
    if (tlsKeys.includes(key)) {
      const fix = `tls: {${key}: ${JSON.stringify(client[key])}}`;
      yield { ...place, message: `${id} must have ${key} under tls, got it beside endpoint`, fix };
    } else if (otherNames.includes(key)) {
      yield { ...place, message: `${id} must call its TLS settings tls, got ${key}`, fix: 'tls' };
    }
  }
  const { tls } = client;
  if (tls !== undefined && tls !== null && !isRecord(tls)) {
    const got = JSON.stringify(tls);
    yield {
      object,
      path: [...path, ...inner, 'tls'],
      message: `tls of ${id} must be a mapping, got ${got}`,
    };
  }
}
