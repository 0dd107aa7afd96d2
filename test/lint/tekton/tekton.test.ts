import { expect, test } from 'vitest';
import { exampleOf } from '../../../scripts/rule-examples.ts';
import { lint } from '../../../src/lint/lint.ts';
import { credentials } from '../../../src/lint/tekton/credentials/rule.ts';
import { enabled } from '../../../src/lint/tekton/enabled/rule.ts';
import { jaegerEnvironment } from '../../../src/lint/tekton/jaeger-environment/rule.ts';
import { observability } from '../../../src/lint/tekton/observability/rule.ts';
import { place } from '../../../src/lint/tekton/place/rule.ts';
import { tektonRules } from '../../../src/lint/tekton/rules.ts';
import { modelOf } from '../../model/model-of.ts';
import { check, fixes } from '../check.ts';
import { configMapExample, otlpEndpoint, tektonExample } from './examples.ts';

const configMap = 'ConfigMap/tekton-pipelines/config-tracing';

const judge = (data: readonly string[], version?: string) =>
  check(tektonExample({ data, ...(version === undefined ? {} : { version }) }), ...tektonRules);

const on = 'enabled: "true"';

test.each([
  [[on, otlpEndpoint], '1.15.0'],
  [[on, 'endpoint: http://jaeger.example.com:14268/api/traces'], '0.57.0'],
  [[on, 'endpoint: http://jaeger.example.com:14268/api/traces'], 'main'],
  [[on], '1.11.0'],
  [[on], '0.52.0'],
  [['enabled: "T"', otlpEndpoint], '0.58.0'],
  [['enabled: "false"', 'endpoint: nowhere'], '1.15.0'],
  [[on, otlpEndpoint, 'cacert: /ca.crt'], '1.15.0'],
  [['_example: |', '  # EXAMPLE CONFIGURATION', '  enabled: "true"'], '1.15.0'],
])('nothing is said of %j with Tekton %s', (data, version) => {
  expect(judge(data, version)).toEqual([]);
});

test.each([
  [
    [on, 'endpoint: http://jaeger.example.com:14268/api/traces'],
    '0.58.0',
    "data.endpoint: endpoint must take OTLP from Tekton 0.58.0 on, got the Jaeger thrift handler 'http://jaeger.example.com:14268/api/traces'",
  ],
  [
    [on, 'endpoint: http://jaeger.example.com:4318/v1/traces'],
    '0.57.0',
    "data.endpoint: endpoint must take Jaeger thrift before Tekton 0.58.0, got the OTLP handler 'http://jaeger.example.com:4318/v1/traces'",
  ],
  [
    [on, 'endpoint: http://otlp.example.com:4317'],
    '1.15.0',
    "data.endpoint: endpoint must not be a gRPC port, Tekton speaks HTTP only, got 'http://otlp.example.com:4317'",
  ],
  [
    [on, 'endpoint: otlp.example.com:4318'],
    '1.15.0',
    "data.endpoint: endpoint must be a URL such as http://otel-collector-collector.tracing.svc:4318/v1/traces, got 'otlp.example.com:4318'",
  ],
  [
    [on, 'endpoint: http://otlp.example.com:4318/'],
    '1.15.0',
    "data.endpoint: endpoint must not end in '/', or spans are posted to it instead of /v1/traces, got 'http://otlp.example.com:4318/'",
  ],
  [
    [on],
    '1.10.3',
    'data: endpoint must be set, because the default of Tekton 1.10.3, http://jaeger-collector.jaeger.svc.cluster.local:14268/api/traces, does not accept what Tekton sends',
  ],
  [
    ['enabled: "yes"', otlpEndpoint],
    '1.15.0',
    `data.enabled: enabled must be "true" or "false", got 'yes'`,
  ],
  [
    ['enabled: ""', otlpEndpoint],
    '1.15.0',
    `data.enabled: enabled must be "true" or "false", got ''`,
  ],
  [
    [otlpEndpoint],
    '1.15.0',
    'data.endpoint: enabled must be set beside endpoint, or nothing is traced',
  ],
  [
    ['_example: |', `  ${on}`, `  ${otlpEndpoint}`],
    '1.15.0',
    'data._example: enabled and endpoint must be keys of data, got them inside _example',
  ],
  [
    ['_example: |', '  # EXAMPLE CONFIGURATION', `  ${otlpEndpoint}`],
    '1.15.0',
    'data._example: enabled and endpoint must be keys of data, got them inside _example',
  ],
  [
    [on, otlpEndpoint],
    '0.51.0',
    'data: tracing settings are read from Tekton 0.52.0 on, got 0.51.0, which reads OTEL_EXPORTER_JAEGER_ENDPOINT of its controller instead',
  ],
  [
    [on, 'endpoint: http://jaeger.example.com:14268/api/traces', 'credentialsSecret: x'],
    '0.54.0',
    'data.credentialsSecret: credentialsSecret is read from Tekton 0.55.0 on, got 0.54.0',
  ],
  [
    [on, otlpEndpoint, 'credentials-secret: x'],
    '1.15.0',
    'data.credentials-secret: credentials-secret is not a key of the tracing settings and is ignored',
  ],
  [
    ['Enabled: "true"', otlpEndpoint],
    '1.15.0',
    'data.Enabled: Enabled is not a key of the tracing settings and is ignored',
  ],
])('%j with Tekton %s is told', (data, version, finding) => {
  expect(judge(data, version)).toContain(`${configMap} ${finding}`);
});

test('one mistake is one finding', () => {
  expect(judge([on, 'endpoint: http://jaeger.example.com:14268/api/traces'])).toHaveLength(1);
  expect(judge(['enabled: "yes"', otlpEndpoint])).toHaveLength(1);
  expect(fixes(exampleOf(enabled).wrong, ...tektonRules)).toEqual(['"true"']);
});

test('the ConfigMap is where the controller looks', () => {
  const data = [on, otlpEndpoint];
  expect(check(tektonExample({ data, namespace: 'tracing' }), ...tektonRules)).toEqual([
    "ConfigMap/tracing/config-tracing metadata.namespace: ConfigMap config-tracing must be in the namespace of Tekton's controller (tekton-pipelines), got tracing",
  ]);
  expect(check(tektonExample({ data, name: 'config-trace' }), ...tektonRules)).toEqual([
    'ConfigMap/tekton-pipelines/config-trace metadata.name: ConfigMap with tracing settings must be called config-tracing, got config-trace',
  ]);
  expect(check(tektonExample({ data, name: 'tracing' }), place)).toHaveLength(1);
  expect(check(tektonExample({ data: ['enabled: "true"'], name: 'feature' }), place)).toEqual([]);
});

test('without a controller, only the namespace of Tekton tells where it is', () => {
  const stray = configMapExample([on, otlpEndpoint], 'tracing');
  expect(check(stray, ...tektonRules)).toEqual([]);
  const tekton = '{apiVersion: v1, kind: Namespace, metadata: {name: tekton-pipelines}}';
  expect(check([tekton, stray].join('\n---\n'), ...tektonRules)).toHaveLength(1);
  expect(check(configMapExample([on, otlpEndpoint]), ...tektonRules)).toEqual([]);
});

test('the Secret with credentials has its keys and is beside the controller', () => {
  expect(check(exampleOf(credentials).wrong, credentials)).toEqual([
    `${configMap} data.credentialsSecret: Secret tracing-credentials must have the keys username and password, got user, password`,
  ]);
  const [secret = '', ...rest] = exampleOf(credentials).right.split('---\n');
  const moved = secret.replace('namespace: tekton-pipelines', 'namespace: tracing');
  expect(check([moved, ...rest].join('---\n'), credentials)).toEqual([
    `${configMap} data.credentialsSecret: Secret tracing-credentials must be in namespace tekton-pipelines, where the controller is, got tracing`,
  ]);
  expect(check(rest.join('---\n'), credentials)).toEqual([]);
});

test.each([
  ['OTEL_EXPORTER_JAEGER_ENDPOINT', '0.52.0', 1],
  ['OTEL_EXPORTER_JAEGER_ENDPOINT', '0.51.0', 0],
  ['OTEL_EXPORTER_JAEGER_USER', '0.57.0', 0],
  ['OTEL_EXPORTER_JAEGER_PASSWORD', '0.58.0', 1],
  ['OTEL_TRACES_SAMPLER', '1.15.0', 0],
])('%s in the controller of Tekton %s: %d findings', (name, version, count) => {
  const found = check(tektonExample({ version, env: [`${name}: x`] }), jaegerEnvironment);
  expect(found).toHaveLength(count);
  if (count > 0) expect(found[0]).toContain(`env[0]: ${name} has no effect from Tekton 0.5`);
});

test('keys of config-observability do not trace pipelines', () => {
  expect(check(exampleOf(observability).wrong, observability)).toEqual([
    'ConfigMap/tekton-pipelines/config-observability data.tracing-protocol: tracing-protocol does not trace pipelines and tasks, that needs enabled and endpoint in ConfigMap config-tracing',
  ]);
  const both = `${exampleOf(observability).wrong}---\n${configMapExample([on, otlpEndpoint])}`;
  expect(check(both, observability)).toEqual([]);
  expect(
    check(exampleOf(observability).wrong.replace('http/protobuf', 'none'), observability),
  ).toEqual([]);
});

const operated = (pipeline: string, version = '0.81.1') => `apiVersion: apps/v1
kind: Deployment
metadata: {name: tekton-operator, namespace: tekton-operator}
spec: {template: {spec: {containers: [{name: o, image: "ghcr.io/tektoncd/operator/operator-303303c315a48490ba6517859ecf65b8:v${version}"}]}}}
---
apiVersion: operator.tekton.dev/v1alpha1
kind: TektonConfig
metadata: {name: config}
spec: {pipeline: ${pipeline}}
`;

test.each([
  '{traces.enabled: true, traces.endpoint: "https://otlp.example.com/v1/traces"}',
  '{options: {configMaps: {config-tracing: {data: {enabled: "true", endpoint: "https://otlp.example.com/v1/traces"}}}}}',
  '{enable-api-fields: stable}',
])('nothing is said of a TektonConfig with %s', (pipeline) => {
  expect(check(operated(pipeline), ...tektonRules)).toEqual([]);
});

test.each([
  [
    '{traces.enabled: "true", traces.endpoint: "https://otlp.example.com"}',
    '["traces.enabled"]: traces.enabled must be true or false without quotes, got "true"',
  ],
  [
    '{traces.endpoint: "https://otlp.example.com"}',
    '["traces.endpoint"]: traces.enabled must be set beside traces.endpoint, or nothing is traced',
  ],
  [
    '{traces: {enabled: true}}',
    '.traces: tracing settings must be keys with a dot, got a mapping under traces, which is dropped',
  ],
  [
    '{traces.enabled: true, traces.endpont: "https://otlp.example.com"}',
    '["traces.endpont"]: traces.endpont is not a key of the tracing settings and is ignored',
  ],
  [
    '{traces.enabled: true, options: {configMaps: {config-tracing: {data: {enabled: "false"}}}}}',
    `["traces.enabled"]: traces.enabled has no effect beside options.configMaps.config-tracing, which says 'false'`,
  ],
  [
    '{options: {configMaps: {config-tracing: {data: {enabled: "on"}}}}}',
    `.options.configMaps.config-tracing.data.enabled: enabled must be "true" or "false", got 'on'`,
  ],
])('a TektonConfig with %s is told', (pipeline, finding) => {
  expect(check(operated(pipeline), ...tektonRules)).toEqual([
    `TektonConfig//config spec.pipeline${finding}`,
  ]);
});

test('an operator before 0.78.0 does not read keys with a dot', () => {
  expect(check(operated('{traces.enabled: true}', '0.77.0'), ...tektonRules)).toEqual([
    'TektonConfig//config spec.pipeline["traces.enabled"]: traces.enabled is read from Tekton operator 0.78.0 on, got 0.77.0',
  ]);
});

test('the operator writes the ConfigMap itself', () => {
  const yaml = `${operated('{}')}---\n${configMapExample([on, otlpEndpoint])}`;
  expect(
    lint(modelOf(yaml), tektonRules).map(({ message, severity }) => [severity, message]),
  ).toEqual([
    [
      'warning',
      'settings must stand in TektonConfig config, the Tekton operator writes ConfigMap config-tracing itself',
    ],
  ]);
});
