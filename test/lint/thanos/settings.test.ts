import { expect, test } from 'vitest';
import { exampleOf } from '../../../scripts/rule-examples.ts';
import { lint } from '../../../src/lint/lint.ts';
import { clientType } from '../../../src/lint/thanos/client-type/rule.ts';
import { endpoint } from '../../../src/lint/thanos/endpoint/rule.ts';
import { ignoredKey } from '../../../src/lint/thanos/ignored-key/rule.ts';
import { thanosRules } from '../../../src/lint/thanos/rules.ts';
import { samplingDiffers } from '../../../src/lint/thanos/sampling-differs/rule.ts';
import { settings } from '../../../src/lint/thanos/settings/rule.ts';
import { modelOf } from '../../model/model-of.ts';
import { check, fixes, places } from '../check.ts';
import { otlpConfig, thanosExample } from './examples.ts';

const argument = 'Deployment/monitoring/thanos-query spec.template.spec.containers[0].args[1]';

/** What the rules find with some lines of `config` in place of others. */
function judge(lines: readonly string[], version?: string): string[] {
  const keys = lines.map((line) => line.split(':')[0]);
  const kept = otlpConfig.filter((line) => !keys.includes(line.split(':')[0]));
  const config = [...kept, ...lines];
  const yaml = thanosExample({ config, ...(version === undefined ? {} : { version }) });
  return check(yaml, ...thanosRules).map((text) => text.replace(argument, ''));
}

test('settings that are right give nothing, whatever the release', () => {
  for (const version of ['0.32.0', '0.35.0', '0.42.4', 'latest']) {
    expect(judge(['sampler_type: traceidratiobased', 'sampler_param: "0.1"'], version)).toEqual([]);
    expect(judge(['sampler_type: alwayssample'], version)).toEqual([]);
  }
  expect(judge(['client_type: GRPC'], '0.38.0')).toEqual([]);
  expect(judge(['compression: gzip', 'timeout: 5s', 'headers: {a: b}'])).toEqual([]);
  expect(judge(['client_type: http', 'url_path: /otlp/v1/traces'])).toEqual([]);
  expect(judge(['endpoint: "dns:///otlp.example.com:4317"'])).toEqual([]);
  expect(judge(['insecure: false', 'tls_config: {ca_file: /ca.crt}'], '0.42.0')).toEqual([]);
});

test.each([
  [
    ['client_type: GRPC'],
    '0.39.0',
    `.config.client_type: thanos-query: client_type must be lower-case from Thanos 0.39.0 on, got "GRPC"`,
  ],
  [
    ['client_type: grcp'],
    '0.32.0',
    `.config.client_type: thanos-query: client_type must be grpc or http, got "grcp"`,
  ],
  [
    ['client_type: null'],
    '0.32.0',
    `.config.client_type: thanos-query: client_type must be grpc or http, got ""`,
  ],
  [
    ['endpoint: http://otlp.example.com:4317'],
    undefined,
    ".config.endpoint: container thanos-query: endpoint must be host:port without a scheme, got 'http://otlp.example.com:4317'",
  ],
  [
    ['client_type: http', 'endpoint: otlp.example.com:4318/v1/traces'],
    undefined,
    ".config.endpoint: container thanos-query: endpoint must be host:port without a path, got 'otlp.example.com:4318/v1/traces'",
  ],
  [
    ['endpoint: otlp.example.com'],
    undefined,
    ".config.endpoint: container thanos-query: endpoint must be host:port, got 'otlp.example.com'",
  ],
  [
    ['sample_factor: 16'],
    undefined,
    '.config.sample_factor: thanos-query: sample_factor is a key of type GOOGLE_CLOUD and has no effect with type OTLP',
  ],
  [
    ['agent_host: jaeger-agent'],
    undefined,
    '.config.agent_host: thanos-query: agent_host is a key of type JAEGER and has no effect with type OTLP',
  ],
  [
    ['servicename: thanos'],
    undefined,
    '.config.servicename: thanos-query: servicename is not a key of type OTLP and has no effect',
  ],
  [
    ['resource_attributes: {a: b}'],
    '0.35.1',
    '.config.resource_attributes: thanos-query: resource_attributes is read from Thanos 0.36.0 on, got 0.35.1',
  ],
  [
    ['url_path: /v1/traces'],
    undefined,
    '.config.url_path: thanos-query: url_path has no effect with client_type grpc, http alone reads it',
  ],
  [
    ['client_type: http', 'reconnection_period: 5s'],
    undefined,
    '.config.reconnection_period: thanos-query: reconnection_period has no effect with client_type http, grpc alone reads it',
  ],
  [
    ['compression: zstd'],
    undefined,
    ".config.compression: thanos-query: compression must be gzip, anything else has no effect, got 'zstd'",
  ],
  [
    ['retry_config: {retry_enabled: true}'],
    undefined,
    '.config.retry_config.retry_enabled: thanos-query: retry_enabled: true disables retries, which are enabled by default',
  ],
  [
    ['retry_config: {initial_interval: 5s}'],
    undefined,
    '.config.retry_config.initial_interval: thanos-query: retry_config.initial_interval is not a key of type OTLP and has no effect',
  ],
  [
    ['insecure: false', 'tls_config: {ca_file: /ca.crt}'],
    '0.41.0',
    '.config.tls_config: thanos-query: tls_config has no effect with client_type grpc before Thanos 0.42.0, got 0.41.0',
  ],
  [
    ['tls_config: {ca_file: /ca.crt}'],
    undefined,
    '.config.tls_config: thanos-query: tls_config has no effect with insecure: true',
  ],
  [
    ['insecure: "true"'],
    undefined,
    '.config.insecure: thanos-query: insecure must be true or false without quotes, got "true"',
  ],
  [
    ['timeout: 5 seconds'],
    undefined,
    '.config.timeout: thanos-query: timeout must be a Go duration such as 5s, got "5 seconds"',
  ],
  [
    ['insecure: false', 'tls_config: {insecure_skip_verify: "yes"}'],
    undefined,
    '.config.tls_config.insecure_skip_verify: thanos-query: tls_config.insecure_skip_verify must be true or false without quotes, got "yes"',
  ],
  [
    ['sampler_type: traceidratiobased', 'sampler_param: "16"'],
    undefined,
    ".config.sampler_param: thanos-query: sampler_param must be a fraction from 0 to 1, got '16', did you mean 0.0625 (1 in 16)?",
  ],
  [
    ['sampler_type: traceidratiobased'],
    undefined,
    ".config.sampler_param: thanos-query: sampler_param must be a number from 0 to 1, got ''",
  ],
  [
    ['sampler_param: "0.1"'],
    undefined,
    ".config.sampler_param: thanos-query: sampler_param '0.1' has no effect with sampler_type '', a ratio alone reads it",
  ],
  [
    ['sampler_type: parentbasedtraceidratiobased', 'sampler_param: "0.1"'],
    '0.34.1',
    '.config.sampler_type: thanos-query: sampler_type parentbasedtraceidratiobased needs Thanos 0.35.0 or newer, older ones sample everything, got 0.34.1',
  ],
  [
    ['sampler_type: probabilistic'],
    '0.35.0',
    ".config.sampler_type: thanos-query: sampler_type must be one of alwayssample, neversample, traceidratiobased, parentbasedalwayssample, parentbasedneversample, parentbasedtraceidratiobased, or everything is sampled, got 'probabilistic'",
  ],
])('%j with Thanos %s is told', (lines, version, finding) => {
  expect(judge(lines, version)).toEqual([finding]);
});

test('before 0.32.0 neither sampler nor service name is read', () => {
  const lines = ['sampler_type: traceidratiobased', 'sampler_param: "0.1"'];
  expect(judge(lines, '0.31.0')).toEqual([
    '.config: thanos-query: environment must have OTEL_SERVICE_NAME, as Thanos reads service_name from 0.32.0 on, got 0.31.0',
    '.config.sampler_param: thanos-query: sampler_param is read from Thanos 0.32.0 on, got 0.31.0',
    '.config.sampler_type: thanos-query: sampler_type is read from Thanos 0.32.0 on, got 0.31.0',
    '.config.service_name: thanos-query: service_name is read from Thanos 0.32.0 on, got 0.31.0',
  ]);
});

test.each([
  ['OTEL_SERVICE_NAME', 'thanos'],
  ['OTEL_RESOURCE_ATTRIBUTES', 'service.name=thanos,a=b'],
])('the name of the service may come from %s', (name, value) => {
  const config = otlpConfig.filter((line) => !line.startsWith('service_name'));
  const more = `env:\n  - name: ${name}\n    value: ${value}`;
  expect(check(thanosExample({ config, more }), ...thanosRules)).toEqual([]);
  expect(check(thanosExample({ config }), ...thanosRules)).toEqual([
    `${argument}.config: thanos-query: config must have a service_name`,
  ]);
});

test.each([
  [exampleOf(ignoredKey).wrong, 'sampler_type: traceidratiobased and sampler_param: "0.0625"'],
  [exampleOf(endpoint).wrong, 'otlp.example.com:4317'],
  [exampleOf(clientType).wrong, 'grpc'],
])('what is certain is the fix', (wrong, fix) => {
  expect(fixes(wrong, ...thanosRules)).toEqual([fix]);
});

test('findings stand inside of the argument', () => {
  expect(places(exampleOf(ignoredKey).wrong, ignoredKey)).toEqual(['27:17']);
});

test('upper case is a warning while the release is not known', () => {
  const yaml = exampleOf(clientType).wrong.replace('v0.42.4', 'latest');
  expect(lint(modelOf(yaml), [clientType])[0]?.severity).toBe('warning');
  expect(lint(modelOf(exampleOf(clientType).wrong), [clientType])[0]?.severity).toBe('error');
});

test('settings of other types are let be', () => {
  const settings = 'type: JAEGER\nconfig:\n  sampler_type: const\n  agent_host: a';
  expect(check(thanosExample({ settings }), ...thanosRules)).toEqual([]);
});

test('different shares matter where the caller is not followed', () => {
  const query = (type: string, param: string, version: string) =>
    thanosExample({
      version,
      config: [...otlpConfig, `sampler_type: ${type}`, `sampler_param: "${param}"`],
    });
  const store = thanosExample({
    component: 'store',
    version: '0.40.0',
    config: [...otlpConfig, 'sampler_type: parentbasedtraceidratiobased', 'sampler_param: "0.5"'],
  });
  const judge = (...row: [string, string, string]) =>
    check([query(...row), store].join('---\n'), samplingDiffers);
  expect(judge('traceidratiobased', '0.1', '0.40.0')).toEqual([
    `${argument}.config.sampler_type: thanos-query: a sampler that ignores its caller must have the same ratio as the others, got 0.1 and 0.5 in thanos-store`,
  ]);
  expect(judge('traceidratiobased', '0.5', '0.40.0')).toEqual([]);
  expect(judge('traceidratiobased', '0.1', '0.34.0')).toEqual([]);
  expect(judge('parentbasedtraceidratiobased', '0.1', '0.40.0')).toEqual([]);
});

test('a key of config that stands beside it is to be moved there', () => {
  expect(fixes(exampleOf(settings).wrong, settings)).toEqual([
    'client_type under config',
    'endpoint under config',
    'insecure under config',
    'service_name under config',
  ]);
});
