import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { parseYaml } from '../../src/yaml.ts';
import { install } from './pack.ts';

const template = fileURLToPath(
  new URL('templates/typescript-app/', import.meta.resolve('cdk8s-cli/package.json')),
);

let project = '';
beforeAll(() => {
  project = install(inject('tarball'), new URL('commonjs', import.meta.url), {
    // the tools of that template
    devDependencies: {
      '@types/jest': '29.5.14',
      jest: '29.7.0',
      'ts-jest': '29.4.5',
      typescript: '5.9.3',
    },
  });
  for (const file of ['jest.config.js', 'tsconfig.json']) {
    copyFileSync(join(template, file), join(project, file));
  }
});
afterAll(() => rmSync(project, { recursive: true }));

function run(command: string, ...args: string[]): string {
  const options = { cwd: project, encoding: 'utf8' } as const;
  return execFileSync(command, args, { ...options, stdio: 'pipe' });
}

test('the jest of `cdk8s init typescript-app` checks types and runs', () => {
  expect(() => run('npx', 'jest', '--silent')).not.toThrow();
});

test.each([
  ['the template', []],
  ['node16', ['--module', 'node16']],
  ['nodenext', ['--module', 'nodenext']],
])('the types fit a compiler of CommonJS that is set as in %s', (_, options) => {
  expect(run('npx', 'tsc', '--noEmit', '-p', '.', '--skipLibCheck', ...options)).toBe('');
});

// the first is what Node before 20.19 does by itself
test.each([
  ['its own files', ['--no-experimental-require-module'], 'lib/index.cjs'],
  ['modules', [], 'lib/src/index.js'],
])('what is required is %s', (_, options, file) => {
  expect(run('node', ...options, 'plain.cjs')).toBe(
    `${join(project, 'node_modules/cdk8s-tracing', file)} true\n`,
  );
  const text = readFileSync(join(project, 'dist/plain.k8s.yaml'), 'utf8');
  expect(parseYaml(text, 'plain')).toHaveLength(19);
});
