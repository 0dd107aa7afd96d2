import { expect, test } from 'vitest';
import { bareVariable } from '../../../src/lint/collector/bare-variable/rule.ts';
import { numberedVariable } from '../../../src/lint/collector/numbered-variable/rule.ts';
import { undefinedExtension } from '../../../src/lint/collector/undefined-extension/rule.ts';
import { undefinedVariable } from '../../../src/lint/collector/undefined-variable/rule.ts';
import { check } from '../check.ts';
import { config, workload } from './at.ts';
import { collectorExample } from './example.ts';

const service = (extensions: string) =>
  `extensions: [${extensions}]\npipelines:\n  traces:\n    receivers: [otlp]\n    exporters: [otlp]`;

test('authenticators and storages of running components are looked up, also in protocols of receivers', () => {
  const yaml = collectorExample({
    receivers: 'otlp: {protocols: {http: {auth: {authenticator: oidc}}}}',
    exporters: `otlp: {endpoint: "a:4317", auth: {authenticator: bearertokenauth/x}, sending_queue: {storage: file_storage}}
otlp/unused: {endpoint: "a:4317", auth: {authenticator: nobody}}`,
    extensions: 'file_storage: {}',
    service: service('zpages'),
  });
  const message = (who: string, id: string, more = ', nor do extensions define it') =>
    `${who} names extension '${id}', but service.extensions does not${more}`;
  expect(check(yaml, undefinedExtension)).toEqual([
    `${config}exporters.otlp.auth.authenticator: ${message('otlp', 'bearertokenauth/x')}`,
    `${config}exporters.otlp.sending_queue.storage: ${message('otlp', 'file_storage', '')}`,
    `${config}receivers.otlp.protocols.http.auth.authenticator: ${message('otlp', 'oidc')}`,
  ]);
});

test.each([
  [
    'a queue that is switched off',
    '{endpoint: "a:4317", sending_queue: {enabled: false, storage: file_storage}}',
  ],
  ['a variable', `{endpoint: "a:4317", auth: {authenticator: "\${env:AUTH}"}}`],
  ['an extension that runs', '{endpoint: "a:4317", auth: {authenticator: headers_setter}}'],
])('nothing is said of %s', (_, exporter) => {
  const yaml = collectorExample({
    exporters: `otlp: ${exporter}`,
    service: service('headers_setter'),
  });
  expect(check(yaml, undefinedExtension)).toEqual([]);
});

const variables = (text: string, env: string, version = '0.120.0') =>
  collectorExample({
    spec: `image: otel/opentelemetry-collector:${version}\n${env}`,
    exporters: `otlp: {endpoint: '${text}'}`,
    service: service(''),
  });
const backend = 'env: [{name: BACKEND, value: a}]';

test('a variable of the container needs braces since 0.104.0', () => {
  expect(check(variables('$BACKEND:4317', backend), bareVariable)).toEqual([
    `${config}exporters.otlp.endpoint: variable $BACKEND must be in braces since 0.104.0, the image is 0.120.0`,
  ]);
  expect(check(variables('$BACKEND:4317', backend, '0.103.0'), bareVariable)).toEqual([]);
  for (const text of ['$$BACKEND:4317', `\${env:BACKEND}:4317`, `\${BACKEND}`, '$OTHER']) {
    expect(check(variables(text, backend), bareVariable)).toEqual([]);
  }
});

test('a variable that the container does not have is found', () => {
  expect(check(variables(`\${env:BACKND}:4317`, backend), undefinedVariable)).toEqual([
    `${config}exporters.otlp.endpoint: variable BACKND is not set in the collector's container`,
  ]);
  const text = `exporters:\n  otlp:\n    endpoint: \${env:BACKEND}:4317\n`;
  expect(check(workload(text), undefinedVariable)).toEqual([
    `ConfigMap/tracing/otel data["config.yaml"].exporters.otlp.endpoint: variable BACKEND is not set in the collector's container`,
  ]);
  expect(check(workload(text, 'env:\n  - name: BACKEND\n    value: a'), undefinedVariable)).toEqual(
    [],
  );
});

test.each([
  ['one that is set', `\${env:BACKEND}:4317`, backend],
  ['one with a default', `\${env:OTHER:-a}:4317`, ''],
  ['one that Kubernetes or the operator sets', `\${env:POD_NAME} \${env:TEMPO_SERVICE_HOST}`, ''],
  ['one that envFrom may bring', `\${env:OTHER}`, 'envFrom: [{secretRef: {name: all}}]'],
  ['one of the pod beside a sidecar', `\${env:OTHER}`, 'mode: sidecar'],
  ['one that another tool may replace', `\${OTHER}`, ''],
  ['an escaped one', `$\${env:OTHER}`, ''],
])('nothing is said of %s', (_, text, env) => {
  expect(check(variables(text, env), undefinedVariable)).toEqual([]);
});

test.each([
  [`\${1}`, '0.158.0', `$\${1}`],
  [`a-\${12}`, '0.88.0', `$\${12}`],
  ['$1', '0.88.0', '$$1'],
  ['a$2y$10', '0.106.1', '$$2'],
])('a number for the name of a variable is found: %s in %s', (text, release, meant) => {
  const taken = 'is read as an environment variable, whose name cannot be a number; write';
  const [found, ...more] = check(variables(text, '', release), numberedVariable);
  expect(found).toContain(`${taken} ${meant} for the literal text`);
  expect(more).toEqual([]);
  const [inSidecar] = check(variables(text, 'mode: sidecar', release), numberedVariable);
  expect(inSidecar).toContain(`${taken} $$${meant} for the literal text`);
});

test.each([
  ['$1', '0.107.0'],
  ['$$1', '0.88.0'],
  [`$\${1}`, '0.158.0'],
  ['[0-9]$', '0.88.0'],
  ['$|1', '0.88.0'],
  [`\${ONE1}`, '0.88.0'],
  [`\${env:ONE:-1}`, '0.158.0'],
])('nothing is said of %s in %s', (text, release) => {
  expect(check(variables(text, '', release), numberedVariable)).toEqual([]);
});

test('a target allocator reads its jobs itself', () => {
  const scraping = (spec: string) =>
    collectorExample({
      spec: `image: otel/opentelemetry-collector:0.88.0\nmode: statefulset\n${spec}`,
      receivers:
        "prometheus: {config: {scrape_configs: [{job_name: a, relabel_configs: [{replacement: '$1'}]}]}}",
      service: service(''),
    });
  expect(check(scraping(''), numberedVariable)).toHaveLength(1);
  expect(check(scraping('targetAllocator: {enabled: true}'), numberedVariable)).toEqual([]);
});
