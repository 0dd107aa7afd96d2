import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseYaml } from '../../src/yaml.ts';
import { tracing } from './tracing.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migrate-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const jaeger = `apiVersion: jaegertracing.io/v1
kind: Jaeger
metadata: {name: jaeger, namespace: tracing}
spec:
  strategy: production
  agent: {strategy: DaemonSet}
  ingress: {enabled: false}
  storage:
    type: elasticsearch
    options: {es: {server-urls: http://es.example.com:9200, index-prefix: tracing}}
`;

test('manifests are on standard output, the account and the way there on standard error', async () => {
  const { code, stdout, stderr } = await tracing(['migrate', '-'], jaeger);
  expect(code).toBe(0);
  const objects = parseYaml(stdout, 'out').map(
    ({ value }) => value as { kind: string; metadata: { name: string } },
  );
  expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    'OpenTelemetryCollector jaeger-v2-query',
    'Service jaeger-v2-query',
    'OpenTelemetryCollector jaeger-v2',
    'ConfigMap jaeger-v2-sampling',
    'CronJob jaeger-v2-es-index-cleaner',
    'Service jaeger-query',
    'Service jaeger-collector',
    'Service jaeger-collector-headless',
  ]);
  expect(stdout).toMatch(/^# 1-query\.k8s\.yaml\n/);
  expect(stderr).toMatch(
    /^<stdin>:6:3: spec\.agent has no equivalent, because there are no agents/m,
  );
  const order = [
    '1-query.k8s.yaml',
    '2-collector.k8s.yaml',
    'Point senders',
    'delete jaeger/jaeger',
    '3-names.k8s.yaml',
  ];
  const places = order.map((text) => stderr.indexOf(text));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places).not.toContain(-1);
});

test('--out gets a file for each step, and the commands name them', async () => {
  const out = join(folder, 'v2');
  const { code, stdout, stderr } = await tracing(['migrate', '-', '--out', out], jaeger);
  expect([code, stdout]).toEqual([0, '']);
  expect(readdirSync(folder)).toEqual(['v2']);
  expect(readdirSync(out)).toEqual([
    '1-query.k8s.yaml',
    '2-collector.k8s.yaml',
    '3-names.k8s.yaml',
  ]);
  for (const file of readdirSync(out)) expect(stderr).toContain(join(out, file));
  const lint = await tracing(['lint', out]);
  expect([lint.code, lint.stderr]).toEqual([0, '']);
});

test('--format typescript writes the props instead', async () => {
  const out = join(folder, 'app');
  const args = ['migrate', '-', '--format', 'typescript', '--name', 'traces', '--out', out];
  const { code } = await tracing(args, jaeger);
  expect(code).toBe(0);
  expect(readdirSync(out)).toEqual(['traces.ts']);
  expect(readFileSync(join(out, 'traces.ts'), 'utf8')).toContain("indexPrefix: 'tracing'");
});

test('--to says the release', async () => {
  const { stdout } = await tracing(['migrate', '-', '--to', '2.19.0'], jaeger);
  expect(stdout).toContain('docker.io/jaegertracing/jaeger:2.19.0');
});

test('under the name of v1 it says that both cannot run at once', async () => {
  const { code, stderr } = await tracing(['migrate', '-', '--name', 'jaeger'], jaeger);
  expect(code).toBe(0);
  expect(stderr).toContain('Delete v1, which has the name jaeger');
  expect(stderr.indexOf('delete jaeger/jaeger')).toBeLessThan(stderr.indexOf('kubectl apply'));
});

test('under --strict what has no equivalent is an error, and nothing is written', async () => {
  const out = join(folder, 'v2');
  const args = ['migrate', '-', '--strict', '--out', out];
  expect((await tracing(args, jaeger)).code).toBe(1);
  expect(readdirSync(folder)).toEqual([]);
  const { code } = await tracing(args, jaeger.replace(/ {2}agent.*\n/, ''));
  expect(code).toBe(0);
});

test('what the linter finds an error in is not written', async () => {
  const out = join(folder, 'v2');
  const broken = jaeger
    .replace('index-prefix: tracing', "'tls.ca': /nowhere/ca.crt")
    .replace('http:', 'https:');
  const { code, stderr } = await tracing(['migrate', '-', '--out', out], broken);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^not written, .*no volume is mounted there \(jaeger\/file-not-mounted\)$/m,
  );
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  [
    'no Jaeger',
    'kind: Namespace\napiVersion: v1\nmetadata: {name: a}\n',
    'there is no Jaeger v1 in the manifests',
  ],
  [
    'several',
    `${jaeger}---\n${jaeger.replace('name: jaeger', 'name: other')}`,
    'there are several Jaegers in the manifests, Jaeger tracing/jaeger, Jaeger tracing/other; give one at a time',
  ],
  [
    'no namespace',
    jaeger.replace(', namespace: tracing', ''),
    '<stdin>:3:1: Jaeger jaeger has no namespace; name the one that it runs in with --namespace',
  ],
  [
    'no URL',
    jaeger.replace('http://es.example.com:9200', 'es.example.com:9200'),
    "<stdin>:10:20: es.server-urls must be URLs such as http://elasticsearch:9200, got 'es.example.com:9200', did you mean http://es.example.com:9200?",
  ],
  [
    'a prefix that no index can have',
    jaeger.replace('index-prefix: tracing', 'index-prefix: Tracing'),
    "<stdin>:10:61: index prefix must be lower-case, got 'Tracing'",
  ],
  ['broken YAML', 'a: [', '<stdin>:'],
])('%s is refused', async (_, text, message) => {
  const { code, stdout, stderr } = await tracing(['migrate', '-'], text);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(`tracing: ${message}`);
});

test.each([
  ['a release that is not known', ['--to', '1.65.0'], 'must be from'],
  ['a name that is none', ['--name', 'Jaeger_2'], 'Jaeger name must be lower-case'],
])('%s is refused', async (_, args, message) => {
  const { code, stderr } = await tracing(['migrate', '-', ...args], jaeger);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

test('a folder with something in it is left alone', async () => {
  const out = join(folder, 'v2');
  mkdirSync(out);
  writeFileSync(join(out, 'mine.yaml'), 'a: 1\n');
  const { code, stderr } = await tracing(['migrate', '-', '--out', out], jaeger);
  expect(code).toBe(2);
  expect(stderr).toContain('--out must be an empty folder');
  expect(readdirSync(out)).toEqual(['mine.yaml']);
});

test('a password in the clear is never written', async () => {
  const text = jaeger.replace('index-prefix: tracing', 'username: jaeger, password: t0p-s3cret');
  for (const format of ['yaml', 'typescript']) {
    const { stdout, stderr } = await tracing(['migrate', '-', '--format', format], text);
    expect(stdout + stderr).not.toContain('t0p-s3cret');
    expect(stdout).toContain('jaeger-v2-elasticsearch');
    expect(stderr).toContain('create secret generic jaeger-v2-elasticsearch');
  }
});
