import { expect, test } from 'vitest';
import { agentProtocol } from '../../../src/upstream/instrumentation/languages.ts';

test.each([
  ['java', { image: 'a:1.32.0', version: '1.32.0' }, 'otlp-grpc'],
  ['java', { image: 'a:2.0.0', version: '2.0.0' }, 'otlp-http'],
  ['nodejs', { image: 'a:0.55.0', version: '0.55.0' }, 'otlp-grpc'],
  ['nodejs', { image: 'a:0.56.0', version: '0.56.0' }, 'otlp-http'],
  ['java', { image: 'a', operatorVersion: '0.158.0' }, undefined],
  ['java', {}, undefined],
  ['java', { operatorVersion: '0.88.0' }, 'otlp-grpc'],
  ['java', { operatorVersion: '0.120.0' }, undefined],
  ['nodejs', { operatorVersion: '0.158.0' }, 'otlp-http'],
  ['python', {}, 'otlp-http'],
  ['nginx', { operatorVersion: '0.158.0' }, 'otlp-grpc'],
] as const)('an agent of %s with %j speaks %s', (language, release, protocol) => {
  expect(agentProtocol(language, release)).toBe(protocol);
});
