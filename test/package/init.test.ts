import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { at } from '../../src/upstream/values/unknown.ts';
import { parseYaml } from '../../src/yaml.ts';

const folder = mkdtempSync(join(tmpdir(), 'cdk8s-tracing-repository-'));
const repository = join(folder, 'tracing');

beforeAll(() => {
  const tarball = inject('tarball');
  // as before there is a repository: from the package alone
  execFileSync('npx', ['--yes', `--package=${tarball}`, 'cdk8s-tracing', 'init', repository], {
    cwd: folder,
  });
  const manifest = join(repository, 'package.json');
  const text = readFileSync(manifest, 'utf8');
  writeFileSync(
    manifest,
    text.replace(/("cdk8s-tracing": )"[^"]+"/, (_, name) => `${name}"file:${tarball}"`),
  );
  run('npm', 'install', '--silent', '--no-audit', '--no-fund');
  run('git', 'init', '--quiet');
}, 600_000);

afterAll(() => rmSync(folder, { recursive: true }));

function run(command: string, ...args: string[]): string {
  return execFileSync(command, args, { cwd: repository, encoding: 'utf8', stdio: 'pipe' });
}

/** What a step of the workflow runs, by its name or else by a part of its text. */
function step(part: string): string {
  const file = join(repository, '.github/workflows/ci.yaml');
  const [workflow] = parseYaml(readFileSync(file, 'utf8'), file);
  const steps = at(workflow?.value, 'jobs', 'manifests', 'steps') as Step[];
  const found = steps.find(({ name, run: text }) => name === part || text?.includes(part));
  return found?.run ?? '';
}

interface Step {
  readonly name?: string;
  readonly run?: string;
}

/** Runs a step of the workflow as GitHub does. */
function runStep(part: string) {
  expect(step(part)).not.toBe('');
  const { status, stdout } = spawnSync(
    'bash',
    ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step(part)],
    {
      cwd: repository,
      encoding: 'utf8',
      env: { ...process.env, GITHUB_STEP_SUMMARY: join(folder, 'summary.md') },
    },
  );
  return { status, stdout };
}

test('a new repository is synthesized, linted and tested', () => {
  run('npm', 'run', 'synth');
  expect(readdirSync(join(repository, 'dist')).sort()).toEqual([
    '0-namespace.k8s.yaml',
    '1-crds.k8s.yaml',
    '2-operators.k8s.yaml',
    '3-instances.k8s.yaml',
  ]);
  expect(run('npm', 'run', '-s', 'lint')).toMatch(/^no findings in 4 files, /);
  run('npm', 'run', 'snapshots');
  expect(readdirSync(join(repository, 'test/snapshots')).sort()).toEqual(
    readdirSync(join(repository, 'dist')).sort(),
  );
  run('npm', 'test');
  run('git', 'add', '.');
  expect(run('git', 'ls-files', 'node_modules', 'dist')).toBe('');
});

test('its workflow passes as long as the manifests are those of the snapshots', () => {
  expect(runStep('npm run synth').status).toBe(0);
  expect(runStep('tracing lint')).toEqual({ status: 0, stdout: '' });
  expect(runStep('diff of the snapshots').status).toBe(0);
});

test('its tests fail and its workflow shows the difference when a setting changes', () => {
  const main = join(repository, 'main.ts');
  const text = readFileSync(main, 'utf8');
  writeFileSync(main, text.replace('retentionDays: 7', 'retentionDays: 30'));
  expect(spawnSync('npm', ['test'], { cwd: repository }).status).not.toBe(0);
  const { status, stdout } = runStep('diff of the snapshots');
  expect(status).toBe(1);
  expect(stdout).toContain('\n-      numberOfDays: 7\n+      numberOfDays: 30\n');
  expect(readFileSync(join(folder, 'summary.md'), 'utf8')).toContain('+      numberOfDays: 30\n');
});

test('an import left unused does not stop its synth', () => {
  const main = join(repository, 'main.ts');
  writeFileSync(main, `import { oneIn } from 'cdk8s-tracing';\n${readFileSync(main, 'utf8')}`);
  expect(() => run('npm', 'run', 'synth')).not.toThrow();
});
