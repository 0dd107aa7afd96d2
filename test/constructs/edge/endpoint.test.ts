import { Chart, Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { OtelCollector } from '../../../src/constructs/collector/instance.ts';
import {
  Endpoint,
  type EndpointProps,
  endpointProblem,
  wantsProblem,
} from '../../../src/constructs/edge/endpoint.ts';
import { findings } from '../collector/synth.ts';

const collector = new Endpoint('otlp-grpc', { host: 'jaeger-collector', namespace: 'tracing' });

test('is short inside its namespace and qualified outside', () => {
  expect(collector.address('tracing')).toBe('jaeger-collector:4317');
  expect(collector.address('monitoring')).toBe('jaeger-collector.tracing:4317');
  expect(collector.url('tracing')).toBe('http://jaeger-collector:4317');
  expect(collector.url('monitoring')).toBe(
    'http://jaeger-collector.tracing.svc.cluster.local:4317',
  );
  expect(collector.url()).toBe('http://jaeger-collector.tracing.svc.cluster.local:4317');
});

test('follows the cluster domain', () => {
  const query = new Endpoint('jaeger-query', {
    host: 'jaeger-query',
    namespace: 'tracing',
    clusterDomain: 'k8s.example',
  });
  expect(query.url('grafana')).toBe('http://jaeger-query.tracing.svc.k8s.example:16686');
});

test.each([
  ['otlp-http', 'http://jaeger-collector.tracing.svc.cluster.local:4318/v1/traces'],
  ['jaeger-thrift-http', 'http://jaeger-collector.tracing.svc.cluster.local:14268/api/traces'],
  ['zipkin', 'http://jaeger-collector.tracing.svc.cluster.local:9411/api/v2/spans'],
] as const)('%s spans are posted to the path of the protocol', (protocol, url) => {
  const endpoint = new Endpoint(protocol, { host: 'jaeger-collector', namespace: 'tracing' });
  expect(endpoint.tracesUrl('tekton-pipelines')).toBe(url);
});

test('outside of the cluster the host is written as it is', () => {
  const tempo = new Endpoint('otlp-http', { host: 'tempo.example.com', port: 443, tls: true });
  expect(tempo.address('tracing')).toBe('tempo.example.com:443');
  expect(tempo.url('tracing')).toBe('https://tempo.example.com:443');
});

test('the base path travels with the endpoint', () => {
  const place = { host: 'jaeger-query', namespace: 'tracing', basePath: '/jaeger' };
  const query = new Endpoint('jaeger-query', place);
  expect(query.url('tracing')).toBe('http://jaeger-query:16686/jaeger');
  expect(new Endpoint('otlp-http', place).tracesUrl('tracing')).toBe(
    'http://jaeger-query:4318/jaeger/v1/traces',
  );
  expect(new Endpoint('jaeger-query', { host: 'jaeger', basePath: '/' }).url()).toBe(
    'http://jaeger:16686',
  );
});

test.each([
  ['jaeger', 'jaeger-query'],
  ['/jaeger/', 'jaeger-query'],
  ['/a b', 'otlp-http'],
] as const)('base path %s is refused', (basePath, protocol) => {
  expect(() => new Endpoint(protocol, { host: 'otel', basePath })).toThrow(
    new Error(
      `endpoint: basePath must be an absolute path without a slash at its end, such as /jaeger, got '${basePath}'`,
    ),
  );
});

test('gRPC has no base path', () => {
  expect(() => new Endpoint('otlp-grpc', { host: 'otel', basePath: '/a' })).toThrow(
    "endpoint: basePath must not be set for otlp-grpc, which has no paths, got '/a'",
  );
});

test('a gRPC endpoint does not fit an HTTP-only sender', () => {
  const http = (endpoint: Endpoint<'otlp-http'>) => endpoint.protocol;
  // @ts-expect-error OTLP/gRPC is not OTLP/HTTP
  expect(http(collector)).toBe('otlp-grpc');
});

test.each([0, 65536, 4317.5, Number.NaN])('port %s is refused', (port) => {
  expect(() => new Endpoint('otlp-grpc', { host: 'otel', port })).toThrow(
    `endpoint: port must be a whole number from 1 to 65535, got ${port}`,
  );
});

test.each(['http://otel', 'otel:4317', 'otel/v1', 'otel..example.com', '-otel', ''])(
  'host %j is refused',
  (host) => {
    expect(() => new Endpoint('otlp-grpc', { host })).toThrow(
      new Error(
        `endpoint: host must be a host name alone, without scheme, port or path, got '${host}'`,
      ),
    );
  },
);

const label =
  "a DNS-1123 label (lower-case letters, digits and '-', a letter or digit at both ends, at most 63 characters)";

test.each<[Partial<EndpointProps>, string]>([
  [
    { host: 'jaeger-collector.tracing' },
    `endpoint: host must be ${label}, got 'jaeger-collector.tracing'`,
  ],
  [
    { namespace: 'Tracing' },
    `endpoint: namespace must be ${label}, got 'Tracing'; did you mean 'tracing'?`,
  ],
  [{ namespace: '' }, `endpoint: namespace must be ${label}, got ''`],
  [
    { clusterDomain: '.local' },
    "endpoint: clusterDomain must be a DNS-1123 subdomain (lower-case letters, digits, '-' and '.', a letter or digit at both ends of each part, at most 253 characters), got '.local'",
  ],
  [
    // @ts-expect-error settings may come from where no types are checked
    { tls: 'false' },
    "endpoint: tls must be true or false, got 'false'",
  ],
])('a Service with %j is refused', (wrong, message) => {
  const props = { host: 'jaeger-collector', namespace: 'tracing', ...wrong };
  expect(() => new Endpoint('otlp-grpc', props)).toThrow(new Error(message));
});

test('what types forbid is refused where they are off', () => {
  // @ts-expect-error a host is needed
  expect(() => new Endpoint('otlp-grpc', {})).toThrow(
    new Error(
      'endpoint: host must be a host name alone, without scheme, port or path, got nothing',
    ),
  );
  // @ts-expect-error OTLP is two protocols
  expect(() => new Endpoint('otlp', { host: 'otel' })).toThrow(
    new Error(
      "endpoint: protocol must be one of otlp-grpc, otlp-http, jaeger-grpc, jaeger-thrift-http, zipkin, jaeger-query, got 'otlp'",
    ),
  );
});

test.each([
  [collector, undefined],
  [new Endpoint('zipkin', { host: 'zipkin' }), 'got zipkin'],
  ['jaeger-collector:4317', "got 'jaeger-collector:4317'"],
  [undefined, 'got nothing'],
  [{ protocol: 'otlp-grpc' }, 'got a mapping'],
])('%s is an OTLP endpoint or is told to be none', (value, got) => {
  expect(endpointProblem('exportTo', value, ['otlp-grpc', 'otlp-http'])).toBe(
    got && `exportTo must be an otlp-grpc or otlp-http endpoint, ${got}`,
  );
});

test('a construct in the place of its endpoint is named, with the one to take', () => {
  const chart = Testing.chart();
  const gateway = new OtelCollector(chart, 'Gateway', {
    namespace: 'tracing',
    exportTo: [collector],
  });
  expect(endpointProblem('exportTo', gateway, ['otlp-http', 'otlp-grpc'])).toBe(
    'exportTo must be an otlp-http or otlp-grpc endpoint, got OtelCollector test/Gateway; say which of its endpoints, such as its otlpGrpc',
  );
  expect(endpointProblem('exportTo', chart, ['otlp-grpc'])).toBe(
    'exportTo must be an otlp-grpc endpoint, got Chart test',
  );
});

test.each([
  [null, 'endpoint: props must be a mapping, got null'],
  [undefined, 'endpoint: props must be set, got nothing'],
  ['http://otel:4317', "endpoint: props must be a mapping, got 'http://otel:4317'"],
])('%j is no place of an endpoint where types are off', (props, message) => {
  expect(() => new Endpoint('otlp-grpc', props as never)).toThrow(new Error(message));
});

const hub = { host: 'otlp.example.com', tls: true } as const;

test('what it wants of its senders travels with the endpoint', () => {
  const access = {
    caSecretName: 'hub-ca',
    clientCertificateSecretName: 'hub-client',
    headers: { 'x-api-key': { secretName: 'hub', key: 'api-key' } },
  };
  expect(new Endpoint('otlp-grpc', { ...hub, ...access }).access).toEqual(access);
  expect(new Endpoint('otlp-grpc', { ...hub, headers: {} }).access).toBeUndefined();
});

const secret = { secretName: 'hub', key: 'api-key' };

test.each<[object, string]>([
  [
    { tls: false, caSecretName: 'hub-ca' },
    "endpoint: caSecretName needs tls, got 'hub-ca' without",
  ],
  [
    { clientCertificateSecretName: 'Hub' },
    "endpoint: clientCertificateSecretName must be a DNS-1123 subdomain (lower-case letters, digits, '-' and '.', a letter or digit at both ends of each part, at most 253 characters), got 'Hub'; did you mean 'hub'?",
  ],
  [
    { headers: { 'X-Api-Key': secret } },
    "endpoint: headers must have names in lower case such as x-api-key, got 'X-Api-Key'",
  ],
  [
    { headers: { 'x-api-key': { ...secret, key: 'a/b' } } },
    "endpoint: headers.x-api-key.key must be a key of a Secret (letters, digits, '-', '_' and '.', at most 253 characters), got 'a/b'",
  ],
  // not repeated: it does not belong into code, nor into logs
  [
    { headers: { 'x-api-key': 'geheim' } },
    'endpoint: headers.x-api-key must be { secretName, key }, a Secret and a key in it, never the value itself',
  ],
  [
    { headers: { 'x-api-key': { secretName: 'hub' } } },
    'endpoint: headers.x-api-key.key must be set, got nothing',
  ],
  [{ hedders: {} }, 'endpoint: hedders must be a prop that is known; did you mean headers?'],
])('refuses %j', (props, message) => {
  expect(() => new Endpoint('otlp-http', { ...hub, ...props })).toThrow(new Error(message));
});

test('a sender that cannot be given headers cannot send to what wants them', () => {
  const wanting = new Endpoint('otlp-http', { ...hub, headers: { 'x-api-key': secret } });
  expect(wantsProblem('exportTo', wanting)).toBe(
    'exportTo must be an endpoint that needs no headers, which this sender cannot be given; send to a collector that has it in exportTo',
  );
  expect(wantsProblem('exportTo', collector)).toBeUndefined();
});

test.each(['fd00::1', '[fd00::1]'])(
  'the address %s stands in brackets, before its port',
  (host) => {
    const grpc = new Endpoint('otlp-grpc', { host });
    expect(grpc.address('tracing')).toBe('[fd00::1]:4317');
    const http = new Endpoint('otlp-http', { host, tls: true, basePath: '/otlp' });
    expect(http.url()).toBe('https://[fd00::1]:4318/otlp');
  },
);

test.each(['fe80::1%eth0', '[fd00::1', '[otel]', 'fd00:::1'])(
  'the host %s is no address',
  (host) => {
    expect(() => new Endpoint('otlp-grpc', { host })).toThrow('endpoint: host must be a host name');
  },
);

test('collectors send to addresses of IPv6', () => {
  const chart = new Chart(Testing.app(), 'test', { namespace: 'tracing' });
  new OtelCollector(chart, 'Collector', {
    exportTo: ['fd00::1', 'fd00::2'].map((host) => new Endpoint('otlp-grpc', { host })),
  });
  const objects = Testing.synth(chart);
  expect(JSON.stringify(objects)).toContain('"endpoint":"[fd00::2]:4317"');
  expect(findings(objects)).toEqual([]);
});
