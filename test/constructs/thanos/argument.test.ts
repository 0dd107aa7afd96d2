import { expect, test } from 'vitest';
import { Endpoint } from '../../../src/constructs/edge/endpoint.ts';
import { oneIn } from '../../../src/constructs/sdk/sampling.ts';
import {
  type ThanosTracingArgProps,
  thanosTracingArg,
} from '../../../src/constructs/thanos/argument.ts';
import { parseYaml } from '../../../src/yaml.ts';

const collector = { host: 'otel-collector-collector', namespace: 'tracing' };
const grpc = new Endpoint('otlp-grpc', collector);
const http = new Endpoint('otlp-http', collector);
const secure = new Endpoint('otlp-grpc', { ...collector, tls: true });
const required: ThanosTracingArgProps = {
  exportTo: grpc,
  from: 'monitoring',
  serviceName: 'thanos-query',
  version: '0.42.4',
};

const flag = '--tracing.config=';
const config = (overrides: Partial<ThanosTracingArgProps> = {}) => {
  const argument = thanosTracingArg({ ...required, ...overrides });
  expect(argument.slice(0, flag.length)).toBe(flag);
  return parseYaml(argument.slice(flag.length), 'argument').map((document) => document.value);
};

test('the required props alone make one argument of several lines', () => {
  expect(thanosTracingArg(required)).toBe(
    [
      '--tracing.config=type: OTLP',
      'config:',
      '  client_type: grpc',
      '  service_name: thanos-query',
      '  insecure: true',
      '  endpoint: otel-collector-collector.tracing:4317',
      '',
    ].join('\n'),
  );
});

test('one in sixteen is written as text', () => {
  expect(thanosTracingArg({ ...required, sampling: oneIn(16) })).toBe(
    [
      '--tracing.config=type: OTLP',
      'config:',
      '  client_type: grpc',
      '  service_name: thanos-query',
      '  sampler_type: parentbasedtraceidratiobased',
      '  sampler_param: "0.0625"',
      '  insecure: true',
      '  endpoint: otel-collector-collector.tracing:4317',
      '',
    ].join('\n'),
  );
});

test.each(['thanos-query', 'thanos-store'])(
  "the article's argument of %s carries its fields without effect",
  (serviceName) => {
    const extraConfig = { project_id: 'myproject', sample_factor: 16 };
    expect(config({ serviceName, version: '0.32.5', extraConfig })).toEqual([
      {
        type: 'OTLP',
        config: {
          client_type: 'grpc',
          service_name: serviceName,
          project_id: 'myproject',
          sample_factor: 16,
          insecure: true,
          endpoint: 'otel-collector-collector.tracing:4317',
        },
      },
    ]);
  },
);

test.each([
  ['0.32.0', 'traceidratiobased'],
  ['v0.34.1', 'traceidratiobased'],
  ['0.35.0', 'parentbasedtraceidratiobased'],
  ['0.42.4', 'parentbasedtraceidratiobased'],
])('Thanos %s samples roots by %s', (version, samplerType) => {
  expect(config({ version, sampling: oneIn(4) })).toEqual([
    {
      type: 'OTLP',
      config: {
        client_type: 'grpc',
        service_name: 'thanos-query',
        sampler_type: samplerType,
        sampler_param: '0.25',
        insecure: true,
        endpoint: 'otel-collector-collector.tracing:4317',
      },
    },
  ]);
});

test('over HTTP the endpoint stays without scheme and path', () => {
  expect(config({ exportTo: http, from: 'tracing' })).toEqual([
    {
      type: 'OTLP',
      config: {
        client_type: 'http',
        service_name: 'thanos-query',
        insecure: true,
        endpoint: 'otel-collector-collector:4318',
      },
    },
  ]);
});

test('every prop is rendered', () => {
  const all: Required<ThanosTracingArgProps> = {
    exportTo: secure,
    from: 'monitoring',
    serviceName: 'thanos store $(POD_NAME)',
    sampling: oneIn(2),
    version: '0.42.0',
    tls: {
      caFile: '/certs/ca.crt',
      certFile: '/certs/tls.crt',
      keyFile: '/certs/tls.key',
      serverName: 'otel.example.com',
    },
    extraConfig: { compression: 'gzip', headers: { 'x-team': 'yes' }, timeout: '5s' },
  };
  expect(config(all)).toEqual([
    {
      type: 'OTLP',
      config: {
        client_type: 'grpc',
        service_name: 'thanos store $(POD_NAME)',
        compression: 'gzip',
        headers: { 'x-team': 'yes' },
        timeout: '5s',
        sampler_type: 'parentbasedtraceidratiobased',
        sampler_param: '0.5',
        tls_config: {
          ca_file: '/certs/ca.crt',
          cert_file: '/certs/tls.crt',
          key_file: '/certs/tls.key',
          server_name: 'otel.example.com',
        },
        endpoint: 'otel-collector-collector.tracing:4317',
      },
    },
  ]);
});

test('TLS alone leaves the roots to the image', () => {
  expect(config({ exportTo: secure, version: '0.32.0' })).toEqual([
    {
      type: 'OTLP',
      config: {
        client_type: 'grpc',
        service_name: 'thanos-query',
        endpoint: 'otel-collector-collector.tracing:4317',
      },
    },
  ]);
});

test('what OTLP ignores does not compile as a prop', () => {
  // @ts-expect-error sample_factor belongs to another provider of Thanos
  const props: ThanosTracingArgProps = { ...required, sampleFactor: 16 };
  expect(thanosTracingArg(props)).toBe(thanosTracingArg(required));
});

test('an endpoint that is not OTLP does not compile, and is refused where types are off', () => {
  const thrift = new Endpoint('jaeger-thrift-http', { host: 'jaeger-collector' });
  // @ts-expect-error Thanos sends no thrift
  expect(() => thanosTracingArg({ ...required, exportTo: thrift })).toThrow(
    new Error('exportTo must be an otlp-grpc or otlp-http endpoint, got jaeger-thrift-http'),
  );
});

test.each<[object, string]>([
  [
    { exportTo: 'otel-collector-collector.tracing:4317' },
    "exportTo must be an otlp-grpc or otlp-http endpoint, got 'otel-collector-collector.tracing:4317'",
  ],
  [
    { exportTo: undefined, tls: {} },
    'exportTo must be an otlp-grpc or otlp-http endpoint, got nothing',
  ],
  [{ serviceName: undefined }, 'serviceName must be a name on one line, got nothing'],
  [
    { extraConfig: { compression: null } },
    'extraConfig.compression must not be null, write {} for defaults',
  ],
])('%j is refused where types are off', (overrides, message) => {
  expect(() => config(overrides)).toThrow(new Error(message));
});

test.each<[Partial<ThanosTracingArgProps>, string]>([
  [
    { from: 'Monitoring' },
    "from must be a DNS-1123 label (lower-case letters, digits and '-', a letter or digit at both ends, at most 63 characters), got 'Monitoring'; did you mean 'monitoring'?",
  ],
  [{ version: 'main' }, "version must be a release of Thanos such as 0.42.4, got 'main'"],
  [
    { version: '0.31.0' },
    'version must be 0.32.0 or newer, the first Thanos whose OTLP exporter has a service name and a sampler, got 0.31.0',
  ],
  [{ serviceName: '' }, "serviceName must be a name on one line, got ''"],
  [{ serviceName: 'a\nb' }, "serviceName must be a name on one line, got 'a\nb'"],
  [
    { sampling: { ratio: 16 } },
    'sampling.ratio must be a number from 0.000001 to 1, got 16; did you mean oneIn(16)?',
  ],
  [
    { tls: { caFile: '/certs/ca.crt' } },
    'tls needs an endpoint that speaks TLS, got otel-collector-collector.tracing:4317',
  ],
  [
    { exportTo: secure, tls: { keyFile: '/certs/tls.key' } },
    'tls must have certFile and keyFile together, got keyFile alone',
  ],
  [
    { exportTo: secure, tls: { caFile: '/certs/ca.crt' }, version: '0.41.0' },
    "tls needs Thanos 0.42.0 or newer over gRPC, got 0.41.0; use an otlp-http endpoint or the container's OTEL_EXPORTER_OTLP_CERTIFICATE",
  ],
  [
    { extraConfig: { service_name: 'x' } },
    'extraConfig must not set service_name; use the prop serviceName',
  ],
  [
    { extraConfig: { insecure: 'true' } },
    'extraConfig must not set insecure; use the prop exportTo',
  ],
  [
    { extraConfig: { headers: 'x-team: a' } },
    'extraConfig.headers must be a mapping, got "x-team: a"',
  ],
  [
    { extraConfig: { headers: { authorization: 'a$$b' } } },
    "tracing configuration must not hold '$$', of which Kubernetes makes '$'",
  ],
])('%j is refused', (overrides, message) => {
  expect(() => config(overrides)).toThrow(new Error(message));
});

test('props that are none are refused where types are off', () => {
  expect(() => thanosTracingArg(null as never)).toThrow(
    new Error('props of thanosTracingArg must be a mapping, got null'),
  );
});

test('a base path of the receiver is part of the path that spans are posted to', () => {
  const exportTo = new Endpoint('otlp-http', { host: 'otlp.example.com', basePath: '/ingest' });
  expect(config({ exportTo })).toEqual([
    {
      type: 'OTLP',
      config: {
        client_type: 'http',
        service_name: 'thanos-query',
        insecure: true,
        endpoint: 'otlp.example.com:4318',
        url_path: '/ingest/v1/traces',
      },
    },
  ]);
});
