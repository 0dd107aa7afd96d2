import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { tracing } from './tracing.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cdk8s-tracing-init-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const files = [
  '.github/workflows/ci.yaml',
  '.gitignore',
  'cdk8s.yaml',
  'main.ts',
  'package.json',
  'packages/empty/package.json',
  'renovate.json',
  'test/manifests.test.ts',
  'tsconfig.json',
];

function filesIn(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort();
}

test.each(['new', 'new/inner'])('init makes the folder %s', async (name) => {
  const made = path.join(folder, name);
  const { code, stdout, stderr } = await tracing(['init', made]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain(`${made} is made.`);
  // a version that no registry has cannot be installed by `npm install` alone
  expect(stdout).toContain('until cdk8s-tracing is published: npm install FILE, ');
  expect(filesIn(made)).toEqual(files);
});

test('init fills a folder that is empty', async () => {
  expect(await tracing(['init', folder])).toMatchObject({ code: 0 });
  expect(filesIn(folder)).toEqual(files);
});

test('init fills a repository that was just made', async () => {
  mkdirSync(path.join(folder, '.git'));
  writeFileSync(path.join(folder, 'README.md'), 'mine\n');
  expect(await tracing(['init', folder])).toMatchObject({ code: 0, stderr: '' });
  expect(filesIn(folder)).toEqual([...files, 'README.md'].sort());
  expect(readFileSync(path.join(folder, 'README.md'), 'utf8')).toBe('mine\n');
});

test('init tells a place that cannot be written to', async () => {
  writeFileSync(path.join(folder, 'file'), '');
  const made = path.join(folder, 'file', 'new');
  const outcome = await tracing(['init', made]);
  expect(outcome).toMatchObject({ code: 2, stdout: '' });
  expect(outcome.stderr).toBe(`tracing: cannot write ${made}: not a directory\n`);
});

test('init refuses a folder that has something in it, a hidden file too, and writes nothing', async () => {
  writeFileSync(path.join(folder, '.npmrc'), '');
  expect(await tracing(['init', folder])).toEqual({
    code: 2,
    stdout: '',
    stderr: `tracing: init must be given an empty folder, there is ${path.join(folder, '.npmrc')}\n`,
  });
  expect(readdirSync(folder)).toEqual(['.npmrc']);
});

test('init refuses a file', async () => {
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  expect(await tracing(['init', file])).toMatchObject({
    code: 2,
    stderr: `tracing: init must be given a folder, got the file ${file}\n`,
  });
});

test('init asks for a folder', async () => {
  const { code, stderr } = await tracing(['init']);
  expect([code, stderr]).toEqual([2, "error: missing required argument 'folder'\n"]);
});

test('the new repository asks for this release, and for what it is tested with', () => {
  const template = JSON.parse(readFileSync('templates/app/package.json', 'utf8'));
  const {
    backport,
    'cdk8s-tracing': own,
    ...others
  } = {
    ...template.dependencies,
    ...template.devDependencies,
  };
  expect(own).toBe(packageJson.version);
  const tested: Readonly<Record<string, string>> = packageJson.devDependencies;
  for (const [name, version] of Object.entries(others))
    expect([name, version]).toEqual([name, tested[name]]);
  expect([backport, template.overrides]).toEqual([tested.backport, packageJson.overrides]);
  expect(Object.keys(template.dependencies)).toEqual(
    expect.arrayContaining(Object.keys(packageJson.peerDependencies)),
  );
});
