import { expect, test } from 'vitest';
import { exampleOf } from '../../../scripts/rule-examples.ts';
import { configFile } from '../../../src/lint/thanos/config-file/rule.ts';
import { flag } from '../../../src/lint/thanos/flag/rule.ts';
import { operatorFields } from '../../../src/lint/thanos/operator-fields/rule.ts';
import { thanosRules } from '../../../src/lint/thanos/rules.ts';
import { shell } from '../../../src/lint/thanos/shell/rule.ts';
import { variable } from '../../../src/lint/thanos/variable/rule.ts';
import { check, fixes } from '../check.ts';
import { thanosExample } from './examples.ts';

const argument = 'Deployment/monitoring/thanos-query spec.template.spec.containers[0]';

const judge = (args: string, more = '') =>
  check(thanosExample({ args, more }), ...thanosRules).map((text) => text.replace(argument, ''));

const json =
  '{"type":"OTLP","config":{"client_type":"grpc","service_name":"q","endpoint":"otlp.example.com:4317","insecure":true}}';

test.each([
  `- '--tracing.config=${json}'`,
  `- --tracing.config\n- '${json}'`,
  `- '--tracing.config=$(TRACING)'`,
])('a flag in the form %s is right', (args) => {
  expect(judge(args, `env:\n  - name: TRACING\n    value: '${json}'`)).toEqual([]);
});

test.each([
  [
    '- |\n  --tracing.config=type: OTLP\n  config:\n   - a\n   b: c',
    /^\.args\[1\]: thanos-query: settings of --tracing\.config must be YAML with type and config, got .+ in line \d/,
  ],
  [
    '- "--tracing.config= "',
    /^\.args\[1\]: thanos-query: settings of --tracing\.config must be a mapping with type and config, got nothing$/,
  ],
  [
    '- --tracing.config=otlp',
    /^\.args\[1\]: thanos-query: settings of --tracing\.config must be a mapping with type and config, got something else$/,
  ],
  [
    '- "--tracing.config={type: OTLP, config: {client_type: grpc, client_type: grpc}}"',
    /must be YAML with type and config, got duplicated? /,
  ],
])('%j cannot be read', (args, finding) => {
  const findings = judge(args);
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatch(finding);
});

test('a folded block is told, with what to write', () => {
  const yaml = thanosExample({
    args: '- >-\n  --tracing.config=type: OTLP\n  config:\n    client_type: grpc',
  });
  const joined = thanosExample({
    args: '- >-\n  --tracing.config=type: OTLP\n  config:\n  client_type: grpc',
  });
  expect(check(joined, ...thanosRules)).toHaveLength(1);
  expect(fixes(joined, ...thanosRules)).toEqual(['a block that keeps line breaks, | instead of >']);
  expect(fixes(yaml, ...thanosRules)).toEqual(['a block that keeps line breaks, | instead of >']);
});

test.each([
  [
    'type: OTLP\nclient_type: grpc\nconfig: {}',
    [
      ".args[1].client_type: thanos-query: settings must have no keys but type and config, got 'client_type'",
      '.args[1].config: thanos-query: config must have a service_name',
      '.args[1].config.client_type: thanos-query: client_type must be grpc or http, got ""',
    ],
  ],
  [
    'type: OLTP\nconfig: {}',
    [
      '.args[1].type: thanos-query: type must be one of OTLP, JAEGER, GOOGLE_CLOUD, STACKDRIVER, ELASTIC_APM, LIGHTSTEP, got "OLTP"',
    ],
  ],
  [
    'config: {}',
    [
      '.args[1].type: thanos-query: type must be one of OTLP, JAEGER, GOOGLE_CLOUD, STACKDRIVER, ELASTIC_APM, LIGHTSTEP, got ""',
    ],
  ],
  ['type: JAEGER\nconfig: x', ['.args[1].config: thanos-query: config must be a mapping, got "x"']],
])('settings %j are told as a whole', (settings, findings) => {
  const yaml = thanosExample({ settings });
  expect(check(yaml, ...thanosRules).map((text) => text.replace(argument, ''))).toEqual(findings);
});

test('type OTLP needs a release that has it', () => {
  expect(check(thanosExample({ version: '0.28.1' }), ...thanosRules)).toContain(
    `${argument}.args[1].type: thanos-query: type OTLP needs Thanos 0.29.0 or newer, got 0.28.1`,
  );
});

test('flags are given once', () => {
  expect(check(exampleOf(flag).wrong, flag)).toEqual([
    `${argument}.args[2]: thanos-query: --tracing.config must be given once`,
  ]);
  expect(judge(`- '--tracing.config=${json}'\n- --tracing.config-file=/x`)).toContain(
    '.args[2]: thanos-query: --tracing.config and --tracing.config-file must not be given together',
  );
  expect(judge('- --tracing.config')).toEqual([
    '.args[1]: thanos-query: --tracing.config must have a value',
  ]);
});

test('a shell hands flags on only when its script says so', () => {
  expect(check(exampleOf(shell).wrong, shell)).toEqual([
    `${argument}.args[1]: thanos-query: --tracing.config must be part of the script of sh -c, got it as a separate argument`,
  ]);
  const script = `command: [sh, -c, 'exec thanos "$@"', --]`;
  expect(check(thanosExample({ more: script }), shell)).toEqual([]);
});

test('variables are written as Kubernetes writes them, and are there', () => {
  expect(check(exampleOf(variable).wrong, variable)).toEqual([
    `${argument}.args[1]: thanos-query: a variable in the settings must be written $(OTLP_HOST), got $` +
      '{OTLP_HOST}',
  ]);
  expect(fixes(exampleOf(variable).wrong, variable)).toEqual(['$(OTLP_HOST)']);
  expect(
    check(exampleOf(variable).right.replace('name: OTLP_HOST', 'name: HOST'), variable),
  ).toEqual([
    `${argument}.args[1]: thanos-query: environment must have OTLP_HOST, which the settings use as $(OTLP_HOST)`,
  ]);
  const unknown = exampleOf(variable).right.replace(
    'env:',
    'envFrom: [{configMapRef: {name: x}}]\n          env:',
  );
  expect(check(unknown.replace('name: OTLP_HOST', 'name: HOST'), variable)).toEqual([]);
});

test('a file must be mounted, and be a key of what is', () => {
  expect(check(exampleOf(configFile).wrong, configFile)).toEqual([
    `${argument}.args[1]: thanos-query: the file with the tracing settings must be mounted, but no volume is at /etc/thanos/tracing.yaml`,
  ]);
  expect(
    check(exampleOf(configFile).right.replace('tracing.yaml: |', 'tracing.yml: |'), configFile),
  ).toEqual([
    `${argument}.args[1]: thanos-query: the file with the tracing settings must be a key of the mounted ConfigMap or Secret, got /etc/thanos/tracing.yaml`,
  ]);
  expect(
    check(exampleOf(configFile).right.replace('name: thanos-tracing', 'name: other'), configFile),
  ).toEqual([]);
});

test('settings in a file are judged where they stand', () => {
  const wrong = exampleOf(configFile).right.replace('client_type: grpc', 'client_type: udp');
  expect(check(wrong, ...thanosRules)).toEqual([
    'Secret/monitoring/thanos-tracing stringData["tracing.yaml"].config.client_type: thanos-query: client_type must be grpc or http, got "udp"',
  ]);
});

const resource = (kind: string, spec: string) =>
  `{apiVersion: monitoring.coreos.com/v1, kind: ${kind}, metadata: {name: m, namespace: mon}, spec: ${spec}}`;

test.each([
  [
    'Prometheus',
    '{tracingConfig: {name: t, key: k}}',
    'Prometheus/mon/m spec.tracingConfig: tracingConfig of Prometheus must have an endpoint, got a Secret',
  ],
  [
    'Prometheus',
    '{tracingConfig: {endpoint: "otel:4317", clientType: udp, samplingFraction: "1"}}',
    'Prometheus/mon/m spec.tracingConfig.clientType: clientType must be grpc or http, got "udp"',
  ],
  [
    'Prometheus',
    '{tracingConfig: {endpoint: "otel:4317", clientType: GRPC}}',
    'Prometheus/mon/m spec.tracingConfig: tracingConfig should have a samplingFraction, without which no trace begins in Prometheus',
  ],
  [
    'Prometheus',
    '{tracingConfig: {endpoint: "otel:4317", samplingFraction: 10}}',
    "Prometheus/mon/m spec.tracingConfig.samplingFraction: samplingFraction must be a fraction from 0 to 1, got '10'",
  ],
  [
    'Prometheus',
    '{thanos: {tracingConfig: {endpoint: "otel:4317"}}}',
    'Prometheus/mon/m spec.thanos.tracingConfig: tracingConfig of Thanos must have name and key of a Secret with the settings, got endpoint',
  ],
  [
    'ThanosRuler',
    '{tracingConfig: "type: OTLP"}',
    'ThanosRuler/mon/m spec.tracingConfig: tracingConfig of Thanos must have name and key of a Secret with the settings, got text',
  ],
  [
    'ThanosRuler',
    '{tracingConfig: {name: t, key: k}, tracingConfigFile: /x}',
    'ThanosRuler/mon/m spec.tracingConfig: tracingConfig has no effect beside tracingConfigFile, which comes first',
  ],
])('a %s with %s is told', (kind, spec, finding) => {
  expect(check(resource(kind, spec), operatorFields)).toEqual([finding]);
});

test.each([
  ['Prometheus', '{tracingConfig: {endpoint: "otel:4317", samplingFraction: "0.1"}}'],
  ['Prometheus', '{thanos: {tracingConfig: {name: t, key: k}}}'],
  ['Prometheus', '{thanos: {image: x}}'],
  ['ThanosRuler', '{}'],
])('nothing is said of a %s with %s', (kind, spec) => {
  expect(check(resource(kind, spec), operatorFields)).toEqual([]);
});
