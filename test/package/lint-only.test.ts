import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

// what npx unpacks for somebody who only lints
let project = '';

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'cdk8s-tracing-lint-only-'));
  writeFileSync(join(project, 'package.json'), '{"private": true}');
  const args = ['install', '--silent', '--no-audit', '--no-fund', inject('tarball')];
  execFileSync('npm', args, { cwd: project });
  writeFileSync(
    join(project, 'jaeger.yaml'),
    'apiVersion: jaegertracing.io/v1\nkind: Jaeger\nmetadata: {name: jaeger}\nspec: {strategy: production}\n',
  );
});

afterAll(() => rmSync(project, { recursive: true }));

function tracing(...args: string[]) {
  return spawnSync('npx', ['tracing', ...args], { cwd: project, encoding: 'utf8' });
}

test('it brings few packages and less than 20 MB, and none of cdk8s', () => {
  const modules = join(project, 'node_modules');
  const packages = readdirSync(modules).filter((name) => !name.startsWith('.'));
  expect(packages).not.toContain('cdk8s');
  expect(packages.length).toBeLessThan(10);
  const bytes = readdirSync(modules, { recursive: true, encoding: 'utf8' })
    .map((file) => statSync(join(modules, file)))
    // blocks of 512 bytes, as du counts
    .reduce((sum, { blocks }) => sum + 512 * blocks, 0);
  expect(bytes / 1e6).toBeLessThan(20);
});

test('it lints, lists rules and explains one', () => {
  const linted = tracing('lint', 'jaeger.yaml', '--format', 'json');
  expect(linted.status).toBe(1);
  expect(JSON.parse(linted.stdout)).toMatchObject([
    { ruleId: 'jaeger/production-needs-storage', file: 'jaeger.yaml' },
  ]);
  expect(tracing('rules', 'storage').stdout).toContain('jaeger/production-needs-storage');
  expect(tracing('lint', '--explain', 'jaeger/production-needs-storage').stdout).toMatch(
    /^# jaeger\/production-needs-storage$/m,
  );
});

test.each([
  ['apply', 'jaeger.yaml'],
  ['delete', 'jaeger.yaml'],
  ['verify', 'jaeger.yaml'],
  ['lint', '--cluster', 'jaeger.yaml'],
])('%s with a cluster needs no more than a kubeconfig', (...args) => {
  const { status, stderr } = tracing(...args, '--kubeconfig', 'nowhere');
  expect(stderr).toBe('tracing: cannot read kubeconfig nowhere: there is no such file\n');
  expect(status).toBe(2);
});

test('a command that needs cdk8s says what to install', () => {
  const { status, stderr } = tracing('migrate', 'jaeger.yaml');
  expect(stderr).toMatch(
    /^tracing: this command needs \S+; npm install cdk8s cdk8s-plus-27 constructs\n$/,
  );
  expect(status).toBe(2);
});
