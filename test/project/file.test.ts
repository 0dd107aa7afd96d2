import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findProject } from '../../src/project/find.ts';
import { projectKeys } from '../../src/project/read.ts';
import { programs } from '../../src/upstream/programs.ts';
import { tracing } from '../cli/tracing.ts';

const root = mkdtempSync(path.join(tmpdir(), 'cdk8s-tracing-project-'));

const collector = (endpoint: string, exporter = 'otlp') => `apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: { name: otel, namespace: shop }
spec:
  image: otel/opentelemetry-collector-contrib
  config:
    receivers: { otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' } } } }
    exporters: { ${exporter}: { endpoint: '${endpoint}' } }
    service: { pipelines: { traces: { receivers: [otlp], exporters: [${exporter}] } } }
`;
const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n';
const tempo = `apiVersion: v1
kind: Service
metadata: { name: tempo, namespace: monitoring }
spec: { selector: { app: tempo }, ports: [{ port: 4317 }] }
`;

beforeAll(() => mkdirSync(path.join(root, '.git')));
afterAll(() => rmSync(root, { recursive: true }));

/** Writes files, and the project file beside them. */
function write(project: string, files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(root, 'case-'));
  for (const [name, text] of Object.entries({ 'tracing.yaml': project, ...files })) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

async function rulesOf(folder: string): Promise<string[]> {
  const { stdout } = await tracing(['lint', '--format', 'json', folder]);
  return JSON.parse(stdout).map(({ ruleId }: { ruleId: string }) => ruleId);
}

test('it says which release is assumed, and the command line counts before it', async () => {
  // the jaeger exporter is gone since 0.85.0
  const files = { 'a.yaml': collector('jaeger.example.com:14250', 'jaeger') };
  expect(await rulesOf(write('exclude: []\n', files))).toContain('collector/removed-component');
  const folder = write('assume: { collector: "0.84.0" }\n', files);
  expect(await rulesOf(folder)).not.toContain('collector/removed-component');
  const { stdout } = await tracing(['lint', '--assume', 'collector=0.90.0', folder]);
  expect(stdout).toContain(' (assuming collector 0.90.0)');
});

test('it leaves out rules for a reason, and the order of objects where somebody sorts them', async () => {
  const files = { 'a.yaml': `${collector('tempo.example.com:4317')}---\n${namespace}` };
  expect(await rulesOf(write('applied: kubectl\n', files))).toEqual([
    'order/namespace-last',
    'collector/image',
  ]);
  const project = 'applied: flux\nignore: [{ rule: collector/image, reason: mirrored }]\n';
  expect(await rulesOf(write(project, files))).toEqual([]);
});

test('it names Services that others bring, which are not judged then', async () => {
  const files = { 'a.yaml': `${collector('tempoo.monitoring:4317')}---\n${tempo}` };
  const ignore = 'ignore: [{ rule: collector/image, reason: mirrored }]\n';
  expect(await rulesOf(write(ignore, files))).toEqual(['edge/misspelt-service']);
  expect(await rulesOf(write(`${ignore}elsewhere: [service/monitoring/tempoo]\n`, files))).toEqual(
    [],
  );
});

test('folders are a cluster each when it says so, and others are not read', async () => {
  const folder = write('clusters: [east, west]\nexclude: [old]\n', {
    'east/a.yaml': namespace,
    'west/b.yaml': tempo,
    'old/c.yaml': 'a: [1\n',
    'common.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c, namespace: shop }\n',
  });
  const { stdout, code } = await tracing(['lint', folder]);
  expect(code).toBe(1);
  expect(stdout).toContain('2 clusters, ');
  expect(stdout).toContain('east: judged: ');
  // the Namespace is in one of them
  expect(stdout.match(/order\/namespace-last/g)).toHaveLength(1);
});

test('a manifest of its name is no project file, and the one above counts', () => {
  const folder = write('applied: flux\n', { 'inner/tracing.yaml': namespace });
  expect(findProject([path.join(folder, 'inner')])).toMatchObject({
    file: path.join(folder, 'tracing.yaml'),
    applied: 'flux',
  });
  // the root of the repository is the last
  expect(findProject([root])).toBeUndefined();
});

test.each([
  [
    'applied: helm',
    'tracing.yaml:1:1: applied must be one of kubectl, kustomize, argo-cd, flux, got helm',
  ],
  [
    'assume: {colector: "0.1.0"}',
    'tracing.yaml:1:10: assume must name a program; did you mean collector?',
  ],
  ['assume: {collector: new}', 'collector must be a release in quotes, such as "0.'],
  ['ignore: [{rule: object/duplicate}]', 'an entry of ignore must have a rule and a reason'],
  ['assume: {jaeger: 1}', 'tracing.yaml:1:10: jaeger must be a release in quotes, such as "2.'],
  ['assume: {jaeger-v1: "1"}', 'jaeger-v1 must be a release in quotes, such as "1.'],
  ['assume: {collector: 0.148}', 'collector must be a release in quotes, such as "0.'],
  [
    'asume: {collector: "0.148.0"}',
    'tracing.yaml:1:1: asume is not a key of a project file; did you mean assume?',
  ],
  [
    '# all\nexcludes: [a]',
    'tracing.yaml:2:1: excludes is not a key of a project file; did you mean exclude?',
  ],
  [
    'ignore: [{rule: object/duplicate, reason: "  "}]',
    'tracing.yaml:1:10: an entry of ignore must have a rule and a reason',
  ],
  [
    'ignore: [{rule: object/duplicate, resaon: a}]',
    'tracing.yaml:1:35: resaon is not a key of an entry of ignore; did you mean reason?',
  ],
  ['ignore: [{rule: object/duplicat, reason: a}]', 'object/duplicate'],
  ['ignore: yes', 'ignore must be a list of rules, each with a reason'],
  ['exclude: [a]\nignored: []', 'ignored is not a key of a project file; did you mean ignore?'],
  ['clusters: east', 'clusters must be a list of strings'],
  ['exclude: ["dist/*"]', 'tracing.yaml:1:11: exclude must name files and folders, not a pattern'],
  ['elsewhere: [tempo]', 'elsewhere must be cert-manager or service/NAMESPACE/NAME, got tempo'],
])('%j is refused with its place', async (project, message) => {
  const folder = write(`${project}\n`, { 'a.yaml': namespace });
  const { code, stderr } = await tracing(['lint', folder]);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

test('its name may end as those of manifests do, but there is one only', () => {
  const folder = write('# none yet\n', { 'tracing.yml': 'exclude: [old]\n' });
  expect(findProject([folder])?.exclude).toEqual([path.join(folder, 'old')]);
  writeFileSync(path.join(folder, 'tracing.yaml'), 'exclude: [older]\n');
  expect(() => findProject([folder])).toThrow('there must be one project file, got ');
});

test('what cannot be read is no matter where it is excluded', async () => {
  const folder = write('exclude: [old]\n', { 'a.yaml': namespace, 'old/b.yaml': '' });
  writeFileSync(path.join(folder, 'old/b.yaml'), Buffer.from([0xff, 0xfe, 0x61, 0x00]));
  expect(await tracing(['lint', folder])).toMatchObject({ code: 0, stderr: '' });
  const all = await tracing(['lint', path.join(folder, 'old')]);
  expect(all).toMatchObject({ code: 2, stdout: '' });
  expect(all.stderr).toMatch(/tracing\.yaml excludes all of .*old\n$/);
});

test('a cluster that is not in what is linted is told', async () => {
  const folder = write('clusters: [east, west]\n', { 'east/a.yaml': namespace });
  const { code, stderr } = await tracing(['lint', folder]);
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: `${path.join(folder, 'tracing.yaml')}: there is no folder ${path.join(folder, 'west')} of clusters\n`,
  });
  expect((await tracing(['lint', path.join(folder, 'east')])).stderr).toBe('');
});

test('settings of Thanos of that name are no project file', () => {
  const folder = write('type: OTLP\nconfig: { client_type: grpc }\n', { 'a.yaml': namespace });
  expect(findProject([folder])).toBeUndefined();
});

test('a release of Jaeger before 2 is one of Jaeger v1, as on the command line', () => {
  const folder = write('assume: { jaeger: "1.65.0" }\n', { 'a.yaml': namespace });
  expect(findProject([folder])?.assume).toEqual({ 'jaeger-v1': '1.65.0' });
});

test('a picture is drawn of what it does not exclude, and of what lies elsewhere', async () => {
  const project = 'exclude: [old]\nelsewhere: [service/monitoring/tempo]\n';
  const folder = write(project, {
    'a.yaml': `${namespace}---\n${collector('tempo.monitoring:4317')}`,
    'old/b.yaml': collector('old.example.com:4317').replace('name: otel', 'name: old'),
  });
  const { stdout, code } = await tracing(['graph', folder]);
  expect(code).toBe(0);
  expect(stdout).toContain('tempo');
  expect(stdout).not.toContain('old');
  const plain = await tracing(['graph', path.join(folder, 'old')]);
  expect(plain.stdout).not.toContain('otel');
});

test('the JSON Schema has the keys that are read', () => {
  const schema = JSON.parse(readFileSync('docs/tracing.schema.json', 'utf8'));
  expect(Object.keys(schema.properties)).toEqual(projectKeys);
  expect(schema.properties.assume.propertyNames.enum).toEqual(programs);
});
