import { expect, test } from 'vitest';
import { envName } from '../../../src/lint/instrumentation/env-name/rule.ts';
import { resourcesField } from '../../../src/lint/instrumentation/resources-field/rule.ts';
import { sampler } from '../../../src/lint/instrumentation/sampler/rule.ts';
import { volume } from '../../../src/lint/instrumentation/volume/rule.ts';
import { check } from '../check.ts';
import { all, instrumentationOf } from './pods.ts';

const withSampler = (type: string, argument: string) =>
  instrumentationOf('i', 't', `{sampler: {type: ${type}, argument: "${argument}"}}`);
const location = 'Instrumentation/t/i spec.sampler.argument';
const keys = 'argument of jaeger_remote must have';

test.each([
  [
    'traceidratio',
    '10',
    "argument of traceidratio must be a number from 0 to 1, got '10'; 10 % is 0.1",
  ],
  [
    'parentbased_traceidratio',
    '25%',
    "argument of parentbased_traceidratio must be a number from 0 to 1, got '25%'; 25 % is 0.25",
  ],
  ['traceidratio', 'half', "argument of traceidratio must be a number from 0 to 1, got 'half'"],
  ['traceidratio', '-0.1', "argument of traceidratio must be a number from 0 to 1, got '-0.1'"],
  [
    'jaeger_remote',
    'http://j:14250',
    `${keys} pairs such as endpoint=http://jaeger:14250, got 'http://j:14250'`,
  ],
  ['jaeger_remote', 'endpoint=', `${keys} an endpoint that is not empty, got ''`],
  [
    'jaeger_remote',
    'endpoint=http://j:1,pollingIntervalMs=5s',
    `${keys} a whole number as pollingIntervalMs, got '5s'`,
  ],
  [
    'jaeger_remote',
    'initialSamplingRate=25',
    `${keys} a number from 0 to 1 as initialSamplingRate, got '25'`,
  ],
  [
    'jaeger_remote',
    'rate=1',
    `${keys} the keys endpoint, pollingIntervalMs and initialSamplingRate, got 'rate'`,
  ],
])('sampler %s does not take %s', (type, argument, message) => {
  expect(check(withSampler(type, argument), sampler)).toEqual([`${location}: sampler ${message}`]);
});

test('an argument that no sampler reads is told', () => {
  expect(check(withSampler('always_on', '0.5'), sampler)).toEqual([
    `${location}: sampler always_on takes no argument, '0.5' has no effect`,
  ]);
  expect(check(withSampler('""', '0.5'), sampler)).toEqual([
    `${location}: sampler must have a type for its argument '0.5', it has none`,
  ]);
});

test.each([
  withSampler('traceidratio', '0'),
  withSampler('parentbased_traceidratio', '1'),
  withSampler('parentbased_traceidratio', '1e-3'),
  withSampler('traceidratio', ''),
  withSampler(
    'jaeger_remote',
    'endpoint=http://j:14250,pollingIntervalMs=5000,initialSamplingRate=0.25',
  ),
  instrumentationOf('i', 't', '{sampler: {type: always_on}}'),
  instrumentationOf('i'),
])('a sampler with what it takes is let be', (yaml) => {
  expect(check(yaml, sampler)).toEqual([]);
});

test('a claim and a size for one volume are told', () => {
  const both = '{python: {volumeClaimTemplate: {spec: {}}, volumeLimitSize: 1Gi}}';
  expect(check(instrumentationOf('i', 't', both), volume)).toEqual([
    'Instrumentation/t/i spec.python.volumeLimitSize: python must have either volumeClaimTemplate or volumeLimitSize, it has both',
  ]);
  const each = '{python: {volumeClaimTemplate: {spec: {}}}, java: {volumeLimitSize: 1Gi}}';
  expect(check(instrumentationOf('i', 't', each), volume)).toEqual([]);
});

test('resources under the name of another language are told', () => {
  const yaml = instrumentationOf(
    'i',
    't',
    '{java: {resourceRequirements: {}}, go: {resources: {}}}',
  );
  expect(check(yaml, resourcesField)).toEqual([
    'Instrumentation/t/i spec.go.resources: go has no field resources, its resources stand in resourceRequirements',
    'Instrumentation/t/i spec.java.resourceRequirements: java has no field resourceRequirements, its resources stand in resources',
  ]);
  const right = '{java: {resources: {}}, go: {resourceRequirements: {}}}';
  expect(check(instrumentationOf('i', 't', right), resourcesField)).toEqual([]);
});

test('variables of applications are told for operators that reject them', () => {
  const operator = (version: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: o, namespace: ops}
spec: {template: {spec: {containers: [{name: m, image: "ghcr.io/open-telemetry/opentelemetry-operator/opentelemetry-operator:${version}"}]}}}`;
  const yaml = instrumentationOf(
    'i',
    't',
    '{env: [{name: OTEL_X, value: a}, {name: FOO, value: a}], java: {env: [{name: SPLUNK_Y}, {name: JAVA_OPTS}]}}',
  );
  for (const version of ['0.88.0', '0.96.0']) {
    const must = `env of operator ${version} must name variables that start with OTEL_ or SPLUNK_, got`;
    expect(check(all(operator(version), yaml), envName)).toEqual([
      `Instrumentation/t/i spec.env[1].name: ${must} 'FOO'`,
      `Instrumentation/t/i spec.java.env[1].name: ${must} 'JAVA_OPTS'`,
    ]);
  }
  expect(check(all(operator('0.97.0'), yaml), envName)).toEqual([]);
  expect(check(yaml, envName)).toEqual([]);
});
