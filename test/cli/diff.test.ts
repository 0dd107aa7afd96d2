import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRevision } from '../../src/cli/git-history.ts';
import { parseRevision } from '../../src/cli/revision.ts';
import { application, collector, file } from '../browser/pictures.ts';
import { tracing } from './tracing.ts';

let folder = '';
const path = (...parts: string[]) => join(folder, ...parts);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdk8s-tracing-diff-'));
  for (const [name, gateway] of [
    ['old', 'otel'],
    ['new', 'gateway'],
  ] as const) {
    mkdirSync(path(name));
    const endpoint = `http://${gateway}-collector.tracing:4317`;
    const { text } = file(collector(gateway, 'tracing'), application('shop', 'shop', endpoint));
    writeFileSync(path(name, 'all.yaml'), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

test('what changes is told in words, and the exit code is that of diff', async () => {
  const { code, stdout, stderr } = await tracing(['diff', path('old'), path('new')]);
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(stdout).toMatch(/^Spans wait:\n {2}Deployment\/shop\/shop: spans of container app wait /);
  expect(stdout).toMatch(/\n1 object new, 1 gone, 1 changed\n$/);
});

test('nothing changes between the same', async () => {
  const outcome = await tracing(['diff', path('old'), path('old', 'all.yaml')]);
  expect(outcome).toEqual({ code: 0, stdout: 'no object changes\n', stderr: '' });
});

test('JSON is for programs, Markdown for pull requests', async () => {
  const json = await tracing(['diff', path('old'), path('new'), '--format', 'json']);
  expect(JSON.parse(json.stdout)).toMatchObject({
    clusters: [{ folder: '', objects: { added: 1, removed: 1, changed: 1 } }],
  });
  const markdown = await tracing(['diff', path('old'), path('new'), '--format', 'markdown']);
  expect(markdown.stdout).toMatch(/^## What changes for the cluster\n/);
  expect(markdown.stdout).toContain('#### Pods restart\n\n- `Deployment/shop/shop`: ');
  expect(markdown.stdout).toContain('<details><summary>Objects change (');
});

test('a difference is drawn', async () => {
  const { code, stdout } = await tracing([
    'graph',
    '--diff',
    path('old'),
    path('new'),
    '--format',
    'svg',
  ]);
  expect(code).toBe(0);
  expect(stdout).toContain('class="node collector removed"');
});

test.each([
  [['diff', 'no-such', 'no-such'], /^tracing: no such file or folder: no-such\n$/],
  [['diff', 'nobody:dist', '.'], /^tracing: git cat-file -t nobody:dist: /],
  [['graph', '--diff', '.'], /^tracing: --diff must be given two states, old and new, got 1\n$/],
])('%j is bad usage', async (args, message) => {
  const { code, stdout, stderr } = await tracing(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(message);
});

test.each<string[]>([
  ['diff', '--format', 'markdown'],
  ['graph', '--diff', '--format', 'svg'],
])('%s tells of nothing where a state cannot be read whole', async (...args) => {
  const [whole, half] = [path('whole.yaml'), path('half.yaml')];
  writeFileSync(whole, 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n');
  writeFileSync(half, 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a');
  for (const states of [
    [whole, half],
    [half, whole],
  ]) {
    const { code, stdout, stderr } = await tracing([...args, ...states]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('half.yaml:3:');
  }
});

test('a folder, and a file of it, are read from the history', () => {
  const files = { 'dist/b.yaml': 'b: 1\n', 'dist/a.yaml': 'a: 1\n', 'dist/notes.txt': 'c' };
  inRepository(files, () => {
    const folder = 'HEAD:dist';
    expect(readRevision({ revision: 'HEAD', path: 'dist' }).texts).toEqual([
      { file: 'HEAD:dist/a.yaml', text: 'a: 1\n', folder },
      { file: 'HEAD:dist/b.yaml', text: 'b: 1\n', folder },
    ]);
    const { texts } = readRevision({ revision: 'HEAD', path: 'dist/b.yaml' });
    expect(texts.map(({ text }) => text)).toEqual(['b: 1\n']);
  });
});

test('a file of the history that is no UTF-8 is named', () => {
  inRepository({ 'a.yaml': Buffer.from([0x61, 0x3a, 0x0a, 0xc3, 0x28]) }, () => {
    expect(() => readRevision({ revision: 'HEAD', path: '' })).toThrow(
      'cannot read HEAD:a.yaml: line 2 is not UTF-8',
    );
  });
});

/** Does something where files are the only commit of a repository: the tests may run where there is none. */
function inRepository(files: Readonly<Record<string, string | Buffer>>, work: () => void): void {
  const repository = mkdtempSync(path('repository-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(repository, name)), { recursive: true });
    writeFileSync(join(repository, name), content);
  }
  const git = (...args: string[]) => execFileSync('git', ['-C', repository, ...args]);
  git('init', '-q');
  git('add', '.');
  git('-c', 'user.email=a@b', '-c', 'user.name=a', 'commit', '-qm', 'one');
  process.env.GIT_DIR = join(repository, '.git');
  try {
    work();
  } finally {
    delete process.env.GIT_DIR;
  }
}

test.each([
  ['HEAD~1:dist', { revision: 'HEAD~1', path: 'dist' }],
  ['main:', { revision: 'main', path: '' }],
  ['--upload-pack=x:y', undefined],
  ['package.json', undefined],
  ['dist', undefined],
])('%s', (given, expected) => {
  expect(parseRevision(given)).toEqual(expected);
});
