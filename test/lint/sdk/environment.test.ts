import { expect, test } from 'vitest';
import { lint } from '../../../src/lint/lint.ts';
import type { Rule } from '../../../src/lint/rule.ts';
import { endpointPath } from '../../../src/lint/sdk/endpoint-path/rule.ts';
import { noEffect } from '../../../src/lint/sdk/no-effect/rule.ts';
import { samplerArgument } from '../../../src/lint/sdk/sampler-argument/rule.ts';
import { value } from '../../../src/lint/sdk/value/rule.ts';
import { variableName } from '../../../src/lint/sdk/variable-name/rule.ts';
import { modelOf } from '../../model/model-of.ts';
import { check } from '../check.ts';
import { all, instrumentationOf, podsWith } from '../instrumentation/pods.ts';

const entries = (env: Record<string, string>) =>
  Object.entries(env)
    .map(([name, text]) => `{name: ${name}, value: "${text}"}`)
    .join(', ');
const pods = (env: Record<string, string>) =>
  podsWith('', `[{name: a, image: "x:1", env: [${entries(env)}]}]`);
const found = (env: Record<string, string>, rule: Rule) =>
  lint(modelOf(pods(env)), [rule]).map(({ message, fix }) => [message, fix]);

test.each([
  [
    'OTEL_EXPORTER_OTLP_PROTOCOL',
    'http',
    'must be grpc, http/protobuf, http/json',
    'http',
    'http/protobuf',
  ],
  [
    'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL',
    'GRPC',
    'must be grpc, http/protobuf, http/json',
    'GRPC',
    'grpc',
  ],
  [
    'OTEL_EXPORTER_OTLP_PROTOCOL',
    'tcp',
    'must be grpc, http/protobuf, http/json',
    'tcp',
    undefined,
  ],
  [
    'OTEL_TRACES_EXPORTER',
    'oltp',
    'must be of otlp, zipkin, console, logging, none',
    'oltp',
    'otlp',
  ],
  [
    'OTEL_TRACES_EXPORTER',
    'console,grpc',
    'must be of otlp, zipkin, console, logging, none',
    'grpc',
    'console,otlp',
  ],
  [
    'OTEL_PROPAGATORS',
    'tracecontext,w3c',
    'must be of tracecontext, baggage, b3, b3multi, jaeger, xray, ottrace, none',
    'w3c',
    'tracecontext,tracecontext',
  ],
])('%s does not take %s', (name, text, must, got, fix) => {
  expect(found({ [name]: text }, value)).toEqual([[`${name} ${must}, got '${got}'`, fix]]);
});

test.each([
  ['alwayson', 'always_on'],
  ['parentbased_traceidratoi', 'parentbased_traceidratio'],
  ['AlwaysOn', 'always_on'],
  ['traceidratiobased', 'traceidratio'],
])('there is no sampler %s', (type, fix) => {
  expect(found({ OTEL_TRACES_SAMPLER: type }, value).map(([, meant]) => meant)).toEqual([fix]);
});

test.each<Record<string, string>>([
  { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json', OTEL_TRACES_EXPORTER: 'otlp, console' },
  { OTEL_TRACES_EXPORTER: 'google_cloud_trace', OTEL_PROPAGATORS: 'tracecontext,cloud_trace' },
  { OTEL_TRACES_SAMPLER: 'my_company_sampler', OTEL_PROPAGATORS: 'none' },
  { OTEL_TRACES_SAMPLER: 'parentbased_jaeger_remote', OTEL_EXPORTER_OTLP_PROTOCOL: '$(PROTOCOL)' },
  { PROTOCOL: 'http', OTEL_SERVICE_NAME: 'oltp' },
])('known values, and those of plug-ins, are let be', (env) => {
  expect(found(env, value)).toEqual([]);
});

test('a value that containers share is told once, where it stands', () => {
  const container = '{name: a, image: "x:1", envFrom: [{configMapRef: {name: c}}]}';
  const yaml = all(
    podsWith('', `[${container}, ${container.replace('name: a', 'name: b')}]`),
    `apiVersion: v1
kind: ConfigMap
metadata: {name: c, namespace: t}
data: {OTEL_EXPORTER_OTLP_PROTOCOL: protobuf}`,
  );
  expect(check(yaml, value)).toEqual([
    "ConfigMap/t/c data.OTEL_EXPORTER_OTLP_PROTOCOL: OTEL_EXPORTER_OTLP_PROTOCOL must be grpc, http/protobuf, http/json, got 'protobuf'",
  ]);
});

test.each([
  ['OTEL_EXPORTER_OLTP_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT'],
  ['OTEL_EXPORTER_OTLP_TRACE_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'],
  ['OTEL_TRACE_EXPORTER', 'OTEL_TRACES_EXPORTER'],
  ['OTEL_TRACES_SAMPLERS_ARG', 'OTEL_TRACES_SAMPLER_ARG'],
  ['OTEL_SERVICENAME', 'OTEL_SERVICE_NAME'],
  ['OTEL_RESOURCE_ATTRIBUTE', 'OTEL_RESOURCE_ATTRIBUTES'],
])('no SDK reads %s', (name, fix) => {
  expect(found({ [name]: 'x' }, variableName)).toEqual([[`no SDK reads ${name}`, fix]]);
});

test.each([
  'OTEL_EXPORTER_OTLP_METRICS_ENDPOINT',
  'OTEL_JAVAAGENT_ENABLED',
  'OTEL_PYTHON_LOG_LEVEL',
  'OTEL_EXPORTER_ZIPKIN_ENDPOINT',
  'OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE',
  'OTEL_COLLECTOR_ENDPOINT',
  'SERVICE_NAME',
  'OTEL_GO_AUTO_TARGET_EXE',
  'OTEL_BLRP_SCHEDULE_DELAY',
  'OTEL_BLRP_MAX_EXPORT_BATCH_SIZE',
  'OTEL_SPAN_LINK_COUNT_LIMIT',
  'OTEL_LINK_ATTRIBUTE_COUNT_LIMIT',
])('%s is a name of its own', (name) => {
  expect(found({ [name]: 'x' }, variableName)).toEqual([]);
});

test.each([
  ['Authorization: Basic%20YTpi==', 'a header with a colon'],
  ['x-team:abc', 'a header with a colon'],
  ['{"x-team": "abc"}', 'a mapping'],
])('headers are told that are no pairs, and not shown: %s', (text, got) => {
  const name = 'OTEL_EXPORTER_OTLP_HEADERS';
  expect(found({ [name]: text.replaceAll('"', "'") }, value)).toEqual([
    [`${name} must be key=value, with commas between several, got ${got}`, undefined],
  ]);
});

test.each([
  'Authorization=Basic YTpi==',
  'authorization=Bearer%20a:b, x-team = c,',
  'x-list=a,b',
  '$(HEADERS)',
  // what a webhook, a plug-in of Argo CD or a script knows a secret by
  'vault:secret/data/otel#HEADERS',
  '<path:kv/data/otel#headers>',
  'ref+vault://secret/otel/headers',
  'op://vault/otel/headers',
  'arn:aws:secretsmanager:eu-west-1:1:secret:otel',
  'secretkeyref:otel/headers',
  '%%HEADERS%%',
  '#{HEADERS}#',
  'CHANGEME',
])('headers may be %s', (text) => {
  expect(found({ OTEL_EXPORTER_OTLP_TRACES_HEADERS: text }, value)).toEqual([]);
});

test('a misspelt variable beside the right one is let be', () => {
  const env = { OTEL_SERVICE_NAME: 'x', OTEL_SERVICENAME: 'x' };
  expect(found(env, variableName)).toEqual([]);
});

const argument = 'OTEL_TRACES_SAMPLER_ARG';

test('an argument that the sampler cannot read is told', () => {
  expect(found({ OTEL_TRACES_SAMPLER: 'traceidratio', [argument]: '10' }, samplerArgument)).toEqual(
    [
      [
        `${argument}: argument of traceidratio must be a number from 0 to 1, got '10'; 10 % is 0.1`,
        undefined,
      ],
    ],
  );
  expect(found({ [argument]: '0.1' }, samplerArgument)).toEqual([
    [`${argument} has no effect without OTEL_TRACES_SAMPLER, got '0.1'`, undefined],
  ]);
  expect(found({ OTEL_TRACES_SAMPLER: 'always_on', [argument]: '0.1' }, samplerArgument)).toEqual([
    [`${argument} has no effect for sampler always_on, got '0.1'`, undefined],
  ]);
});

test.each([
  pods({ OTEL_TRACES_SAMPLER: 'traceidratio', [argument]: '0.1' }),
  pods({ OTEL_TRACES_SAMPLER: 'my_company_sampler', [argument]: '10' }),
  pods({ OTEL_TRACES_SAMPLER: 'traceidratio', [argument]: '$(RATIO)' }),
  all(
    instrumentationOf('i', 't', '{sampler: {type: traceidratio}}'),
    podsWith(
      'instrumentation.opentelemetry.io/inject-java: "true"',
      `[{name: a, env: [${entries({ [argument]: '0.1' })}]}]`,
    ),
  ),
])('an argument that a sampler may read is let be', (yaml) => {
  expect(check(yaml, samplerArgument)).toEqual([]);
});

test.each([
  [
    { OTEL_SDK_DISABLED: 'true', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' },
    'OTEL_SDK_DISABLED disables the SDK, so OTEL_EXPORTER_OTLP_ENDPOINT has no effect',
  ],
  [
    { OTEL_TRACES_EXPORTER: 'none', OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://c:4318/v1/traces' },
    'OTEL_TRACES_EXPORTER is none, so OTEL_EXPORTER_OTLP_TRACES_ENDPOINT has no effect',
  ],
  [
    {
      OTEL_TRACES_EXPORTER: 'none',
      OTEL_METRICS_EXPORTER: 'none',
      OTEL_LOGS_EXPORTER: 'none',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318',
    },
    'OTEL_TRACES_EXPORTER is none, so OTEL_EXPORTER_OTLP_ENDPOINT has no effect',
  ],
  [
    { OTEL_TRACES_EXPORTER: 'jaeger', OTEL_EXPORTER_JAEGER_ENDPOINT: 'http://j:14250' },
    'OTEL_TRACES_EXPORTER must be otlp, SDKs have no Jaeger exporter since 2023, got jaeger',
  ],
  [
    { OTEL_TRACES_EXPORTER: 'otlp', OTEL_EXPORTER_JAEGER_AGENT_HOST: 'jaeger-agent' },
    'OTEL_EXPORTER_JAEGER_AGENT_HOST has no effect, the exporter is otlp',
  ],
])('what another setting leaves without effect is told', (env, message) => {
  expect(found(env, noEffect)).toEqual([[message, undefined]]);
});

test('agents of the operator have no Jaeger exporter', () => {
  const spec = '{java: {env: [{name: OTEL_EXPORTER_JAEGER_ENDPOINT, value: "http://j:14250"}]}}';
  expect(check(instrumentationOf('i', 't', spec), noEffect)).toEqual([
    'Instrumentation/t/i spec.java.env[0].value: OTEL_EXPORTER_JAEGER_ENDPOINT has no effect, the exporter is otlp',
  ]);
});

test.each<Record<string, string>>([
  { OTEL_SDK_DISABLED: 'true' },
  { OTEL_SDK_DISABLED: 'false', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' },
  { OTEL_TRACES_EXPORTER: 'none', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' },
  { OTEL_EXPORTER_JAEGER_ENDPOINT: 'http://j:14250' },
])('settings that have, or may have, an effect are let be', (env) => {
  expect(found(env, noEffect)).toEqual([]);
});

test.each([
  [
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://otlp.example.com/v1/traces' },
    "an SDK appends /v1/traces to this endpoint, but 'https://otlp.example.com/v1/traces' already has it",
    'https://otlp.example.com',
  ],
  [
    { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://otlp.example.com:4318' },
    "an SDK posts spans to this endpoint as it is, so it must end in /v1/traces, got 'http://otlp.example.com:4318'",
    'http://otlp.example.com:4318/v1/traces',
  ],
])('a path that is wrong for every receiver is told', (env, message, fix) => {
  expect(found(env, endpointPath)).toEqual([[message, fix]]);
});

test.each<Record<string, string>>([
  { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://otlp.example.com/otlp' },
  { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://otlp.example.com:4317' },
  { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://otlp.example.com:4318/v1/traces' },
])('a path that some receiver takes is let be', (env) => {
  expect(found(env, endpointPath)).toEqual([]);
});
