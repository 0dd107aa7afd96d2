import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseYaml } from '../../src/yaml.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const project = mkdtempSync(join(tmpdir(), 'cdk8s-tracing-package-'));

function run(command: string, ...args: string[]): string {
  return execFileSync(command, args, { cwd: project, encoding: 'utf8' });
}

function kindsIn(file: string): unknown[] {
  const text = readFileSync(join(project, 'dist', file), 'utf8');
  return parseYaml(text, file).map((document) => (document.value as { kind?: unknown }).kind);
}

beforeAll(() => {
  const tarball = execFileSync('npm', ['pack', '--silent', '--pack-destination', project], {
    cwd: root,
    encoding: 'utf8',
  }).trim();
  cpSync(new URL('consumer', import.meta.url), project, { recursive: true });
  const manifest = {
    type: 'module',
    private: true,
    dependencies: { 'cdk8s-tracing': `file:${tarball}` },
    // cdk8s-plus-27 lists a release tool by mistake; overrides of a dependency do not reach its users
    overrides: { backport: 'npm:empty-npm-package@1.0.0' },
  };
  writeFileSync(join(project, 'package.json'), JSON.stringify(manifest));
  run('npm', 'install', '--silent', '--no-audit', '--no-fund');
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

test('everything that package.json points at is in the package', () => {
  const files = readdirSync(join(project, 'node_modules/cdk8s-tracing'));
  expect(files.sort()).toEqual(['README.md', 'imports', 'lib', 'package.json', 'src']);
});
