import { expect, test } from 'vitest';
import { missingConfig } from '../../../src/lint/collector/missing-config/rule.ts';
import { check } from '../check.ts';
import { workload } from './at.ts';

const configuration = 'receivers: {}';
const asked = (file: string, more = '') =>
  workload(configuration, more).replace('--config=/etc/otel/config.yaml', `--config=${file}`);
const at = 'Deployment/tracing/otel spec.template.spec.containers[0].args[0]: collector';

test.each([
  [
    asked('/etc/otel/otel.yaml'),
    "cannot read '/etc/otel/otel.yaml': the mounted ConfigMap otel has config.yaml",
  ],
  [
    asked('file:/etc/otel/otel.yaml'),
    "cannot read '/etc/otel/otel.yaml': the mounted ConfigMap otel has config.yaml",
  ],
  [asked('/conf/config.yaml'), "cannot read '/conf/config.yaml': no volume is mounted there"],
  [
    asked('/etc/otel/otel.yaml').replace('  config.yaml: |\n    receivers: {}', '  {}'),
    "cannot read '/etc/otel/otel.yaml': the mounted ConfigMap otel has nothing",
  ],
])('a file that is not there is told (%#)', (yaml, message) => {
  expect(check(yaml, missingConfig)).toEqual([`${at} ${message}`]);
});

test('a volume that gives keys other names has those alone', () => {
  const renamed = (path: string) =>
    workload(configuration).replace(
      '            name: otel\n',
      `            name: otel\n            items: [{key: config.yaml, path: ${path}}]\n`,
    );
  expect(check(renamed('otel.yaml'), missingConfig)).toEqual([
    `${at} cannot read '/etc/otel/config.yaml': the mounted ConfigMap otel has otel.yaml`,
  ]);
  expect(check(renamed('config.yaml'), missingConfig)).toEqual([]);
  // a rule about all pods tells of the key
  const keyless = renamed('config.yaml').replace('{key: config.yaml', '{key: other.yaml');
  expect(check(keyless, missingConfig)).toEqual([]);
});

test.each([
  ['the file of the image', asked('/etc/otelcol-contrib/config.yaml')],
  ['what is no file', asked('env:OTEL_CONFIG')],
  ['text', asked('"yaml:exporters::debug::verbosity: normal"')],
  ['a path that a variable tells', asked('/conf/$(NAME).yaml')],
  [
    'a file that an image of somebody may have',
    asked('/conf/config.yaml').replace('otel/opentelemetry', 'example.com/own'),
  ],
  [
    'a ConfigMap of elsewhere',
    asked('/etc/otel/otel.yaml').replace('  name: otel\n', '  name: another\n'),
  ],
  [
    'a volume that something else fills',
    asked('/etc/otel/otel.yaml').replace('configMap:\n            name: otel', 'emptyDir: {}'),
  ],
])('nothing is said of %s', (_, yaml) => {
  expect(check(yaml, missingConfig)).toEqual([]);
});
