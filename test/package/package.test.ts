import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { parseYaml } from '../../src/yaml.ts';
import { install } from './pack.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let project = '';

function run(command: string, ...args: string[]): string {
  return execFileSync(command, args, { cwd: project, encoding: 'utf8' });
}

function kindsIn(file: string): unknown[] {
  const text = readFileSync(join(project, 'dist', file), 'utf8');
  return parseYaml(text, file).map((document) => (document.value as { kind?: unknown }).kind);
}

beforeAll(() => {
  project = install(inject('tarball'), new URL('consumer', import.meta.url), { type: 'module' });
});

afterAll(() => {
  rmSync(project, { recursive: true });
});

test('installing it brings one copy of cdk8s, which the project shares with it', () => {
  const found = readdirSync(join(project, 'node_modules'), { recursive: true, encoding: 'utf8' });
  expect(found.filter((path) => path.endsWith('cdk8s/package.json'))).toEqual([
    'cdk8s/package.json',
  ]);
});

test('an app in TypeScript compiles against the shipped types alone, and synthesizes', () => {
  run(join(root, 'node_modules/.bin/tsc'), '-p', '.');
  run('node', 'typed.js');
  expect(kindsIn('typed.k8s.yaml')).toEqual([
    'Jaeger',
    'OpenTelemetryCollector',
    'ConfigMap',
    'Instrumentation',
  ]);
});

test('an app in plain JavaScript synthesizes and finds the CRDs', () => {
  run('node', 'plain.js');
  expect(
    kindsIn('plain.k8s.yaml').filter((kind) => kind === 'CustomResourceDefinition'),
  ).toHaveLength(4);
});

test('the command line lints, draws, relocates and tells its version', () => {
  cpSync(new URL('../../examples/article', import.meta.url), join(project, 'article'), {
    recursive: true,
  });
  expect(run('npx', 'tracing', 'lint', 'article', 'article/*.yaml')).toMatch(
    / in 6 files, 6 objects/,
  );
  expect(run('npx', 'tracing', 'graph', 'article')).toMatch(/^flowchart /);
  expect(run('npx', 'tracing', 'graph', 'article', '--format', 'html')).toMatch(/^<!doctype html>/);
  const moved = run('npx', 'tracing', 'relocate', 'article/2-jaeger.yaml', '--to', 'observability');
  expect(moved).toContain('  namespace: observability\n');
  expect(run('npx', 'tracing', '--version')).toBe(`${packageJson.version}\n`);
});

test("cdk8s runs the linter as a validation, on a mistake in somebody else's app", () => {
  const cdk8s = join(root, 'node_modules/.bin/cdk8s');
  const { status, stdout } = spawnSync(cdk8s, ['synth', '--no-check-upgrade'], {
    cwd: project,
    encoding: 'utf8',
  });
  expect(status).toBe(2);
  expect(stdout).toContain('jaeger/production-needs-storage (1 occurrences)');
  expect(stdout).toContain('Construct Path: mistaken/Jaeger');
});

test('everything that package.json points at is in the package', () => {
  const installed = join(project, 'node_modules/cdk8s-tracing');
  expect(readdirSync(installed).sort()).toEqual([
    'AGENTS.md',
    'LICENSE',
    'README.md',
    'docs',
    'imports',
    'lib',
    'package.json',
    'templates',
  ]);
  const programs = readdirSync(join(installed, 'lib'))
    .filter((file) => !file.endsWith('.txt') && file.includes('.'))
    .sort();
  expect(programs).toEqual([
    'checks.cjs',
    'elk.cjs',
    'git-history.cjs',
    'html.cjs',
    'index.cjs',
    'index.d.cts',
    'lint.cjs',
    'lint.d.cts',
    'picocolors.cjs',
    'run-init.cjs',
    'run-lint.cjs',
    'run-relocate.cjs',
    'run-size.cjs',
    'run-verify.cjs',
    'supports-hyperlinks.cjs',
    'tracing.cjs',
    'validation.cjs',
    'validation.d.cts',
  ]);
  const { exports, main, bin } = packageJson;
  const exported = Object.values(exports).flatMap((target) =>
    typeof target === 'string' ? target : Object.values(target),
  );
  const targets = [...exported, main, ...Object.values(bin)];
  expect(targets.length).toBeGreaterThan(12);
  for (const target of targets) {
    expect(existsSync(join(installed, target.split('*')[0] ?? '')), target).toBe(true);
  }
});
