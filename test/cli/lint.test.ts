import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tracing } from './tracing.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'cdk8s-tracing-lint-'));

function jaeger(annotations: string, storage: string): string {
  return `apiVersion: jaegertracing.io/v1
kind: Jaeger
metadata:
  name: demo
  namespace: shop
  annotations: ${annotations}
spec:
  strategy: production
  storage:
    type: ${storage}
    options: { es: { server-urls: 'http://elasticsearch.logging.svc:9200' } }
  ingress: { enabled: false }
`;
}

const stacks: Readonly<Record<string, string>> = {
  clean: jaeger('{}', 'elasticsearch'),
  error: jaeger('{}', 'memory'),
  warning: jaeger("{ cdk8s-tracing/ignore: 'no/rule' }", 'elasticsearch'),
  broken: 'a: 1\nb: [1\n',
};

beforeAll(() => {
  for (const [name, text] of Object.entries(stacks)) writeFileSync(file(name), text);
});

afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string): string {
  return path.join(folder, `${name}.yaml`);
}

test.each([
  [0, ['clean']],
  [1, ['error']],
  [1, ['{clean,error}']],
  [0, ['warning']],
  [0, ['warning', '--max-warnings', '1']],
  [1, ['warning', '--max-warnings', '0']],
  [0, ['warning', '--max-warnings', '0', '--ignore', 'ignore/ineffective']],
  [0, ['error', '--ignore', 'ignore/ineffective', '--ignore', 'jaeger/production-needs-storage']],
] as const)('exit code %s for %j', async (code, [name, ...options]) => {
  const outcome = await tracing(['lint', ...options, file(name)]);
  expect(outcome).toMatchObject({ code, stderr: '' });
});

test('text goes to standard output, without colours where that is no terminal', async () => {
  const { stdout } = await tracing(['lint', file('error')]);
  expect(stdout).toContain(`${file('error')}:10:5: error: `);
  expect(stdout).toMatch(/\n1 error in 1 file, 1 object; .*\njudged: .*\n/);
  expect(stdout).not.toContain('\u001b');
});

test('standard input and files are one cluster', async () => {
  const { stdout, code } = await tracing(['lint', '-', file('clean')], stacks.error);
  expect(code).toBe(1);
  expect(stdout).toContain('<stdin>:10:5: error: ');
  expect(stdout).toMatch(/in 2 files, 2 objects; .*\n/);
});

test.each([
  ['json', (text: string) => expect(JSON.parse(text)).toHaveLength(1)],
  ['sarif', (text: string) => expect(JSON.parse(text).runs[0].results).toHaveLength(1)],
  ['github', (text: string) => expect(text).toMatch(/^::error file=.*\n$/)],
] as const)('format %s replaces the text', async (format, check) => {
  const { stdout, code } = await tracing(['lint', '--format', format, file('error')]);
  expect(code).toBe(1);
  check(stdout);
});

test.each([
  [[], "error: missing required argument 'path'"],
  [['--format', 'xml', 'x'], 'Allowed choices are text, json, sarif, github, junit.'],
  [['--max-warnings', '-1', 'x'], 'It must be a whole number.'],
  [['--ignore', 'no/rule', '-'], 'tracing: no rule no/rule'],
  [
    ['--explain', 'collector/undefined-componet'],
    'tracing: no rule collector/undefined-componet; did you mean collector/undefined-component?',
  ],
  [['no-such.yaml'], 'tracing: no such file or folder: no-such.yaml'],
])('%j is bad usage', async (args, message) => {
  const outcome = await tracing(['lint', ...args]);
  expect(outcome).toMatchObject({ code: 2, stdout: '' });
  expect(outcome.stderr).toContain(message);
});

test.each([
  [
    'text',
    (text: string) => {
      expect(text).toContain(`${file('error')}:10:5: error: `);
      expect(text).toContain('\n1 error in 1 file, 1 object; 1 file cannot be read; ');
    },
  ],
  [
    'json',
    (text: string) =>
      expect(JSON.parse(text)).toMatchObject([
        { ruleId: null, severity: 'error', file: file('broken'), line: 3, column: 1 },
        { ruleId: 'jaeger/production-needs-storage', file: file('error') },
      ]),
  ],
  [
    'sarif',
    (text: string) =>
      expect(JSON.parse(text).runs).toMatchObject([
        { invocations: [{ executionSuccessful: false }], results: [{ level: 'error' }] },
      ]),
  ],
  [
    'github',
    (text: string) => {
      const [broken, error] = text.split('\n');
      expect(broken).toMatch(/^::error file=.*broken\.yaml,line=3,col=1,title=unreadable::/);
      expect(error).toMatch(/^::error file=.*error\.yaml,line=10,/);
    },
  ],
] as const)(
  'broken YAML is named with file and line, and the rest is linted: %s',
  async (format, check) => {
    const args = ['lint', '--format', format, file('error'), file('broken')];
    const { code, stdout, stderr } = await tracing(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^tracing: .*broken\.yaml:3:1: \S.*\n$/m);
    check(stdout);
  },
);

test('broken YAML is bad input, whatever the rest is', async () => {
  const { code, stdout, stderr } = await tracing(['lint', file('broken'), file('clean')]);
  expect(code).toBe(2);
  expect(stdout).toContain('no findings in 1 file, 1 object; 1 file cannot be read\n');
  expect(stderr).toMatch(/^tracing: .*broken\.yaml:3:1: \S.*\n$/m);
});

test.each(['', '[]', '42', 'replicas: 2'])(
  '%j is no cluster that could be judged',
  async (text) => {
    const { code, stderr } = await tracing(['lint', '-'], text);
    expect(code).toBe(2);
    expect(stderr).toBe('tracing: no Kubernetes object in <stdin>, nothing was judged\n');
  },
);

test('what was not judged goes to standard error beside a format for programs', async () => {
  const { stdout, stderr } = await tracing(['lint', '--format', 'json', file('clean')]);
  expect(JSON.parse(stdout)).toEqual([]);
  expect(stderr).toMatch(
    /^judged: no collector, 1 Jaeger, .*\nnot judged, .*elasticsearch\.logging/,
  );
});

test('a release that is assumed is told by the command line', async () => {
  const latest = `apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: { name: otel, namespace: shop }
spec:
  image: otel/opentelemetry-collector-contrib:latest
  config:
    receivers: { otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' } } } }
    exporters: { logging: {} }
    service: { pipelines: { traces: { receivers: [otlp], exporters: [logging] } } }
`;
  const { stdout } = await tracing(['lint', '-'], latest);
  expect(stdout).toMatch(/ \(assuming collector 0\.159\.0\)\n/);
  // logging is gone since 0.111.0
  const older = await tracing(['lint', '--assume', 'collector=v0.100.0', '-'], latest);
  expect(older.stdout).not.toContain('logging is');
  expect(older.stdout).toContain('\nassumed collector 0.100.0 where ');
});

test('a rule is explained with its examples and its source', async () => {
  const { stdout, code } = await tracing(['lint', '--explain', 'collector/undefined-component']);
  expect(code).toBe(0);
  expect(stdout).toContain('# collector/undefined-component\n\n**error**: the collector ');
  for (const part of ['Wrong:', 'Right:', '```yaml', '**Source**: '])
    expect(stdout).toContain(part);
});

test('a rule that is explained leads to pages that are there', async () => {
  const { stdout } = await tracing(['lint', '--explain', 'edge/tls']);
  expect(stdout).toMatch(/^# edge\/tls\n/);
  const [, link = ''] = /\[How\]\((\S+)\)/.exec(stdout) ?? [];
  expect(readFileSync(new URL(link), 'utf8')).toContain('\n## Ignore a finding\n');
});
