import { expect, test } from 'vitest';
import {
  tektonDefaultEndpoint,
  tektonEnabled,
  tektonEnabledProblem,
  tektonEndpointProblem,
  tektonProtocol,
} from '../../../src/upstream/tekton/tracing.ts';

test.each([
  ['latest', undefined],
  ['0.51.0', undefined],
  ['0.52.0', 'jaeger-thrift-http'],
  ['0.57.0', 'jaeger-thrift-http'],
  ['0.58.0', 'otlp-http'],
  ['1.15.0', 'otlp-http'],
])('Tekton %s speaks %s', (version, protocol) => {
  expect(tektonProtocol(version)).toBe(protocol);
});

test.each(['0.58.0', '1.10.3'])(
  'the default endpoint of Tekton %s does not fit its protocol',
  (version) => {
    const found = tektonEndpointProblem(tektonDefaultEndpoint(version), tektonProtocol(version));
    expect(found?.message).toMatch(/^endpoint must take OTLP/);
    expect(found?.fix).toBe(tektonDefaultEndpoint('1.11.0'));
  },
);

test.each(['0.52.0', '1.11.0'])(
  'the default endpoint of Tekton %s fits its protocol',
  (version) => {
    expect(
      tektonEndpointProblem(tektonDefaultEndpoint(version), tektonProtocol(version)),
    ).toBeUndefined();
  },
);

test.each([
  ['otel:4318/v1/traces', 'otlp-http', 'must be a URL such as', 'http://otel:4318/v1/traces'],
  ['', 'otlp-http', 'must be a URL such as', undefined],
  ['grpc://otel:4317', undefined, 'must be a URL such as', undefined],
  ['http://otel:4317', undefined, 'must not be a gRPC port', 'http://otel:4318'],
  ['http://otel:70000', undefined, 'port must be a whole number from 1 to 65535', undefined],
  [
    'http://jaeger:14268/api/traces',
    'otlp-http',
    'must take OTLP from Tekton 0.58.0 on',
    'http://jaeger:4318/v1/traces',
  ],
  ['http://jaeger:4318/api/traces', 'otlp-http', 'must take OTLP', 'http://jaeger:4318/v1/traces'],
  ['http://otel:4318/', 'otlp-http', "must not end in '/'", 'http://otel:4318/v1/traces'],
  ['http://otel:4318/v1/traces/', 'otlp-http', "must not end in '/'", 'http://otel:4318/v1/traces'],
  [
    'http://otel:4318/v1/traces',
    'jaeger-thrift-http',
    'must take Jaeger thrift before Tekton 0.58.0',
    undefined,
  ],
  [
    'http://jaeger:14268',
    'jaeger-thrift-http',
    'must have the path /api/traces',
    'http://jaeger:14268/api/traces',
  ],
] as const)('endpoint %j is refused for %s', (endpoint, protocol, problem, hint) => {
  const found = tektonEndpointProblem(endpoint, protocol);
  expect(found?.message).toContain(`endpoint ${problem}`);
  expect(found?.fix).toBe(hint);
});

test.each([
  ['http://otel:4318/v1/traces', 'otlp-http'],
  ['http://otel:4318', 'otlp-http'],
  ['https://otel.example.com/v1/traces', 'otlp-http'],
  ['http://jaeger:14268/api/traces', 'jaeger-thrift-http'],
  ['http://jaeger:14268/api/traces', undefined],
] as const)('endpoint %s has no problem for %s', (endpoint, protocol) => {
  expect(tektonEndpointProblem(endpoint, protocol)).toBeUndefined();
});

test('enabled is read as Go reads it', () => {
  expect(['true', '1', 'T', 'false', '0', 'F'].map(tektonEnabled)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
  expect(tektonEnabledProblem('true')).toBeUndefined();
  expect(tektonEnabledProblem('yes')).toBe(`enabled must be "true" or "false", got 'yes'`);
});
