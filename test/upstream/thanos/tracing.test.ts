import { expect, test } from 'vitest';
import {
  thanosEndpointProblem,
  thanosSampler,
  thanosSamplerParamProblem,
  thanosSamplerType,
  thanosTypeProblems,
} from '../../../src/upstream/thanos/tracing.ts';

test.each([
  ['0.42.4', 'parentbasedtraceidratiobased'],
  ['0.35.0', 'parentbasedtraceidratiobased'],
  ['0.34.1', 'traceidratiobased'],
  [undefined, 'traceidratiobased'],
])('Thanos %s is told one in sixteen by %s', (version, type) => {
  expect(thanosSampler(version, 1 / 16)).toEqual({ sampler_type: type, sampler_param: '0.0625' });
});

test('the sampler a release is told keeps the decision of a parent', () => {
  for (const version of ['0.32.0', '0.34.1', '0.35.0', '0.42.4']) {
    expect(thanosSamplerType(version, thanosSampler(version, 0.5).sampler_type)).toEqual({
      parentBased: true,
      root: 'ratio',
    });
  }
});

test.each([
  [16, 'sampling ratio must be from 0 to 1, got 16, did you mean 1 / 16?'],
  [-0.1, 'sampling ratio must be from 0 to 1, got -0.1'],
  [Number.NaN, 'sampling ratio must be from 0 to 1, got NaN'],
])('a ratio of %d is refused', (ratio, message) => {
  expect(() => thanosSampler('0.42.4', ratio)).toThrow(message);
});

test('a release without sampler keys is refused', () => {
  expect(() => thanosSampler('0.31.0', 0.5)).toThrow(
    'thanos must be 0.32.0 or newer to be told a sampler, got 0.31.0',
  );
});

test.each([
  ['0.34.0', 'parentbasedtraceidratiobased', undefined],
  ['0.34.0', 'AlwaysSample', { parentBased: true, root: 'always' }],
  ['0.35.0', 'traceidratiobased', { parentBased: false, root: 'ratio' }],
  ['0.35.0', 'parentbasedneversample', { parentBased: true, root: 'never' }],
  ['0.35.0', 'probabilistic', undefined],
  ['0.42.4', '', { parentBased: true, root: 'always' }],
  ['0.31.0', 'alwayssample', undefined],
])('Thanos %s makes of sampler %j: %j', (version, type, sampling) => {
  expect(thanosSamplerType(version, type)).toEqual(sampling);
});

test.each([
  ['16', "sampler_param must be a fraction from 0 to 1, got '16', did you mean 0.0625 (1 in 16)?"],
  ['-1', "sampler_param must be a fraction from 0 to 1, got '-1'"],
  ['1/16', "sampler_param must be a number from 0 to 1, got '1/16'"],
  ['', "sampler_param must be a number from 0 to 1, got ''"],
])('sampler_param %j is refused', (param, problem) => {
  expect(thanosSamplerParamProblem(param)).toBe(problem);
});

test('sampler_param 0.0625 has no problem', () => {
  expect(thanosSamplerParamProblem('0.0625')).toBeUndefined();
});

test.each([
  ['otel:4317', 'grpc', undefined, undefined],
  ['dns:///otel:4317', 'grpc', undefined, undefined],
  ['http://otel:4317', 'grpc', "without a scheme, got 'http://otel:4317'", 'otel:4317'],
  ['http://otel:4318/v1/traces', 'http', 'without a scheme, got', 'otel:4318'],
  ['otel:4318/v1/traces', 'http', 'without a path, got', 'otel:4318 and url_path: /v1/traces'],
  ['otel:4317/v1/traces', 'grpc', 'without a path, got', 'otel:4317'],
  ['otel', 'grpc', "endpoint must be host:port, got 'otel'", 'otel:4317'],
  ['otel', 'http', "endpoint must be host:port, got 'otel'", 'otel:4318'],
  ['otel:0', 'grpc', 'endpoint port must be a whole number from 1 to 65535, got 0', undefined],
  [
    'otel:65536',
    'http',
    'endpoint port must be a whole number from 1 to 65535, got 65536',
    undefined,
  ],
] as const)('endpoint %s of a %s client is judged as Thanos dials it', (...row) => {
  const [endpoint, client, problem, hint] = row;
  const found = thanosEndpointProblem(endpoint, client);
  expect(found?.message ?? '').toContain(problem ?? '');
  expect(found === undefined).toBe(problem === undefined);
  expect(found?.fix).toBe(hint);
});

test('values of wrong types are told by key, unknown keys and numbers for text are let be', () => {
  const config = {
    insecure: 'true',
    timeout: '5 s',
    headers: 'x',
    sampler_param: 0.5,
    project_id: [],
  };
  expect(thanosTypeProblems(config)).toEqual([
    { path: ['insecure'], message: 'insecure must be true or false without quotes, got "true"' },
    { path: ['timeout'], message: 'timeout must be a Go duration such as 5s, got "5 s"' },
    { path: ['headers'], message: 'headers must be a mapping, got "x"' },
  ]);
});
