import { expect, test } from 'vitest';
import { postedPath, protocolOf, usualEndpoint } from '../../../src/upstream/sdk/exporter.ts';

const all = 'OTEL_EXPORTER_OTLP_PROTOCOL';
const traces = 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL';

test.each([
  [[], undefined],
  [[{ name: all, value: 'grpc' }], 'otlp-grpc'],
  [[{ name: all, value: 'http/protobuf' }], 'otlp-http'],
  [[{ name: all, value: 'http/json' }], 'otlp-http'],
  [[{ name: all, value: 'http' }], undefined],
  [[{ name: all }], undefined],
  [
    [
      { name: traces, value: 'grpc' },
      { name: all, value: 'http/protobuf' },
    ],
    'otlp-grpc',
  ],
  [
    [
      { name: all, value: 'grpc' },
      { name: all, value: 'http/protobuf' },
    ],
    'otlp-http',
  ],
])('an environment of %j asks for %s', (environment, protocol) => {
  expect(protocolOf(environment)).toBe(protocol);
});

test('the variable of spans counts more than the stronger environment', () => {
  expect(protocolOf([{ name: all, value: 'grpc' }], [{ name: traces, value: 'http/json' }])).toBe(
    'otlp-http',
  );
});

test.each([
  ['OTEL_EXPORTER_OTLP_ENDPOINT', undefined, '/v1/traces'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', '/', '/v1/traces'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', '/otlp/', '/otlp/v1/traces'],
  [undefined, '/v1/traces', '/v1/traces/v1/traces'],
  ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', undefined, '/'],
  ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', '/otlp', '/otlp'],
])('%s with path %s posts to %s', (variable, path, posted) => {
  expect(postedPath(variable, path)).toBe(posted);
});

test('an SDK that is told nothing sends to its own pod', () => {
  expect(usualEndpoint('otlp-grpc')).toBe('http://localhost:4317');
  expect(usualEndpoint('otlp-http')).toBe('http://localhost:4318');
  expect(usualEndpoint(undefined)).toBe('http://localhost:4318');
});
