import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cdk8s-tracing-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs `cdk8s synth` over an app with the given settings, where an earlier run has left a file behind. */
function cdk8sSynth(settings: string) {
  const output = join(folder, 'dist');
  mkdirSync(output, { recursive: true });
  writeFileSync(join(output, '9-earlier.k8s.yaml'), '');
  const script = join(folder, 'main.ts');
  writeFileSync(
    script,
    `import { App } from ${JSON.stringify(fileURLToPath(import.meta.resolve('cdk8s')))};
import { elasticsearch, jaeger, TracingStack } from ${JSON.stringify(join(root, 'src/index.ts'))};
const app = new App();
const backend = jaeger({
  storage: elasticsearch({ serverUrls: ['http://es.example.com:9200'] }),
});
new TracingStack(app, 'tracing', { backend, ${settings} });
app.synth();
`,
  );
  const { status, stderr } = spawnSync(
    join(root, 'node_modules/.bin/cdk8s'),
    ['synth', '--no-check-upgrade', '--no-validate', '-a', `tsx ${script}`, '-o', output],
    { cwd: root, encoding: 'utf8' },
  );
  const files = existsSync(output) ? readdirSync(output) : [];
  return { status, stderr, files };
}

test('cdk8s synth that fails at its last part leaves no file, nor one of an earlier run', () => {
  const { status, stderr, files } = cdk8sSynth("grafana: { namespace: 'monitoring', uid: 'a b' }");
  expect(stderr).toContain("uid must be of letters, digits, '-' and '_', got 'a b'");
  expect(files).toEqual([]);
  expect(status).toBe(1);
}, 120_000);
