import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addressProblem,
  isLoopback,
  parseAddress,
  serviceHost,
} from '../../../src/model/edge/address.ts';

test.each([
  ['otel:4317', { host: 'otel', port: 4317 }],
  [
    'http://otel.tracing.svc:4318/v1/traces',
    { scheme: 'http', host: 'otel.tracing.svc', port: 4318, path: '/v1/traces' },
  ],
  [
    'HTTPS://user:pass@es.example.com',
    { scheme: 'https', userInfo: 'user:pass', host: 'es.example.com' },
  ],
  [
    'http://otel:4318/v1/traces?key=a#b',
    { scheme: 'http', host: 'otel', port: 4318, path: '/v1/traces', query: '?key=a#b' },
  ],
  ['http://otel:4318?key=a/b', { scheme: 'http', host: 'otel', port: 4318, query: '?key=a/b' }],
  ['dns:///otel:4317', { scheme: 'dns', host: 'otel', port: 4317 }],
  ['[::1]:4317', { host: '[::1]', port: 4317 }],
  [':4317', { host: '', port: 4317 }],
  [`\${env:HOST}:4317`, { host: `\${env:HOST}`, port: 4317, variable: true }],
  ['http://$(HOST_IP):4318', { scheme: 'http', host: '$(HOST_IP)', port: 4318, variable: true }],
  [`otel:\${env:PORT}`, { host: 'otel', variable: true }],
])('%s is taken apart', (text, address) => {
  expect(parseAddress(text)).toEqual({ variable: false, ...address, text });
});

test.each(['', '  ', 'a b:4317', 'otel:port', '/v1/traces'])('%j is no address', (text) => {
  expect(parseAddress(text)).toBeUndefined();
});

test.each([
  ['otel:4317', 'grpc-exporter'],
  ['http://otel:4317', 'grpc-exporter'],
  ['https://otel:4317', 'grpc-exporter'],
  ['dns:///otel:4317', 'grpc-exporter'],
  ['unix:///run/otel.sock', 'grpc-exporter'],
  ['otel:4317', 'host-port'],
  ['dns:///otel:4317', 'host-port'],
  ['http://otel:4318', 'http-exporter'],
  ['http://otel:4317', 'sdk'],
  ['http://otel:4318/v1/traces', 'http-exporter'],
  [`\${env:OTEL}/v1`, 'grpc-exporter'],
] as const)('%s is legal for %s', (text, grammar) => {
  expect(addressProblem(text, grammar)).toBeUndefined();
});

test.each([
  [
    'otel',
    'grpc-exporter',
    { message: "endpoint of a gRPC exporter must have a port, got 'otel'", fix: 'otel:4317' },
  ],
  [
    'http://otel:4317/v1/traces',
    'grpc-exporter',
    {
      message:
        "endpoint of a gRPC exporter must be host:port without a path, got 'http://otel:4317/v1/traces'",
      fix: 'http://otel:4317',
    },
  ],
  [
    'ftp://otel:4317',
    'grpc-exporter',
    {
      message:
        "endpoint of a gRPC exporter must be host:port, got scheme 'ftp' in 'ftp://otel:4317'",
    },
  ],
  [
    'http://otel:4317',
    'host-port',
    {
      message: "endpoint must be host:port without a scheme, got 'http://otel:4317'",
      fix: 'otel:4317',
    },
  ],
  [
    'otel:4318/v1',
    'host-port',
    { message: "endpoint must be host:port without a path, got 'otel:4318/v1'", fix: 'otel:4318' },
  ],
  [
    'otel:4318',
    'http-exporter',
    {
      message: "endpoint must be a URL with http:// or https://, got 'otel:4318'",
      fix: 'http://otel:4318',
    },
  ],
  [
    'grpc://otel:4317',
    'sdk',
    {
      message:
        "endpoint must be a URL with http:// or https://, got scheme 'grpc' in 'grpc://otel:4317'",
    },
  ],
  ['', 'host-port', { message: "endpoint must name a host, got ''" }],
] as const)('%j is refused for %s', (text, grammar, problem) => {
  expect(addressProblem(text, grammar)).toEqual(problem);
});

test.each([
  ['jaeger-collector', { name: 'jaeger-collector', qualified: false }],
  [
    'jaeger-collector.tracing',
    { name: 'jaeger-collector', namespace: 'tracing', qualified: false },
  ],
  [
    'jaeger-collector.tracing.svc',
    { name: 'jaeger-collector', namespace: 'tracing', qualified: true },
  ],
  [
    'jaeger-collector.tracing.svc.cluster.local.',
    { name: 'jaeger-collector', namespace: 'tracing', qualified: true },
  ],
  ['es-0.es.logging.svc.cluster.local', { name: 'es', namespace: 'logging', qualified: true }],
])('%s may be a Service', (host, service) => {
  expect(serviceHost(host)).toEqual(service);
});

test.each(['localhost', '127.0.0.1', '10.0.0.1', 'elastic.centre.com', '[::1]', '$(HOST)', ''])(
  '%j is no Service',
  (host) => {
    expect(serviceHost(host)).toBeUndefined();
  },
);

test('the own pod is told from others', () => {
  expect(['localhost', '127.0.0.1', '[::1]', ''].every(isLoopback)).toBe(true);
  expect(['0.0.0.0', 'otel', '10.0.0.1'].some(isLoopback)).toBe(false);
});

test('no text makes reading an address fail', () => {
  const grammars = ['grpc-exporter', 'http-exporter', 'sdk', 'host-port'] as const;
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(...grammars), (text, grammar) => {
      const address = parseAddress(text);
      expect(address === undefined || address.text === text).toBe(true);
      expect(typeof addressProblem(text, grammar)?.message).toMatch(/string|undefined/);
    }),
  );
});
