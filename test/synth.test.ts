import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cdk8s-tracing-'));
afterAll(() => rmSync(folder, { recursive: true }));

const bin = (command: string) => join(root, 'node_modules/.bin', command);

/** Runs an app with the given code as a user would, where an earlier run of `cdk8s synth` has left a file behind. */
function run(way: 'cdk8s synth' | 'tsx', code: string) {
  const output = join(folder, 'dist');
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output);
  const script = join(folder, 'main.ts');
  writeFileSync(
    script,
    `import { App, Chart } from ${JSON.stringify(fileURLToPath(import.meta.resolve('cdk8s')))};
import * as tracing from ${JSON.stringify(join(root, 'src/index.ts'))};
const app = new App();
const storage = tracing.elasticsearch({ serverUrls: ['http://es.example.com:9200'] });
${code}
app.synth();
`,
  );
  const [command, ...args] =
    way === 'tsx'
      ? [bin('tsx'), script]
      : [bin('cdk8s'), 'synth', '--no-check-upgrade', '-a', `tsx ${script}`, '-o', output];
  if (way === 'cdk8s synth') writeFileSync(join(output, '9-earlier.k8s.yaml'), '');
  const { status, stderr } = spawnSync(`${command}`, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, CDK8S_OUTDIR: output },
  });
  return { status, stderr, files: existsSync(output) ? readdirSync(output) : [] };
}

test('cdk8s synth that fails at its last part leaves no file, nor one of an earlier run', () => {
  const { status, stderr, files } = run(
    'cdk8s synth',
    `const backend = tracing.jaeger({ storage });
new tracing.TracingStack(app, 'tracing', { backend, grafana: { namespace: 'monitoring', uid: 'a b' } });`,
  );
  expect(stderr).toContain("uid must be of letters, digits, '-' and '_', got 'a b'");
  expect(files).toEqual([]);
  expect(status).toBe(1);
}, 120_000);

// two of one name, in an app without a stack
const twice = `for (const id of ['first', 'second']) {
  const labels = { id };
  new tracing.Jaeger(new Chart(app, id, { namespace: 'tracing' }), 'Jaeger', { storage, labels });
}`;

test.each(['cdk8s synth', 'tsx'] as const)(
  '%s refuses what the linter finds an error in, and writes nothing',
  (way) => {
    const { status, stderr, files } = run(way, twice);
    expect(stderr).toMatch(/\[second\/Jaeger\/Resource\] .* \(object\/duplicate\)/);
    expect(files).toEqual([]);
    expect(status).toBe(1);
  },
  120_000,
);

test('warnings are told once by cdk8s synth', () => {
  const { status, stderr, files } = run(
    'cdk8s synth',
    `const chart = new Chart(app, 'tracing', { namespace: 'tracing' });
const exportTo = [new tracing.Jaeger(chart, 'Jaeger', { storage }).otlpGrpc];
new tracing.OtelCollector(chart, 'Collector', { exportTo, limitMemory: false });`,
  );
  expect(stderr.match(/warning: .*/g)).toEqual([
    expect.stringMatching(
      /^warning: \[tracing\/Collector\/Resource\] .* \(collector\/memory-limit\)$/,
    ),
  ]);
  expect(files).toEqual(['tracing.k8s.yaml']);
  expect(status).toBe(0);
}, 120_000);
