import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { tracing } from './tracing.ts';

const folder = mkdtempSync(join(tmpdir(), 'cdk8s-tracing-plan-'));
afterAll(() => rmSync(folder, { recursive: true }));

const stack = 'test/golden/default';

test('the plan says what comes when, what it waits for, and why', async () => {
  const { code, stdout, stderr } = await tracing(['plan', stack]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^what the cluster must have first:\n {2}cert-manager, for Certificate /);
  expect(stdout).toContain(
    '\n  ConfigMap tekton-pipelines/config-tracing, which its owner creates, and which is only patched\n\n1. namespaces: ',
  );
  expect(stdout).toContain(
    '   wait until Deployment tracing/jaeger-operator has its pods, and they are ready\n        because ',
  );
});

test.each([
  ['plan', '(default: GitRepository/flux-system)'],
  ['relocate', '(default: none)'],
])('the help of %s says a default as people write it', async (command, words) => {
  const { stdout } = await tracing([command, '--help']);
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(words);
  expect(stdout).not.toMatch(/default:\s+\{/);
});

test('the way back begins with who sends, and ends with the namespace', async () => {
  const { code, stdout } = await tracing(['plan', '--delete', stack]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^1\. who sends .*\n {3}- Namespace tracing\n$/s);
  expect(stdout).toContain('   wait until Deployment tracing/jaeger-query is gone\n');
});

test('a plan as JSON has whole objects, and the way back their names', async () => {
  const there = JSON.parse((await tracing(['plan', '--format', 'json', stack])).stdout);
  expect(there.steps[0].objects[0].manifest.kind).toBe('Namespace');
  const back = JSON.parse((await tracing(['plan', '--delete', '--format', 'json', stack])).stdout);
  expect(back.steps.at(-1).objects).toEqual([
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      namespace: '',
      name: 'tracing',
      file: 'test/golden/default/0-namespace.k8s.yaml',
    },
  ]);
});

test.each([
  [[], '', "error: missing required argument 'path'"],
  [['no-such.yaml'], '', 'tracing: no such file or folder: no-such.yaml'],
  [['-'], 'a: [1\n', 'tracing: <stdin>:2:1: '],
  [['test/golden/environments'], '', 'tracing: these are several clusters; give one at a time: '],
])('%j is bad usage', async (args, input, message) => {
  const outcome = await tracing(['plan', ...args], input);
  expect(outcome).toMatchObject({ code: 2, stdout: '' });
  expect(outcome.stderr).toContain(message);
});

test('what the project file excludes is no part of the plan, and what others bring is neither', async () => {
  const place = join(folder, 'project');
  mkdirSync(join(place, 'dist/patches'), { recursive: true });
  const map = (name: string) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: shop }\n`;
  writeFileSync(join(place, 'dist/shop.yaml'), map('shop'));
  writeFileSync(join(place, 'dist/patches/other.yaml'), map('other'));
  writeFileSync(
    join(place, 'tracing.yaml'),
    'exclude: [dist/patches]\nelsewhere: [service/monitoring/tempo]\n',
  );
  const { code, stdout } = await tracing(['plan', join(place, 'dist'), '--format', 'json']);
  expect(code).toBe(0);
  const planned = JSON.parse(stdout).steps.flatMap(
    ({ objects }: { objects: { name: string }[] }) => objects,
  );
  expect(planned.map(({ name }: { name: string }) => name)).toEqual(['shop']);
  expect(await tracing(['plan', join(place, 'dist/patches')])).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/tracing\.yaml excludes all of .*patches\n$/),
  });
});

test('an integer that JSON would round is told, not rounded', async () => {
  const map = `apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
large: 9007199254740993
`;
  expect((await tracing(['plan', '-'], map)).code).toBe(0);
  const outcome = await tracing(['plan', '--format', 'json', '-'], map);
  expect(outcome).toMatchObject({ code: 2, stdout: '' });
  expect(outcome.stderr).toContain('ConfigMap shop/settings has an integer of more than 53 bits');
});

test('a folder of another tool is written whole, and only into an empty place', async () => {
  const out = join(folder, 'deploy');
  const flux = ['plan', stack, '--format', 'flux', '--out', out, '--path', 'clusters/prod'];
  expect(await tracing(flux)).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(readdirSync(out)).toContain('flux.yaml');
  expect(readFileSync(join(out, 'flux.yaml'), 'utf8')).toContain(
    'path: ./clusters/prod/01-namespaces\n',
  );
  const again = await tracing(flux);
  expect(again).toMatchObject({ code: 2, stdout: '' });
  expect(again.stderr).toContain('--out must be an empty folder');
});

test.each([
  [['--format', 'flux'], '--format flux needs --out, a folder'],
  [['--format', 'kubectl', '--out', 'x'], '--format kubectl must not have --out: it is printed'],
  [['--format', 'kubectl', '--delete'], '--delete must have --format text or json, got kubectl'],
  [['--source', 'flux'], 'such as GitRepository/flux-system'],
  [['--path', 'clusters/prod'], "option '--path <path>' is for --format flux alone"],
  [['--format', 'kubectl', '-'], '--format kubectl must be given files, not standard input'],
])('%j is bad usage, too', async (args, message) => {
  const outcome = await tracing(['plan', stack, ...args]);
  expect(outcome).toMatchObject({ code: 2, stdout: '' });
  expect(outcome.stderr).toContain(message);
});

test('a kustomization is planned as it is built, and not at all without its patches', async () => {
  const place = join(folder, 'kustomized');
  mkdirSync(place);
  const map = (value: string) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c, namespace: shop }\ndata: { a: ${value} }\n`;
  writeFileSync(join(place, 'c.yaml'), map('base'));
  writeFileSync(join(place, 'patch.yaml'), map('patched'));
  const kustomization =
    'resources: [c.yaml, "https://example.com/a.yaml"]\npatches: [{ path: patch.yaml }]\n';
  writeFileSync(join(place, 'kustomization.yaml'), kustomization);
  for (const command of [['plan'], ['apply'], ['delete'], ['verify'], ['migrate']]) {
    const outcome = await tracing([...command, place]);
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toContain(
      'because it needs https://example.com/a.yaml; give what kubectl kustomize prints\n',
    );
  }
});

test('a plan of nothing is no success', async () => {
  expect(await tracing(['plan', '-'])).toEqual({
    code: 2,
    stdout: '',
    stderr: 'tracing: there is no Kubernetes object in <stdin>\n',
  });
});

test('the path for Flux is that from the root of the repository, and is asked for where there is none', async () => {
  const flux = (out: string) => ['plan', stack, '--format', 'flux', '--out', out];
  const outside = join(folder, 'outside');
  const refused = await tracing(flux(outside));
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toContain(
    'is in no git repository: give --path, its folder in the source of Flux',
  );
  expect(existsSync(outside)).toBe(false);
  mkdirSync(join(folder, 'repository/.git'), { recursive: true });
  const out = join(folder, 'repository/clusters/prod');
  expect(await tracing(flux(out))).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(readFileSync(join(out, 'flux.yaml'), 'utf8')).toContain(
    'path: ./clusters/prod/01-namespaces\n',
  );
});
